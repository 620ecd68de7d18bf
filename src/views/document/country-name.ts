const names = new Map<string, Intl.DisplayNames>()

/** A country's name in a language; unknown codes are returned as they are. */
export function countryName(code: string, tag: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  const known = names.get(tag) ?? new Intl.DisplayNames(tag, { type: 'region' })
  names.set(tag, known)
  return known.of(code) ?? code
}
