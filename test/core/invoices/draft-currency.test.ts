import { expect, test } from 'vitest'
import { draftCurrency } from '../../../src/core/invoices/draft-currency.ts'
import { currency as read } from '../../../src/core/money/currencies.ts'
import { ok, refuse } from '../../../src/core/result.ts'

const currency = (code: string) => {
  const known = read(code)
  if (!known.ok) throw new Error(`${code} is not a currency`)
  return known.value
}
const [eur, usd, jpy] = [currency('eur'), currency('usd'), currency('jpy')]

test.each([
  ['the one asked for, whatever the items are in', { requested: eur, ofItems: [usd] }, eur],
  ['the usual one where no items wait', { requested: undefined, ofItems: [] }, eur],
  ['the usual one where some items are in it', { requested: undefined, ofItems: [usd, eur, jpy] }, eur],
  ['the one that all items are in', { requested: undefined, ofItems: [usd, usd] }, usd],
])('a draft is in %s', (_, given, chosen) => {
  expect(draftCurrency({ ...given, usual: eur })).toEqual(ok(chosen))
})

test('items in several currencies, none of them the usual one, are refused', () => {
  expect(draftCurrency({ requested: undefined, ofItems: [usd, jpy, usd], usual: eur })).toEqual(
    refuse('currency_mismatch', { param: 'currency', values: { currency: 'jpy or usd' } }),
  )
})
