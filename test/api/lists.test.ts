import type Stripe from 'stripe'
import { beforeAll, expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'
import { now } from '../world/time.ts'

const { stripe } = api()
const email = `twenty-five-${Date.now()}@example.com`
/** Oldest first. */
const ids: string[] = []

beforeAll(async () => {
  for (let i = 0; i < 25; i++) ids.push((await stripe.customers.create({ email, name: `Number ${i}` })).id)
})

const idsOf = ({ data }: { data: readonly { id: string }[] }) => data.map(({ id }) => id)
const newestFirst = () => ids.toReversed()

test('a list is newest first, ten at a time', async () => {
  const page = await stripe.customers.list({ email })
  expect(page).toMatchObject({ object: 'list', url: '/v1/customers', has_more: true })
  expect(idsOf(page)).toEqual(newestFirst().slice(0, 10))
})

test('25 objects page forwards without a gap or a repeat', async () => {
  const seen: string[] = []
  for await (const { id } of stripe.customers.list({ email, limit: 7 })) seen.push(id)
  expect(seen).toEqual(newestFirst())
})

test('25 objects page backwards without a gap or a repeat', async () => {
  const seen: string[] = []
  let page = await stripe.customers.list({ email, limit: 7, ending_before: ids[0]! })
  while (page.data.length > 0) {
    seen.unshift(...idsOf(page))
    page = await stripe.customers.list({ email, limit: 7, ending_before: page.data[0]!.id })
  }
  expect(seen).toEqual(newestFirst().slice(0, -1))
})

test('has_more says whether there is more in the direction of the page', async () => {
  const last = await stripe.customers.list({ email, limit: 5, starting_after: ids[5]! })
  expect([idsOf(last).length, last.has_more]).toEqual([5, false])
  const more = await stripe.customers.list({ email, limit: 5, starting_after: ids[6]! })
  expect([idsOf(more).length, more.has_more]).toEqual([5, true])
  const first = await stripe.customers.list({ email, limit: 24, ending_before: ids[0]! })
  expect([idsOf(first).length, first.has_more]).toEqual([24, false])
})

test('paging continues after an object that was deleted meanwhile', async () => {
  const mail = `deleted-${email}`
  const made: string[] = []
  for (let i = 0; i < 4; i++) made.push((await stripe.customers.create({ email: mail })).id)
  await stripe.customers.del(made[2]!)
  expect(idsOf(await stripe.customers.list({ email: mail, starting_after: made[2]! }))).toEqual([made[1], made[0]])
  expect(idsOf(await stripe.customers.list({ email: mail, ending_before: made[2]! }))).toEqual([made[3]])
  const coupon = await stripe.coupons.create({ percent_off: 5 })
  expect(await refusalOf(stripe.customers.list({ starting_after: coupon.id }))).toMatchObject({
    code: 'resource_missing',
    param: 'starting_after',
  })
})

test('a list is filtered by creation time, to the second', async () => {
  const { created } = (await stripe.customers.retrieve(ids[12]!)) as Stripe.Customer
  const count = async (range: Stripe.RangeQueryParam | number) =>
    (await stripe.customers.list({ email, limit: 100, created: range })).data.length
  expect((await count({ gte: created })) + (await count({ lt: created }))).toBe(25)
  expect((await count({ gt: created })) + (await count({ lte: created }))).toBe(25)
  expect(await count({ gte: created, lte: created })).toBe(await count(created))
  expect(await count(created)).toBeGreaterThan(0)
})

test('invoices are filtered by status, customer, collection method and due date', async () => {
  const customer = ids[0]!
  const due = Math.floor((await now()) / 1000) + 40 * 86_400
  const make = async (params: Stripe.InvoiceCreateParams, issue: boolean) => {
    const { id } = await stripe.invoices.create({ customer, ...params })
    await stripe.invoiceItems.create({ invoice: id!, amount: 500 })
    return issue ? stripe.invoices.finalizeInvoice(id!) : stripe.invoices.retrieve(id!)
  }
  const drafted = await make({}, false)
  const sent = await make({ collection_method: 'send_invoice', due_date: due }, true)
  const found = async (params: Stripe.InvoiceListParams) =>
    idsOf((await stripe.invoices.list({ customer, ...params })) as never)
  expect(await found({})).toEqual([sent.id, drafted.id])
  expect(await found({ status: 'draft' })).toEqual([drafted.id])
  expect(await found({ collection_method: 'send_invoice' })).toEqual([sent.id])
  expect(await found({ due_date: sent.due_date! })).toEqual([sent.id])
  expect(await found({ due_date: { gt: sent.due_date! } })).toEqual([])
  expect(await found({ due_date: { lt: sent.due_date! } })).toEqual([])
  expect(await found({ due_date: { lte: sent.due_date! } })).toEqual([sent.id])
  expect(await found({ created: { gt: sent.created } })).toEqual([])
})

test('references in a list are expanded on request, four levels deep', async () => {
  const { id: coupon } = await stripe.coupons.create({ percent_off: 25 })
  const invoice = await stripe.invoices.create({ customer: ids[1]!, discounts: [{ coupon }] })
  await stripe.invoiceItems.create({ invoice: invoice.id!, amount: 800, discounts: [{ coupon }] })
  const { data } = await stripe.invoices.list({
    customer: ids[1]!,
    expand: [
      'data.customer',
      'data.discounts.source.coupon',
      'data.lines.data.discounts',
      'data.total_discount_amounts.discount',
    ],
  })
  expect(data).toMatchObject([
    {
      customer: { object: 'customer', name: 'Number 1' },
      discounts: [{ object: 'discount', source: { coupon: { id: coupon, percent_off: 25 } } }],
      lines: { data: [{ discounts: [{ object: 'discount' }] }] },
      total_discount_amounts: [{ discount: { object: 'discount' } }, { discount: { object: 'discount' } }],
    },
  ])
})

test.each([
  [{ limit: -1 }, 'parameter_invalid', 'limit'],
  [{ limit: 'ten' }, 'parameter_invalid_integer', 'limit'],
  [{ starting_after: 'cus_nobody' }, 'resource_missing', 'starting_after'],
  [{ ending_before: 'cus_nobody' }, 'resource_missing', 'ending_before'],
  [{ starting_after: 'cus_a', ending_before: 'cus_b' }, 'parameters_exclusive', 'starting_after'],
  [{ created: { near: 5 } }, 'parameter_unknown', 'created[near]'],
  [{ expand: ['customer'] }, 'expansion_unknown', 'expand'],
  [{ expand: ['data.secrets'] }, 'expansion_unknown', 'expand'],
  [{ expand: ['data.constructor'] }, 'expansion_unknown', 'expand'],
  [{ page: 2 }, 'parameter_unknown', 'page'],
])('a list with %o is refused as %s', async (params, code, param) => {
  expect(await refusalOf(stripe.customers.list(params as never))).toMatchObject({ statusCode: 400, code, param })
})
