import { expect, test } from 'vitest'
import { ratio } from '../../../src/core/money/ratio.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { exactNet, inclusiveTax, type Levy, taxesByInvoice, taxesByLine } from '../../../src/core/tax/levy.ts'
import { parsePercentage, taxReason } from '../../../src/core/tax/rates.ts'
import { rate } from '../invoices/priced.ts'

function levy(id: string, percentage: string, inclusive = false): Levy {
  const fraction = parsePercentage(percentage)
  if (!fraction.ok) throw new Error(fraction.refusal.code)
  return { rate: rate(id, percentage, inclusive), fraction: fraction.value }
}

const gst = levy('gst', '10', true)
const vat = levy('vat', '19')
const half = levy('half', '50')

test('a percentage is a fraction of one, from 0 to 100 with at most four decimals', () => {
  expect(parsePercentage('19')).toEqual(ok(ratio(19n, 100n)))
  expect(parsePercentage('8.8750')).toEqual(ok(ratio(8875n, 100_000n)))
  expect(parsePercentage('0')).toEqual(ok(ratio(0n)))
  expect(parsePercentage('100')).toEqual(ok(ratio(1n)))
  for (const wrong of ['100.01', '-1', '1e1', '19%', '', '1.23456'])
    expect(parsePercentage(wrong)).toEqual(refuse('percentage_invalid'))
})

test('rounded per line, each amount has its own cent', () => {
  expect(
    taxesByLine([
      { amount: 1n, levies: [half] },
      { amount: 1n, levies: [half] },
    ]),
  ).toEqual([[1n], [1n]])
})

test('rounded per invoice, a rate has one cent, and one line bears it', () => {
  expect(
    taxesByInvoice([
      { amount: 1n, levies: [half] },
      { amount: 1n, levies: [half] },
    ]),
  ).toEqual([[1n], [0n]])
})

test('rates are rounded apart from each other, wherever they stand on a line', () => {
  const taxables = [
    { amount: 1000n, levies: [vat, gst] },
    { amount: 50n, levies: [gst] },
  ]
  expect(taxesByInvoice(taxables)).toEqual([[173n, 91n], [4n]])
  expect(taxesByLine(taxables)).toEqual([[173n, 91n], [5n]])
})

test('an amount without rates has no tax, and all of it is net', () => {
  expect(taxesByLine([{ amount: 7n, levies: [] }])).toEqual([[]])
  expect(taxesByInvoice([{ amount: 7n, levies: [] }])).toEqual([[]])
  expect(exactNet({ amount: 7n, levies: [vat] })).toEqual(ratio(7n))
})

test('the tax of a credit is that of the same sale, turned round', () => {
  const sale = [
    { amount: 10_001n, levies: [gst, vat] },
    { amount: 333n, levies: [vat] },
  ]
  const credit = sale.map(({ amount, levies }) => ({ amount: -amount, levies }))
  for (const taxes of [taxesByLine, taxesByInvoice])
    expect(taxes(credit)).toEqual(taxes(sale).map((line) => line.map((tax) => -tax)))
})

test('only inclusive tax is contained in a price', () => {
  expect(inclusiveTax({ amount: 1000n, levies: [vat, gst] }, [173n, 91n])).toBe(91n)
})

test('the reason of a tax is the customer first, then the rate', () => {
  expect(taxReason(vat.rate, 'none')).toBe('standard_rated')
  expect(taxReason(rate('zero', '0.0'), 'none')).toBe('zero_rated')
  expect(taxReason(vat.rate, 'exempt')).toBe('customer_exempt')
  expect(taxReason(rate('zero', '0'), 'reverse')).toBe('reverse_charge')
})
