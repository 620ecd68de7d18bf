import { expect, test } from 'vitest'
import type { Currency } from '../../../src/core/money/currencies.ts'
import { parseAmount } from '../../../src/core/money/parse.ts'
import { ok, refuse } from '../../../src/core/result.ts'

type Typed = readonly [typed: string, currency: Currency, locale: string]

test.each<[...Typed, number]>([
  ['1.190,00', 'eur', 'de', 119000],
  ['1190', 'eur', 'de', 119000],
  ['1 190,00 €', 'eur', 'fr', 119000],
  ['1\u202f190,00\u00a0€', 'eur', 'fr', 119000],
  ['1’190.00', 'chf', 'de-CH', 119000],
  ["CHF 1'190.00", 'chf', 'de-CH', 119000],
  ['1,190', 'usd', 'en', 119000],
  ['$1,190.5', 'usd', 'en', 119050],
  ['eur 5', 'eur', 'en', 500],
  ['5 euros', 'eur', 'en', 500],
  ['.5', 'usd', 'en', 50],
  ['1,00,000.50', 'inr', 'hi-IN', 10000050],
  ['१,००,०००.५०', 'inr', 'hi-IN', 10000050],
  ['100,000.50', 'inr', 'hi-IN', 10000050],
  ['١٬١٩٠٫٠٠', 'egp', 'ar', 119000],
  ['\u200f١٬١٩٠٫٠٠\u00a0ج.م.\u200f', 'egp', 'ar', 119000],
  ['1,190.000 د.ك.', 'kwd', 'ar', 1190000],
  ['１，１９０', 'jpy', 'ja', 1190],
  ['1,190円', 'jpy', 'ja', 1190],
  ['￥1,190', 'jpy', 'ja', 1190],
  ['¥1,190', 'jpy', 'ja', 1190],
  ['1.190', 'kwd', 'en', 1190],
  ['1.190 kr', 'isk', 'is', 119000],
  ['1234$50', 'cve', 'pt-CV', 123450],
  ['999999999999', 'jpy', 'ja', 999_999_999_999],
])('“%s” for %s in %s is %i', (typed, currency, locale, amountMinor) => {
  expect(parseAmount(typed, currency, locale)).toEqual(ok(amountMinor))
})

test("another country's decimal point is understood where only one reading exists", () => {
  expect(parseAmount('12.50', 'eur', 'de')).toEqual(ok(1250))
  expect(parseAmount('1.190,00', 'usd', 'en')).toEqual(ok(119000))
})

test.each<[why: string, ...Typed]>([
  ['a third decimal of a two-decimal currency', '1,190', 'eur', 'de'],
  ['a dot that could be a point or a group', '1.190', 'kwd', 'de'],
  ['a comma that could be a point or a group', '1,190', 'kwd', 'en'],
  ['a dot that this locale does not group with', '1.190', 'eur', 'fr'],
  ['an incomplete foreign decimal', '1.5', 'eur', 'de'],
  ['groups of the wrong size', '1,19,000', 'usd', 'en'],
  ['groups of two kinds', '1 190,000.00', 'usd', 'en'],
  ['a group that begins with zero', '0,190.00', 'usd', 'en'],
  ['a currency sign between digits', '1$190', 'usd', 'en'],
  ['two points', '1.2.3', 'usd', 'en'],
  ['a point with nothing behind it', '5.', 'usd', 'en'],
  ['hundredths of a whole-unit currency', '12,50', 'isk', 'is'],
  ['decimals of a currency without any', '1190.50', 'jpy', 'ja'],
  ['another currency', '$5', 'eur', 'de'],
  ['a currency and no amount', '€', 'eur', 'de'],
  ['nothing', '', 'eur', 'de'],
  ['a minus', '-5', 'eur', 'de'],
  ['a true minus', '−5', 'eur', 'de'],
  ['a plus', '+5', 'eur', 'de'],
  ['brackets', '(5)', 'usd', 'en'],
  ['an exponent', '1e3', 'usd', 'en'],
  ['letters', 'five', 'usd', 'en'],
  ['a superscript', '1²', 'usd', 'en'],
  ['digits of two scripts', '1٢', 'usd', 'en'],
  ['a fraction sign', '½', 'usd', 'en'],
  ['more than anybody types', '1'.repeat(65), 'usd', 'en'],
])('%s is refused: “%s” for %s in %s', (_, typed, currency, locale) => {
  expect(parseAmount(typed, currency, locale)).toEqual(refuse('amount_invalid'))
})

test('more than twelve digits are too large', () => {
  expect(parseAmount('10000000000.00', 'usd', 'en')).toEqual(refuse('amount_too_large'))
  expect(parseAmount('9'.repeat(40), 'usd', 'en')).toEqual(refuse('amount_too_large'))
})
