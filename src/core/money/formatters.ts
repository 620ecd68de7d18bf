// Formatters are expensive to create and can be reused. Requests can name any locale, so the cache is bounded.
const cache = new Map<string, Intl.NumberFormat>()
const maxCached = 500

/** The number formatter for a locale and options, made once. Faults (`RangeError`) on a malformed locale. */
export function formatterFor(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known) return known
  const formatter = new Intl.NumberFormat(locale, options)
  if (cache.size >= maxCached) cache.clear()
  cache.set(key, formatter)
  return formatter
}

/** An exact decimal as a locale writes it, with a minus sign (U+2212) where `Intl` puts a hyphen. */
export function formatDecimal(
  decimal: Intl.StringNumericLiteral,
  locale: string,
  options: Intl.NumberFormatOptions,
): string {
  const formatter = formatterFor(locale, options)
  if (!decimal.startsWith('-')) return formatter.format(decimal)
  const parts = formatter.formatToParts(decimal)
  return parts.map(({ type, value }) => (type === 'minusSign' ? value.replace('-', '\u2212') : value)).join('')
}
