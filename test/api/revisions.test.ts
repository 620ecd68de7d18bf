import type Stripe from 'stripe'
import { beforeAll, expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'

const { stripe } = api()
let anouk: string
let vat: string

beforeAll(async () => {
  anouk = (await stripe.customers.create({ name: 'Anouk Verhoef', email: 'anouk@verhoef.example' })).id
  vat = (await stripe.taxRates.create({ display_name: 'USt.', percentage: 19, inclusive: false })).id
})

/** An open invoice with a discounted and taxed line of 100 euros. */
async function opened(): Promise<Stripe.Invoice> {
  const { id: coupon } = await stripe.coupons.create({ percent_off: 10 })
  const { id } = await stripe.invoices.create({
    customer: anouk,
    collection_method: 'send_invoice',
    custom_fields: [{ name: 'PO', value: '4711' }],
    default_tax_rates: [vat],
    description: 'Danke!',
    discounts: [{ coupon }],
    metadata: { order: '77' },
  })
  await stripe.invoiceItems.create({ invoice: id!, amount: 100_00, description: 'Logo', metadata: { line: '1' } })
  return stripe.invoices.finalizeInvoice(id!)
}

const revise = (invoice: string, params: Stripe.InvoiceCreateParams = {}) =>
  stripe.invoices.create({ ...params, from_invoice: { action: 'revision', invoice } })

test('a revision is a draft copy whose lines can be edited, and it replaces its original when it is finalized', async () => {
  const original = await opened()
  await stripe.invoiceItems.create({ customer: anouk, amount: 1_00, description: 'Pending' })
  const draft = await revise(original.id!, { description: 'Danke, korrigiert' })
  expect(draft).toMatchObject({
    status: 'draft',
    number: null,
    customer: anouk,
    custom_fields: [{ name: 'PO', value: '4711' }],
    description: 'Danke, korrigiert',
    from_invoice: { action: 'revision', invoice: original.id },
    latest_revision: null,
    metadata: { order: '77' },
    subtotal: 100_00,
    total: original.total,
  })
  expect(draft.lines.data).toMatchObject([{ description: 'Logo', metadata: { line: '1' } }])
  expect(draft.discounts).not.toEqual(original.discounts)
  expect(await stripe.invoices.retrieve(original.id!)).toMatchObject({ status: 'open', latest_revision: null })

  const [item] = (await stripe.invoiceItems.list({ customer: anouk, limit: 1, pending: false })).data
  await stripe.invoiceItems.update(item!.id, { amount: 200_00 })
  const revision = await stripe.invoices.finalizeInvoice(draft.id!)
  expect(revision).toMatchObject({ status: 'open', subtotal: 200_00, from_invoice: { invoice: original.id } })
  expect(revision.number).not.toBe(original.number)
  const replaced = await stripe.invoices.retrieve(original.id!, { expand: ['latest_revision'] })
  expect(replaced).toMatchObject({
    status: 'void',
    number: original.number,
    total: original.total,
    latest_revision: { id: revision.id, number: revision.number },
  })
  const expanded = await stripe.invoices.retrieve(revision.id!, { expand: ['from_invoice.invoice'] })
  expect(expanded.from_invoice?.invoice).toMatchObject({ id: original.id, status: 'void' })
})

test('the feed has the draft, its issue and the end of its original', async () => {
  const original = await opened()
  const { id } = await revise(original.id!)
  await stripe.invoices.finalizeInvoice(id!)
  const { data } = await stripe.events.list({ limit: 3 })
  const about = data.map(({ type, data: { object } }) => [type, (object as Stripe.Invoice).id])
  expect(about.sort()).toEqual([
    ['invoice.finalized', id],
    ['invoice.voided', original.id],
    ['invoiceitem.created', expect.any(String)],
  ])
  const voided = data.find(({ type }) => type === 'invoice.voided')
  expect(voided?.data.object).toMatchObject({ status: 'void', latest_revision: id })
})

test('a revision is itself revised, while its original no longer is', async () => {
  const original = await opened()
  const second = await stripe.invoices.finalizeInvoice((await revise(original.id!)).id!)
  const third = await stripe.invoices.sendInvoice((await revise(second.id!)).id!)
  expect(third).toMatchObject({ status: 'open', from_invoice: { invoice: second.id } })
  expect(await stripe.invoices.retrieve(second.id!)).toMatchObject({ status: 'void', latest_revision: third.id })
  expect(await refusalOf(revise(original.id!))).toMatchObject({ code: 'status_transition_invalid' })
})

test('what a revision cannot be is refused', async () => {
  const original = await opened()
  const { id: other } = await stripe.customers.create({ name: 'Lindner' })
  const invoice = original.id!
  expect(await refusalOf(revise(invoice, { customer: other }))).toMatchObject({ param: 'customer' })
  expect(await refusalOf(revise(invoice, { currency: 'usd' }))).toMatchObject({ code: 'currency_mismatch' })
  expect(await refusalOf(revise(invoice, { number: original.number! }))).toMatchObject({
    code: 'resource_already_exists',
  })
  expect(await refusalOf(revise(invoice, { pending_invoice_items_behavior: 'include' }))).toMatchObject({
    code: 'parameters_exclusive',
  })
  expect(await refusalOf(revise('in_none'))).toMatchObject({ code: 'resource_missing', param: 'from_invoice' })
  expect(await refusalOf(stripe.invoices.create({}))).toMatchObject({ code: 'parameter_missing', param: 'customer' })
  await stripe.invoices.pay(invoice, { paid_out_of_band: true })
  expect(await refusalOf(revise(invoice))).toMatchObject({ code: 'status_transition_invalid' })
})
