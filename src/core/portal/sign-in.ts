/**
 * What a mailed code can do: for how long, how often a wrong one is tried, how often one is mailed to an address, and how many
 * merchants of the address are shown where it is given at the deployment's own page.
 */
export const signInLimits = {
  validMs: 10 * 60_000,
  tries: 5,
  mails: 5,
  mailsWithinMs: 60 * 60_000,
  mailsInADay: 15,
  merchants: 50,
} as const

/** Addresses that differ only in case are one. */
export const signInAddress = (address: string): string => address.toLowerCase()

/** Reads a code as people type it: with blanks or dashes between, in any script's digits. Null if it cannot be one. */
export function typedCode(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .replace(/\p{Nd}/gu, digitOf)
  return /^[0-9]{6}$/.test(digits) ? digits : null
}

/** Decimal digits lie in rows of ten, each from a zero. */
function digitOf(character: string): string {
  let zero = character.codePointAt(0)!
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && character.codePointAt(0)! - zero < 9) zero -= 1
  return String(character.codePointAt(0)! - zero)
}
