// Formatters are expensive to create and can be reused. Requests can name any locale, so the caches are bounded.
const formatters = new Map<string, Intl.NumberFormat>()
const moneyParts = new Map<string, Intl.NumberFormatPart[]>()
const maxCached = 500

function cached<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = make()
  if (cache.size >= maxCached) cache.clear()
  cache.set(key, made)
  return made
}

/** The number formatter for a locale and options, made once. Faults (`RangeError`) on a malformed locale. */
export const formatterFor = (locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  cached(formatters, `${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options))

/** An exact decimal as a locale writes it, with a minus sign (U+2212) where `Intl` puts a hyphen. */
export function formatDecimal(
  decimal: Intl.StringNumericLiteral,
  locale: string,
  options: Intl.NumberFormatOptions,
): string {
  const formatter = formatterFor(locale, options)
  return decimal.startsWith('-') ? joined(formatter.formatToParts(decimal)) : formatter.format(decimal)
}

/**
 * The same of an amount of money without its currency. Austria and French-speaking Switzerland separate the digits of money otherwise
 * than those of other numbers.
 */
export function formatWithoutCurrency(
  decimal: Intl.StringNumericLiteral,
  locale: string,
  { currency, ...options }: Intl.NumberFormatOptions & { readonly currency: string },
): string {
  const money = cached(moneyParts, `${locale} ${currency}`, () =>
    formatterFor(locale, { style: 'currency', currency }).formatToParts(1_234_567.5),
  )
  const parts = formatterFor(locale, options).formatToParts(decimal)
  return joined(
    parts.map((part) => (isSeparator(part) ? (money.find(({ type }) => type === part.type) ?? part) : part)),
  )
}

const isSeparator = ({ type }: Intl.NumberFormatPart): boolean => type === 'group' || type === 'decimal'

const joined = (parts: readonly Intl.NumberFormatPart[]): string =>
  parts.map(({ type, value }) => (type === 'minusSign' ? value.replace('-', '\u2212') : value)).join('')
