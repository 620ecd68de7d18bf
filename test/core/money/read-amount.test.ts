import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Currency, currencyCodes, stepMinor } from '../../../src/core/money/currencies.ts'
import { formatFigure, formatMoney } from '../../../src/core/money/format.ts'
import { largestAmountMinor } from '../../../src/core/money/money.ts'
import { readAmount } from '../../../src/core/money/read-amount.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { rounds } from '../../proof/rounds.ts'
import { hold } from './law.ts'

const read = (text: string, locale = 'en', currency: Currency = 'eur') => readAmount(text, currency, locale)
const nobody = refuse('amount_invalid')

test.each([
  ['1.234,56', 'de', 'eur', 123_456],
  ['1.234,56', 'en', 'eur', 123_456],
  ['1,234.56', 'en', 'eur', 123_456],
  ['1,234.56', 'de', 'eur', 123_456],
  ['1 234,56', 'fr', 'eur', 123_456],
  ['1\u202f234,56\u00a0€', 'fr', 'eur', 123_456],
  ['1’234.50', 'de-CH', 'chf', 123_450],
  ['1,00,000.50', 'en-IN', 'inr', 10_000_050],
  ['١٢٣٫٤٥', 'ar-EG', 'egp', 12_345],
  ['١٬٢٣٤٫٥', 'ar-EG', 'egp', 123_450],
  ['١٢٣،٤٥', 'ar-EG', 'egp', 12_345],
  ['۱۲۳٫۴۵', 'ar', 'eur', 12_345],
  ['１，２３４', 'ja', 'jpy', 1234],
  ['￥1,234', 'ja', 'jpy', 1234],
  ['EUR 50', 'de', 'eur', 5000],
  ['50 eur', 'en', 'eur', 5000],
  ['1,234', 'en', 'eur', 123_400],
  ['1.234', 'de', 'eur', 123_400],
  ['1.234.567', 'en', 'eur', 123_456_700],
  ['12,5', 'en', 'eur', 1250],
  ['0012', 'en', 'eur', 1200],
  ['5', 'en', 'ugx', 500],
  ['1.234', 'en', 'kwd', 1234],
  ['1,234', 'de', 'kwd', 1234],
  ['1,234.567', 'en', 'kwd', 1_234_567],
] as const)('%s in %s is read as an amount in %s', (text, locale, currency, minor) => {
  expect(read(text, locale, currency)).toEqual(ok(minor))
})

test.each([
  ['three digits after the locale’s decimal sign, which may be thousands', '1,234', 'de', 'eur'],
  ['three digits after a sign that the locale does not have', '1.234', 'fr', 'eur'],
  ['thousands or three decimals', '1,234', 'en', 'kwd'],
  ['thousands or three decimals in German', '1.234', 'de', 'kwd'],
  ['more decimals than the currency has', '1.2345', 'en', 'eur'],
  ['decimals in a currency without', '12.5', 'en', 'jpy'],
  ['decimals of a currency of whole units', '12.50', 'en', 'isk'],
  ['groups of two digits', '12 34', 'en', 'eur'],
  ['two decimal signs', '1.2.3', 'en', 'eur'],
  ['signs in turns', '1.234,567.89', 'en', 'eur'],
  ['a minus sign', '-5', 'en', 'eur'],
  ['a minus sign of print', '−5', 'en', 'eur'],
  ['another currency', '$50', 'de', 'eur'],
  ['a sum', '5+5', 'en', 'eur'],
  ['an exponent', '1e3', 'en', 'eur'],
  ['words', 'half', 'en', 'eur'],
  ['nothing', ' ', 'en', 'eur'],
  ['more digits than an amount has', '99999999999999', 'en', 'eur'],
] as const)('%s is refused', (_, text, locale, currency) => {
  expect(read(text, locale, currency)).toEqual(nobody)
})

test('an amount as it is written in any locale is read as itself', () => {
  const locales = ['en', 'en-IN', 'de', 'de-AT', 'de-CH', 'fr', 'fr-CH', 'ja', 'ar-u-nu-latn', 'ar-EG-u-nu-arab']
  const cases = fc.tuple(
    fc.constantFrom(...currencyCodes),
    fc.constantFrom(...locales),
    fc.oneof(fc.nat(5_000_000), fc.integer({ min: 0, max: largestAmountMinor })),
  )
  hold('an amount is read as it was written', rounds(500, 200_000), cases, ([currency, locale, some]) => {
    const amountMinor = some - (some % stepMinor(currency))
    for (const text of [formatFigure, formatMoney].map((format) => format({ amountMinor, currency }, locale))) {
      expect(read(text, locale, currency), `${text} in ${locale}`).toEqual(ok(amountMinor))
    }
  })
})
