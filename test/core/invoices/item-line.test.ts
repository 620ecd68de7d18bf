import { expect, test } from 'vitest'
import { blankLine, type ItemInput, writtenLine } from '../../../src/core/invoices/item-line.ts'
import { monday } from '../../world/cast.ts'

const known = {
  currency: 'eur',
  coupons: new Map(),
  taxRates: new Map(),
  now: monday,
  newDiscountId: () => 'di_1',
} as const

const write = (input: ItemInput, before: Parameters<typeof writtenLine>[1] = blankLine('il_1', 'ii_1', monday)) =>
  writtenLine(input, before, known)

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
