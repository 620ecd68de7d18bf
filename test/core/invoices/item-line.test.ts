import { expect, test } from 'vitest'
import { blankLine, type ItemInput, itemLine } from '../../../src/core/invoices/item-line.ts'
import { monday } from '../../world/cast.ts'

const known = {
  currency: 'eur',
  coupons: new Map(),
  taxRates: new Map(),
  now: monday,
  newDiscountId: () => 'di_1',
} as const

const write = (input: ItemInput, before: Parameters<typeof itemLine>[1] = blankLine('il_1', 'ii_1', monday)) =>
  itemLine(input, before, known)

test('discounts fall on an item unless it was said otherwise, and never on a negative one', () => {
  expect(write({ price: { amountMinor: 500 } })).toMatchObject({ value: { line: { discountable: true } } })
  expect(write({ price: { amountMinor: 500 }, discountable: false })).toMatchObject({
    value: { line: { discountable: false } },
  })
  expect(write({ price: { amountMinor: -500 } })).toMatchObject({ value: { line: { discountable: false } } })
})

test('a negative item that is to take discounts is refused, also when only that is changed', () => {
  const refused = { ok: false, refusal: { code: 'parameter_invalid', param: 'discountable' } }
  expect(write({ price: { amountMinor: -500 }, discountable: true })).toMatchObject(refused)
  const credit = write({ price: { amountMinor: -500 } })
  if (!credit.ok) throw new Error(credit.refusal.code)
  expect(write({ price: {}, discountable: true }, credit.value.line)).toMatchObject(refused)
})

test('the product stands until a price of another kind takes its place', () => {
  const sold = write({ price: { unitAmount: '300' }, product: 'prod_crane' })
  if (!sold.ok) throw new Error(sold.refusal.code)
  const { line } = sold.value
  expect(line.product).toBe('prod_crane')
  expect(write({ price: { quantity: '2' } }, line)).toMatchObject({ value: { line: { product: 'prod_crane' } } })
  expect(write({ price: { unitAmount: '400' }, product: 'prod_hook' }, line)).toMatchObject({
    value: { line: { product: 'prod_hook' } },
  })
  expect(write({ price: { amountMinor: 500 } }, line)).toMatchObject({ value: { line: { product: null } } })
})

test('an entry of discounts that names both a coupon and a discount is refused', () => {
  const both = { price: { amountMinor: 500 }, discounts: [{ coupon: 'SPRING', discount: 'di_0' }] }
  expect(write(both)).toMatchObject({ refusal: { code: 'parameters_exclusive', param: 'discounts[0][coupon]' } })
})
