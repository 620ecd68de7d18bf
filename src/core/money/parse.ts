import { ok, type Result, refuse } from '../result.ts'
import { type Currency, exponentOf, shownDecimals } from './currencies.ts'
import { toAsciiDigits } from './digits.ts'
import { formatterFor } from './formatters.ts'
import { isWithinLimit } from './money.ts'

const longestTyped = 64

/** What a person typed in their locale, in minor units: `1.190,00 €`, `1’190.00`, `١٬١٩٠٫٠٠`, `USD 5`. Refuses
 * `amount_too_large`, and `amount_invalid` for signs, letters, too many decimals, and what two people could read differently. */
export function parseAmount(typed: string, currency: Currency, locale: string): Result<number> {
  const invalid = refuse('amount_invalid')
  if (typed.length > longestTyped) return invalid
  const text = toAsciiDigits(withoutMark(plain(typed), marksOf(currency, locale)))
  if (!text || !/^[\d.,'٬٫$ ]+$/.test(text)) return invalid
  const figure = figureOf(text, shownDecimals(currency), spellingOf(currency, locale))
  if (!figure) return invalid
  const amountMinor = BigInt(figure.whole + figure.fraction.padEnd(exponentOf(currency), '0'))
  return isWithinLimit(amountMinor) ? ok(Number(amountMinor)) : refuse('amount_too_large')
}

/** The digits before and after the decimal point, and what stood between the groups; `''` where nothing did. */
type Figure = { readonly whole: string; readonly fraction: string; readonly group: string }

/** How a locale writes large numbers: its decimal point, its mark between groups, and how many digits an inner group has. */
type Spelling = { readonly point: string; readonly group: string; readonly inner: number }

// People also type the point of another country. That is taken only where every decimal is there and no second reading
// exists: `12.50` is plain in German, `1.190` of a three-decimal currency is not, and `1,190` euros in German never is.
function figureOf(text: string, decimals: number, spelling: Spelling): Figure | null {
  if (text.includes('٫')) return read(text, '٫', decimals, spelling.inner)
  const own = read(text, spelling.point, decimals, spelling.inner)
  const certain = own && (own.fraction || isPlainGroup(own.group) || own.group === spelling.group) ? own : null
  const foreign = read(text, spelling.point === '.' ? ',' : '.', decimals, spelling.inner)
  const foreignInFull = foreign?.fraction && foreign.fraction.length === decimals ? foreign : null
  if (certain && foreignInFull) return null
  return certain ?? foreignInFull
}

const isPlainGroup = (group: string): boolean => group !== '.' && group !== ','

function read(text: string, point: string, decimals: number, inner: number): Figure | null {
  const [whole = '', fraction, ...more] = text.split(point)
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return null
  if ((fraction?.length ?? 0) > decimals) return null
  if (/^\d+$/.test(whole) || (whole === '' && fraction)) return { whole, fraction: fraction ?? '', group: '' }
  const group = /[.,'٬ ]/.exec(whole)?.[0] ?? ''
  if (!group || !isGrouped(whole.split(group), inner)) return null
  return { whole: whole.replaceAll(group, ''), fraction: fraction ?? '', group }
}

// Groups of three everywhere, and of two before the last three where the locale counts in lakhs.
function isGrouped(groups: readonly string[], inner: number): boolean {
  const [first = '', ...rest] = groups
  const sized = (size: number) =>
    new RegExp(`^[1-9]\\d{0,${size - 1}}$`).test(first) &&
    rest.every((group, i) => /^\d+$/.test(group) && group.length === (i === rest.length - 1 ? 3 : size))
  return sized(3) || sized(inner)
}

/** Spaces and apostrophes of every kind become one, full-width signs narrow, and invisible direction marks go. */
const plain = (typed: string): string =>
  typed
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/g, ' ')
    .replace(/[’‘＇]/g, "'")
    .replaceAll('．', '.')
    .replaceAll('，', ',')
    .trim()

function withoutMark(text: string, marks: readonly string[]): string {
  for (const mark of marks) {
    if (text.slice(0, mark.length).toLowerCase() === mark) return text.slice(mark.length).trim()
    if (text.slice(-mark.length).toLowerCase() === mark) return text.slice(0, -mark.length).trim()
  }
  return text
}

/** Everything a locale, or an English speaker, may write for a currency, the longest first. */
function marksOf(currency: Currency, locale: string): string[] {
  const marks = new Set<string>([currency])
  for (const language of [locale, 'en'])
    for (const currencyDisplay of ['symbol', 'narrowSymbol', 'name'] as const)
      for (const amount of [1, 2, 5]) {
        const parts = formatterFor(language, { style: 'currency', currency, currencyDisplay }).formatToParts(amount)
        marks.add(plain(parts.find(({ type }) => type === 'currency')?.value ?? '').toLowerCase())
      }
  marks.delete('')
  return [...marks].sort((a, b) => b.length - a.length)
}

function spellingOf(currency: Currency, locale: string): Spelling {
  const options = { style: 'currency', currency, numberingSystem: 'latn', minimumFractionDigits: 2 } as const
  const parts = formatterFor(locale, options).formatToParts(123_456_789)
  const groups = parts.filter(({ type }) => type === 'integer')
  const sign = (type: string) => plain(parts.find((part) => part.type === type)?.value ?? '')
  return { point: sign('decimal') || '.', group: sign('group'), inner: groups.at(-2)?.value.length ?? 3 }
}
