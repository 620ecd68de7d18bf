import { createClient } from '@libsql/client/http'
import type Stripe from 'stripe'
import { beforeAll, expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'

const { stripe, send, database, accountId } = api()
let customer: string
let invoice: string

beforeAll(async () => {
  customer = (await stripe.customers.create({ name: 'Anouk Verhoef', email: 'anouk@verhoef.example' })).id
  invoice = (await stripe.invoices.create({ customer, collection_method: 'send_invoice', description: 'First' })).id!
  await stripe.invoiceItems.create({ invoice, amount: 2500 })
  await stripe.invoices.update(invoice, { description: 'Second' })
  await stripe.invoices.sendInvoice(invoice)
  await stripe.invoices.pay(invoice, { paid_out_of_band: true })
})

type InvoiceEvent = Stripe.Event & { readonly sequence: number; readonly data: { readonly object: Stripe.Invoice } }

/** The events about the invoice, first to last. */
async function eventsOf(params: Stripe.EventListParams = {}): Promise<InvoiceEvent[]> {
  const { data } = await stripe.events.list({ limit: 100, ...params })
  const about = (data as InvoiceEvent[]).filter((event) => event.data.object.id === invoice)
  return about.sort((a, b) => a.sequence - b.sequence)
}

test('the feed has an invoice’s events under Stripe’s names, each with the invoice as it was then', async () => {
  const events = await eventsOf()
  expect(events.map(({ type, data: { object } }) => [type, object.status, object.total, object.description])).toEqual([
    ['invoice.created', 'draft', 0, 'First'],
    ['invoice.updated', 'draft', 2500, 'First'],
    ['invoice.updated', 'draft', 2500, 'Second'],
    ['invoice.finalized', 'open', 2500, 'Second'],
    ['invoice.sent', 'open', 2500, 'Second'],
    ['invoice.paid', 'paid', 2500, 'Second'],
  ])
  expect(events[0]).toMatchObject({
    object: 'event',
    livemode: false,
    pending_webhooks: 0,
    api_version: expect.any(String),
  })
  expect(events[0]!.request?.id).toMatch(/^req_/)
})

test('an event names the idempotency key of the request that caused it', async () => {
  const idempotencyKey = `events-${Date.now()}`
  const { id } = await stripe.customers.create({ name: 'Anouk Verhoef' }, { idempotencyKey })
  const { data } = await stripe.events.list({ type: 'customer.created' })
  expect(data.find(({ data: { object } }) => 'id' in object && object.id === id)?.request).toMatchObject({
    idempotency_key: idempotencyKey,
  })
})

test('an update says what each changed field was before', async () => {
  const [first, second] = await eventsOf({ type: 'invoice.updated' })
  expect(Object.keys(first!.data.previous_attributes!)).toEqual(expect.arrayContaining(['lines', 'subtotal', 'total']))
  expect(second!.data.previous_attributes).toEqual({ description: 'First' })
})

test('an update of a hash lists the changed keys, and one of a list its whole previous content', async () => {
  const { id } = await stripe.customers.create({ metadata: { tier: 'one', kept: 'yes', old: 'x' } })
  await stripe.customers.update(id, { metadata: { tier: 'two', more: 'y', old: '' } })
  const { data } = await stripe.events.list({ type: 'customer.updated', limit: 5 })
  const changed = data.find((event) => (event.data.object as Stripe.Customer).id === id)!
  expect(changed.data.previous_attributes).toEqual({ metadata: { tier: 'one', more: null, old: 'x' } })
  const [first] = await eventsOf({ type: 'invoice.updated' })
  expect(first!.data.previous_attributes).toMatchObject({ lines: { data: [], total_count: 0 }, subtotal: 0, total: 0 })
  expect(Object.keys((first!.data.previous_attributes as { lines: object }).lines)).toEqual(['data', 'total_count'])
})

test('a line that is added, changed or removed is an update with the previous lines, and a call that changes nothing is none', async () => {
  const draft = (await stripe.invoices.create({ customer })).id!
  const item = await stripe.invoiceItems.create({ invoice: draft, amount: 100, description: 'Rope' })
  await stripe.invoiceItems.create({ invoice: draft, amount: 50 })
  await stripe.invoiceItems.update(item.id, { amount: 300 })
  await stripe.invoiceItems.update(item.id, { amount: 300, description: 'Rope' })
  await stripe.invoices.update(draft, { description: '' })
  await stripe.invoiceItems.del(item.id)
  const { data } = await stripe.events.list({ type: 'invoice.updated', limit: 20 })
  const about = (data as InvoiceEvent[]).filter((event) => event.data.object.id === draft).reverse()
  const totals = about.map(({ data: { object, previous_attributes: before } }) => [
    (before as Stripe.Invoice).total,
    object.total,
    (before as Stripe.Invoice).lines.data.map(({ amount }) => amount),
  ])
  expect(totals).toEqual([
    [0, 100, []],
    [100, 150, [100]],
    [150, 350, [100, 50]],
    [350, 50, [300, 50]],
  ])
  // Each of a page is what it is alone.
  for (const event of about) expect((await send(`/v1/events/${event.id}`, { method: 'GET' })).body).toEqual(event)
})

test('the last event holds exactly what the invoice is now', async () => {
  const id = (await eventsOf()).at(-1)!.id
  const event = await send(`/v1/events/${id}`, { method: 'GET' })
  const now = await send(`/v1/invoices/${invoice}`, { method: 'GET' })
  expect(event.body.data.object).toEqual(now.body)
})

test('events are filtered by type, by family and by several types, and found by id', async () => {
  const [paid] = await eventsOf({ type: 'invoice.paid' })
  expect((await eventsOf({ type: 'invoice.*' })).length).toBe(6)
  expect((await eventsOf({ types: ['invoice.sent', 'invoice.paid'] })).map(({ type }) => type)).toEqual([
    'invoice.sent',
    'invoice.paid',
  ])
  expect((await stripe.events.list({ type: 'invoice.exploded' })).data).toEqual([])
  expect(await stripe.events.retrieve(paid!.id)).toMatchObject({
    id: paid!.id,
    type: 'invoice.paid',
    data: { object: { id: invoice } },
  })
})

test('a deleted customer’s event still shows who it was', async () => {
  const gone = await stripe.customers.create({ name: 'Gone' })
  await stripe.customers.del(gone.id)
  const { data } = await stripe.events.list({ type: 'customer.deleted', limit: 5 })
  expect(data.find((event) => (event.data.object as Stripe.Customer).id === gone.id)).toMatchObject({
    data: { object: { name: 'Gone' } },
  })
})

test('the feed pages without a gap or a repeat, and is not readable by another merchant', async () => {
  const all = (await stripe.events.list({ limit: 60 })).data.map(({ id }) => id)
  const paged: string[] = []
  for await (const { id } of stripe.events.list({ limit: 7 })) {
    if (paged.push(id) === all.length) break
  }
  expect(paged).toEqual(all)
  const refusal = await refusalOf(api(1).stripe.events.retrieve(all[0]!))
  expect(refusal).toMatchObject({ statusCode: 404, code: 'resource_missing' })
})

test('events of the account itself, with its bank accounts, are not in the feed by any filter', async () => {
  const sql = 'SELECT id, data FROM events WHERE account_id = ? AND object_id = account_id'
  const { rows } = await createClient({ url: database }).execute({ sql, args: [accountId] })
  expect(rows.map(({ data }) => String(data)).join()).toContain('DE89370400440532013000')
  for (const { id } of rows)
    expect((await send(`/v1/events/${id}`, { method: 'GET' })).body.error).toMatchObject({ code: 'resource_missing' })
  for (const type of ['account.*', 'account.created', 'account.updated', 'account.bank_accounts_changed'])
    expect((await stripe.events.list({ type })).data).toEqual([])
  const all = await send('/v1/events?limit=100', { method: 'GET' })
  expect(JSON.stringify(all.body)).not.toMatch(/"type":"account\.|DE89370400440532013000/)
})
