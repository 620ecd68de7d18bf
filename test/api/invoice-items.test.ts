import Stripe from 'stripe'
import { beforeAll, expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'

const { stripe } = api()
let anouk: string

beforeAll(async () => {
  anouk = (await stripe.customers.create({ name: 'Anouk Verhoef' })).id
})

const draft = (params: object = {}) => stripe.invoices.create({ customer: anouk, ...params })

test('an item for a draft becomes a line of it at once', async () => {
  const invoice = await draft()
  const item = await stripe.invoiceItems.create({
    invoice: invoice.id!,
    amount: 12_50,
    description: 'Delivery',
    metadata: { van: '2' },
  })
  expect(item).toMatchObject({
    object: 'invoiceitem',
    amount: 1250,
    currency: 'eur',
    quantity: 1,
    customer: anouk,
    invoice: invoice.id,
  })
  const { lines, total } = await stripe.invoices.retrieve(invoice.id!)
  expect(total).toBe(1250)
  expect(lines.data).toMatchObject([
    {
      amount: 1250,
      description: 'Delivery',
      metadata: { van: '2' },
      parent: { invoice_item_details: { invoice_item: item.id } },
    },
  ])
})

test('decimals of quantity and unit price multiply exactly and round once', async () => {
  const invoice = await draft()
  const item = await stripe.invoiceItems.create({
    invoice: invoice.id!,
    quantity_decimal: Stripe.Decimal.from('2.5'),
    unit_amount_decimal: Stripe.Decimal.from('33.333333333333'),
  })
  expect(item).toMatchObject({ amount: 83, quantity: 2 })
  expect(String(item.quantity_decimal)).toBe('2.5')
  expect(String(item.pricing?.unit_amount_decimal)).toBe('33.333333333333')
})

test('an item with price_data has the given quantity', async () => {
  const item = await stripe.invoiceItems.create({
    customer: anouk,
    price_data: { currency: 'usd', product: 'prod_hosting', unit_amount: 900 },
    quantity: 3,
  })
  expect(item).toMatchObject({ amount: 2700, currency: 'usd', invoice: null })
  await stripe.invoiceItems.del(item.id)
})

test('an item without an invoice is pending until an invoice includes it, and is deleted with that draft', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Mateus Rocha' })
  const waiting = await stripe.invoiceItems.create({ customer, amount: 4000, currency: 'eur' })
  const other = await stripe.invoiceItems.create({ customer, amount: 10, currency: 'usd' })
  expect((await stripe.invoices.create({ customer })).lines.data).toEqual([])
  const taking = await stripe.invoices.create({ customer, currency: 'eur', pending_invoice_items_behavior: 'include' })
  expect(taking.total).toBe(4000)
  const pending = async () => (await stripe.invoiceItems.list({ customer, pending: true })).data.map(({ id }) => id)
  expect(await pending()).toEqual([other.id])
  expect((await stripe.invoiceItems.list({ invoice: taking.id! })).data.map(({ id }) => id)).toEqual([waiting.id])
  await stripe.invoices.del(taking.id!)
  expect(await pending()).toEqual([other.id])
  expect(await refusalOf(stripe.invoiceItems.retrieve(waiting.id))).toMatchObject({ code: 'resource_missing' })
})

const takeAll = (customer: string, params: object = {}) =>
  stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include', ...params })

test('a draft includes pending items in their currency, the newest first', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Mateus Rocha' })
  for (const amount of [100, 200, 300]) await stripe.invoiceItems.create({ customer, amount, currency: 'usd' })
  const draft = await takeAll(customer)
  expect(draft).toMatchObject({ currency: 'usd', total: 600 })
  expect(draft.lines.data.map(({ amount }) => amount)).toEqual([300, 200, 100])
})

test('of items in several currencies a draft includes those in the default currency; without any of these it must name a currency', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Mateus Rocha' })
  for (const currency of ['usd', 'jpy', 'eur']) await stripe.invoiceItems.create({ customer, amount: 700, currency })
  expect(await takeAll(customer)).toMatchObject({ currency: 'eur', total: 700 })
  const refusal = await refusalOf(takeAll(customer))
  expect(refusal).toMatchObject({ statusCode: 400, code: 'currency_mismatch', param: 'currency' })
  expect(refusal.message).toContain('jpy or usd')
  expect(await takeAll(customer, { currency: 'jpy' })).toMatchObject({ currency: 'jpy', total: 700 })
  expect(await takeAll(customer)).toMatchObject({ currency: 'usd', total: 700 })
})

test('a pending item goes to one invoice, also if several are created concurrently', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Mateus Rocha' })
  await stripe.invoiceItems.create({ customer, amount: 4000 })
  const created = Array.from({ length: 6 }, () =>
    stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' }),
  )
  const totals = (await Promise.all(created)).map(({ total }) => total)
  expect(totals.sort()).toEqual([0, 0, 0, 0, 0, 4000])
})

