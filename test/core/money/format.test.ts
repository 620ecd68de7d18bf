import { expect, test } from 'vitest'
import {
  type Currency,
  currencyCodes,
  exponentOf,
  shownDecimals,
  stepMinor,
} from '../../../src/core/money/currencies.ts'
import {
  formatFigure,
  formatMoney,
  formatPercent,
  formatQuantity,
  formatUnitPrice,
  type MoneyStyle,
} from '../../../src/core/money/format.ts'
import { largestAmountMinor } from '../../../src/core/money/money.ts'

const locales = ['en', 'de', 'fr', 'ja', 'ar', 'ar-EG', 'de-CH', 'hi-IN']
const written = (amountMinor: number, currency: Currency, locale: string, style?: MoneyStyle) =>
  formatMoney({ amountMinor, currency }, locale, style)
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/g, ' ')

test('every exponent has its own decimals, whatever the locale has for the currency', () => {
  expect(written(119000, 'eur', 'de')).toBe('1.190,00 €')
  expect(written(1190, 'jpy', 'en')).toBe('¥1,190')
  expect(written(1190, 'kwd', 'en')).toBe('KWD 1.190')
  expect(written(119000, 'huf', 'en')).toBe('HUF 1,190.00')
  expect(written(119000, 'isk', 'en')).toBe('ISK 1,190')
  expect(written(119000, 'ugx', 'en')).toBe('UGX 1,190')
})

test('an amount of a whole-unit currency that is not whole is shown as it is, never rounded away', () => {
  expect(written(119050, 'isk', 'en')).toBe('ISK 1,190.50')
})

test('amounts near 2^53 keep their last digit', () => {
  expect(written(9_007_199_254_740_991, 'usd', 'en')).toBe('$90,071,992,547,409.91')
  expect(written(-9_007_199_254_740_991, 'jpy', 'en')).toBe('−¥9,007,199,254,740,991')
  expect(written(9_007_199_254_740_991, 'kwd', 'en')).toBe('KWD 9,007,199,254,740.991')
})

test('sign and currency can be shown in other ways', () => {
  expect(written(500, 'usd', 'en', { sign: 'always' })).toBe('+$5.00')
  expect(written(-500, 'usd', 'en', { sign: 'never' })).toBe('$5.00')
  expect(written(500, 'usd', 'de', { currencyDisplay: 'code' })).toBe('5,00 USD')
})

test('a unit price shows all of its decimals, and no fewer than the currency has', () => {
  expect(formatUnitPrice('0.001', 'usd', 'en')).toBe('0.00001')
  expect(formatUnitPrice('1200', 'usd', 'en')).toBe('12.00')
  expect(formatUnitPrice('12.345678901234', 'jpy', 'en')).toBe('12.345678901234')
})

test('quantities and percentages are exact in every locale', () => {
  expect(formatQuantity('123456789012345.123456789012', 'en')).toBe('123,456,789,012,345.123456789012')
  expect(formatQuantity('1.50', 'de')).toBe('1,5')
  expect(formatPercent('19', 'en')).toBe('19%')
  expect(formatPercent('8.8750', 'de').replace(/\s/g, ' ')).toBe('8,875 %')
  expect(formatPercent('0.0001', 'en')).toBe('0.0001%')
})

test('what is negative has a minus sign, and a hyphen in the name of a currency stays one', () => {
  for (const locale of locales) {
    const all = [
      written(-500, 'usd', locale),
      formatFigure({ amountMinor: -500, currency: 'usd' }, locale),
      formatUnitPrice('-500', 'usd', locale),
      formatQuantity('-1.5', locale),
      formatPercent('-5', locale),
    ]
    for (const text of all) expect(text).toMatch(/−/)
    for (const text of all) expect(text).not.toContain('-')
  }
  expect(written(-500, 'bam', 'en', { currencyDisplay: 'name' })).toBe('−5.00 Bosnia-Herzegovina convertible marks')
})

test('a figure is its amount without the currency', () => {
  expect(formatFigure({ amountMinor: 119000, currency: 'eur' }, 'de')).toBe('1.190,00')
  expect(formatFigure({ amountMinor: 119050, currency: 'isk' }, 'en')).toBe('1,190.50')
  // Austria and French-speaking Switzerland have separators of their own for money.
  for (const locale of ['de-AT', 'fr-CH', 'de-CH', 'ar-EG']) {
    const [money, figure] = [formatMoney, formatFigure].map((format) =>
      format({ amountMinor: 123_456_789, currency: 'eur' }, locale).replace(/[^\p{N}]*(\p{N}.*\p{N})[^\p{N}]*/u, '$1'),
    )
    expect(figure, locale).toBe(money)
  }
})

test('a malformed decimal or amount is a fault where it would be shown', () => {
  expect(() => formatQuantity('1e3', 'en')).toThrow('well formed')
  expect(() => formatMoney({ amountMinor: 0.5, currency: 'eur' }, 'en')).toThrow('whole number of minor units')
})

const asciiDigits = (text: string) =>
  [...text.matchAll(/\p{Nd}/gu)]
    .map(([digit]) =>
      '0٠०'
        .split('')
        .map((zero) => digit.charCodeAt(0) - zero.charCodeAt(0))
        .find((value) => value >= 0 && value <= 9),
    )
    .join('')

test('a formatted amount has all of its digits, for every currency in every locale', () => {
  const displays = ['symbol', 'narrowSymbol', 'code', 'name'] as const
  const wrong: string[] = []
  let count = 0
  for (const locale of locales)
    for (const currency of currencyCodes)
      for (const [i, size] of [0, 1, 99, 1_000, 123_456, 99_999_999, 2 ** 31, largestAmountMinor].entries()) {
        const amountMinor = size - (size % stepMinor(currency))
        const text = formatMoney({ amountMinor, currency }, locale, { currencyDisplay: displays[i % 4]! })
        const decimals = shownDecimals(currency)
        const expected = String(amountMinor / 10 ** (exponentOf(currency) - decimals)).padStart(decimals + 1, '0')
        // One currency has a year in its name.
        if (asciiDigits(text.replace('(2018)', '')) !== expected)
          wrong.push(`${text} for ${amountMinor} ${currency} in ${locale}`)
        count++
      }
  console.log(`${count.toLocaleString('en')} amounts formatted, in ${locales.join(', ')}`)
  expect(wrong).toEqual([])
})
