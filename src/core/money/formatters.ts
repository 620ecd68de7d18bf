// Formatters never change and take far longer to make than to use. A stranger may name a locale, so the shelf is bounded.
const shelf = new Map<string, Intl.NumberFormat>()
const shelfSize = 500

/** The number formatter for a locale and options, made once. Faults (`RangeError`) on a malformed locale. */
export function formatterFor(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = shelf.get(key)
  if (known) return known
  const formatter = new Intl.NumberFormat(locale, options)
  if (shelf.size >= shelfSize) shelf.clear()
  shelf.set(key, formatter)
  return formatter
}
