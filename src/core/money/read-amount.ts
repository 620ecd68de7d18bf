import { ok, type Result, refuse } from '../result.ts'
import { type Currency, exponentOf, shownDecimals } from './currencies.ts'
import { formatterFor } from './formatters.ts'

/**
 * An amount as a person types it, in minor units: with the signs of any language where only one reading is possible, else with those of
 * the locale. Refuses `amount_invalid` for what is no amount of the currency, and for what could be read in two ways.
 */
export function readAmount(text: string, currency: Currency, locale: string): Result<number> {
  const plain = withoutCurrency(plainSigns(text), currency, locale)
  const [whole, fraction] = partsOf(plain, currency, locale) ?? ['', '']
  const isWhole = /^\d+$/.test(whole) || grouped.test(whole)
  if (!isWhole || !/^\d*$/.test(fraction) || fraction.length > shownDecimals(currency)) return refuse('amount_invalid')
  const digits = whole.replace(/\D/g, '') + fraction.padEnd(exponentOf(currency), '0')
  return digits.length <= mostDigits ? ok(Number(digits)) : refuse('amount_invalid')
}

const mostDigits = 15

/** Groups of three digits, of which all but the last may have two, as in India. */
const grouped = /^\d{1,3}([ .,])(?:\d{2,3}\1)*\d{3}$/

/** ASCII digits, commas, points and spaces, without marks of direction. The Arabic decimal sign stays, as it has one meaning. */
const plainSigns = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) as number) & 15))
    .replaceAll('\u060c', ',')
    .replace(/[\s'’\u066c]/g, ' ')
    .trim()

/** Without what names the currency before or after the amount, as the locale writes it. */
function withoutCurrency(plain: string, currency: Currency, locale: string): string {
  const lower = plain.toLowerCase()
  for (const currencyDisplay of ['code', 'symbol', 'narrowSymbol'] as const) {
    const parts = formatterFor(locale, { style: 'currency', currency, currencyDisplay }).formatToParts(0)
    const name = plainSigns(parts.find(({ type }) => type === 'currency')?.value ?? '').toLowerCase()
    if (name !== '' && lower.startsWith(name)) return plain.slice(name.length).trim()
    if (name !== '' && lower.endsWith(name)) return plain.slice(0, -name.length).trim()
  }
  return plain
}

type Parts = readonly [whole: string, fraction: string]

/** What stands before and after the decimal sign; null where it cannot be told which sign that is. */
function partsOf(plain: string, currency: Currency, locale: string): Parts | null {
  const signs = [...plain.matchAll(/[.,\u066b]/g)]
  const last = signs.at(-1)
  if (!last) return [plain, '']
  const [sign] = last
  const parts: Parts = [plain.slice(0, last.index), plain.slice(last.index + 1)]
  const isOnce = signs.filter(([one]) => one === sign).length === 1
  if (sign === '\u066b' || signs.some(([one]) => one !== sign)) return isOnce ? parts : null
  if (!isOnce) return [plain, '']
  const couldGroup = /^[1-9]\d{0,2}$/.test(parts[0]) && parts[1].length === 3
  const kind = couldGroup ? kindOf(sign, currency, locale) : 'decimal'
  return kind === 'decimal' ? parts : kind && [plain, '']
}

/** What one sign before three digits means in the locale; null where it means nothing, or the amount would be another by the other reading. */
function kindOf(sign: string, currency: Currency, locale: string): 'group' | 'decimal' | null {
  const options = { style: 'currency', currency, minimumFractionDigits: 1 } as const
  const parts = formatterFor(locale, options).formatToParts(1_234_567.5)
  const isFor = (kind: 'group' | 'decimal') =>
    parts.some(({ type, value }) => type === kind && plainSigns(value) === sign)
  const hasThreeDecimals = shownDecimals(currency) === 3
  if (isFor('decimal')) return hasThreeDecimals ? 'decimal' : null
  return isFor('group') && !hasThreeDecimals ? 'group' : null
}