test('changing and deleting an item changes its draft', async () => {
  const invoice = await draft()
  const item = await stripe.invoiceItems.create({
    invoice: invoice.id!,
    unit_amount_decimal: Stripe.Decimal.from('500'),
    quantity: 2,
  })
  expect(await stripe.invoiceItems.update(item.id, { quantity: 3, description: 'Hours' })).toMatchObject({
    amount: 1500,
  })
  expect(await stripe.invoices.retrieve(invoice.id!)).toMatchObject({
    total: 1500,
    lines: { data: [{ description: 'Hours' }] },
  })
  expect(await stripe.invoiceItems.del(item.id)).toMatchObject({ deleted: true })
  expect(await stripe.invoices.retrieve(invoice.id!)).toMatchObject({ total: 0, lines: { data: [] } })
})

test('an item of an issued invoice cannot be changed or deleted', async () => {
  const invoice = await draft()
  const item = await stripe.invoiceItems.create({ invoice: invoice.id!, amount: 700 })
  await stripe.invoices.finalizeInvoice(invoice.id!)
  for (const change of [
    () => stripe.invoiceItems.update(item.id, { amount: 1 }),
    () => stripe.invoiceItems.del(item.id),
    () => stripe.invoiceItems.create({ invoice: invoice.id!, amount: 1 }),
  ]) {
    expect(await refusalOf(change())).toMatchObject({ statusCode: 400, code: 'invoice_not_editable' })
  }
})

test('a line has its own tax rates and discounts, and a negative line has none', async () => {
  const { id: rate } = await stripe.taxRates.create({ display_name: 'VAT', percentage: 10, inclusive: false })
  const { id: coupon } = await stripe.coupons.create({ amount_off: 100, currency: 'eur' })
  const invoice = await draft()
  await stripe.invoiceItems.create({ invoice: invoice.id!, amount: 1100, tax_rates: [rate], discounts: [{ coupon }] })
  await stripe.invoiceItems.create({ invoice: invoice.id!, amount: -200 })
  const expand = ['lines.data.discounts']
  const { total, total_taxes: taxes, lines } = await stripe.invoices.retrieve(invoice.id!, { expand })
  expect(total).toBe(900)
  expect(taxes).toMatchObject([{ amount: 100, taxable_amount: 1000, tax_rate_details: { tax_rate: rate } }])
  expect(lines.data[0]).toMatchObject({ discount_amounts: [{ amount: 100 }], discounts: [{ source: { coupon } }] })
})

test.each([
  [{}, 'parameter_missing', 'amount'],
  [{ amount: 5, quantity: 2 }, 'parameters_exclusive', 'amount'],
  [{ amount: 5, price_data: { currency: 'eur', unit_amount: 5 } }, 'parameters_exclusive', 'amount'],
  [{ amount: 1_000_000_000_000 }, 'parameter_invalid', 'amount'],
  [{ amount: 1.5 }, 'parameter_invalid_integer', 'amount'],
  [{ unit_amount_decimal: '1.0000000000001' }, 'decimal_invalid', 'unit_amount_decimal'],
  [{ unit_amount_decimal: '999999999999', quantity: 999_999_999 }, 'amount_too_large', 'amount'],
  [{ amount: 150, currency: 'isk' }, 'amount_invalid', 'amount'],
  [{ amount: 5, currency: 'eurodollar' }, 'currency_unknown', 'currency'],
  [{ amount: 5, customer: 'cus_nobody' }, 'resource_missing', 'customer'],
  [{ amount: 5, invoice: 'in_none' }, 'resource_missing', 'invoice'],
  [{ amount: 5, tax_rates: ['txr_none'] }, 'resource_missing', 'tax_rates[0]'],
  [{ amount: 5, discounts: [{ coupon: 'NONE' }] }, 'resource_missing', 'discounts[0][coupon]'],
  [{ amount: 5, period: { start: 20, end: 10 } }, 'parameter_invalid', 'period[end]'],
])('an item of %o is refused as %s of %s', async (params, code, param) => {
  const refusal = await refusalOf(stripe.invoiceItems.create({ customer: anouk, ...params } as never))
  expect(refusal).toMatchObject({ statusCode: 400, code, param })
})

test('an item in another currency than its invoice is refused', async () => {
  const invoice = await draft({ currency: 'jpy' })
  const refusal = await refusalOf(stripe.invoiceItems.create({ invoice: invoice.id!, amount: 500, currency: 'usd' }))
  expect(refusal).toMatchObject({ code: 'currency_mismatch', param: 'currency' })
})

test('a 251st line is refused, and the first 250 are paged', { timeout: 120_000 }, async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Mateus Rocha' })
  for (let i = 0; i < 250; i += 10) {
    await Promise.all(Array.from({ length: 10 }, () => stripe.invoiceItems.create({ customer, amount: 1 })))
  }
  const invoice = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
  expect(invoice).toMatchObject({ total: 250, lines: { has_more: true } })
  expect(invoice.lines.data).toHaveLength(10)
  const ids: string[] = []
  for await (const { id } of stripe.invoices.listLineItems(invoice.id!, { limit: 100 })) ids.push(id)
  expect(new Set(ids).size).toBe(250)
  const refusal = await refusalOf(stripe.invoiceItems.create({ invoice: invoice.id!, amount: 1 }))
  expect(refusal).toMatchObject({ statusCode: 400, code: 'lines_too_many' })
})
