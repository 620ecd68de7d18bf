/**
 * A mail address as its owner recognizes it and nobody else learns it: `i•••@f•••.de` for `ida@falk.de`. The first letter of each
 * part and the ending are shown; the dots are as many for every length.
 */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  const ending = /[^.](\.[\p{L}\p{M}\p{N}-]+)$/u.exec(domain)?.[1] ?? ''
  return `${masked(address.slice(0, at))}@${masked(domain.slice(0, domain.length - ending.length))}${ending}`
}

const masked = (part: string): string => `${/[\p{L}\p{N}]/u.exec(part)?.[0] ?? ''}•••`
