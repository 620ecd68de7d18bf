import { expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'

const { stripe } = api()

test('a tax rate keeps its percentage exactly and can be renamed and retired', async () => {
  const rate = await stripe.taxRates.create({
    display_name: 'MwSt.',
    percentage: 8.1,
    inclusive: true,
    country: 'CH',
    jurisdiction: 'CH',
    tax_type: 'vat',
  })
  expect(rate).toMatchObject({
    object: 'tax_rate',
    active: true,
    percentage: 8.1,
    inclusive: true,
    rate_type: 'percentage',
  })
  const updated = await stripe.taxRates.update(rate.id, {
    display_name: 'TVA',
    active: false,
    metadata: { until: '2027' },
  })
  expect(updated).toEqual({ ...rate, display_name: 'TVA', active: false, metadata: { until: '2027' } })
  expect(await stripe.taxRates.retrieve(rate.id)).toEqual(updated)
  const retired = await stripe.taxRates.list({ active: false, limit: 100 })
  expect(retired.data.map(({ id }) => id)).toContain(rate.id)
  expect(retired.data.every(({ active }) => !active)).toBe(true)
})

test.each([
  [{ percentage: 100.1 }, 'percentage_invalid'],
  [{ percentage: 8.12345 }, 'decimal_invalid'],
  [{ percentage: -1 }, 'decimal_invalid'],
  [{ display_name: '' }, 'parameter_invalid_empty'],
  [{ inclusive: 'maybe' }, 'parameter_invalid'],
  [{ tax_type: 'tithe' }, 'parameter_invalid'],
])('a tax rate with %o is refused as %s', async (params, code) => {
  const good = { display_name: 'VAT', percentage: 20, inclusive: false }
  const refusal = await refusalOf(stripe.taxRates.create({ ...good, ...params } as never))
  expect(refusal).toMatchObject({ statusCode: 400, code, param: Object.keys(params)[0] })
})

test('a coupon has a percentage or an amount, and an id that the merchant may choose', async () => {
  const id = `SUMMER-${Date.now()}`
  const coupon = await stripe.coupons.create({
    id,
    percent_off: 12.5,
    name: 'Summer',
    duration: 'once',
    max_redemptions: 3,
  })
  expect(coupon).toMatchObject({
    object: 'coupon',
    id,
    percent_off: 12.5,
    amount_off: null,
    valid: true,
    times_redeemed: 0,
  })
  expect(await stripe.coupons.update(id, { name: 'Late summer' })).toEqual({ ...coupon, name: 'Late summer' })
  expect(await refusalOf(stripe.coupons.create({ id, percent_off: 5 }))).toMatchObject({
    code: 'resource_already_exists',
  })
  expect(await stripe.coupons.del(id)).toEqual({ id, object: 'coupon', deleted: true })
  expect(await refusalOf(stripe.coupons.retrieve(id))).toMatchObject({ statusCode: 404, code: 'resource_missing' })
  expect(await refusalOf(stripe.coupons.create({ id, percent_off: 5 }))).toMatchObject({
    code: 'resource_already_exists',
  })
})

test.each([
  [{}, 'parameter_missing'],
  [{ percent_off: 10, amount_off: 500, currency: 'eur' }, 'parameters_exclusive'],
  [{ amount_off: 500 }, 'parameter_missing'],
  [{ amount_off: 0, currency: 'eur' }, 'parameter_invalid'],
  [{ amount_off: 150, currency: 'isk' }, 'amount_invalid'],
  [{ percent_off: 0 }, 'percentage_invalid'],
  [{ percent_off: 101 }, 'percentage_invalid'],
  [{ percent_off: 10, duration: 'repeating' }, 'parameter_missing'],
  [{ percent_off: 10, duration: 'once', duration_in_months: 3 }, 'parameter_invalid'],
  [{ percent_off: 10, id: 'a b' }, 'parameter_invalid'],
])('a coupon of %o is refused as %s', async (params, code) => {
  expect(await refusalOf(stripe.coupons.create(params as never))).toMatchObject({ statusCode: 400, code })
})

test('a coupon is redeemed up to its limit, also by concurrent invoices', async () => {
  const { id: coupon } = await stripe.coupons.create({ percent_off: 50, max_redemptions: 3 })
  const { id: customer } = await stripe.customers.create({ name: 'Anouk Verhoef' })
  const created = Array.from({ length: 8 }, () => stripe.invoices.create({ customer, discounts: [{ coupon }] }))
  const outcomes = await Promise.allSettled(created)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(refused).toEqual(Array(5).fill('coupon_expired'))
  expect(await stripe.coupons.retrieve(coupon)).toMatchObject({ times_redeemed: 3, valid: false })
})
