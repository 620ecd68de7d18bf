import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { api } from '../world/api.ts'

const { stripe } = api()
const types = join(dirname(createRequire(import.meta.url).resolve('stripe')), '../esm/resources')

/** The fields that Stripe's own types give an object. */
function documented(file: string, name: string): string[] {
  const source = readFileSync(join(types, `${file}.d.ts`), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
  const body = new RegExp(`^( *)(?:export )?interface ${name} \\{\\n([\\s\\S]*?)\\n\\1\\}`, 'm').exec(source)
  const depth = (body?.[1] ?? '').length + 4
  return [...(body?.[2] ?? '').matchAll(new RegExp(`^ {${depth}}(\\w+)\\??:`, 'gm'))]
    .map(([, field]) => field!)
    .filter((field) => field !== 'deleted')
}

/** Fields that Stripe leaves out where they do not apply, as their type has no null. */
const leftOut: Record<string, string[]> = {
  Customer: ['business_name', 'individual_name'],
  Card: ['description', 'fingerprint', 'iin', 'issuer'],
  Coupon: ['applies_to', 'currency_options'],
  Invoice: ['status_details', 'threshold_reason'],
  InvoiceItem: ['proration_details'],
}

/** Fields that are ours. */
const ours: Record<string, string[]> = {
  Customer: ['automatic_payment', 'buyer_reference', 'contacts', 'time_zone'],
  Invoice: [
    'attach_documents',
    'buyer_reference',
    'e_invoices',
    'messages',
    'minimum_payment_percent',
    'payment_promise',
    'purchase_order',
    'return_url',
  ],
  InvoicePayment: ['amount_disputed', 'amount_refunded', 'amount_reversed'],
}

/** Fields that Stripe shows only where they are expanded. */
const includables = {
  Customer: ['cash_balance', 'invoice_credit_balance', 'sources', 'subscriptions', 'tax', 'tax_ids'],
  Invoice: ['confirmation_secret', 'payments'],
}

const shown: Record<string, object> = {}
const leftOutByDefault: Record<string, string[]> = {}

beforeAll(async () => {
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false })
  const coupon = await stripe.coupons.create({ percent_off: 10 })
  const customer = await stripe.customers.create({
    name: 'Anouk Verhoef',
    tax_id_data: [{ type: 'eu_vat', value: 'NL1' }],
    expand: includables.Customer,
  })
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const draft = await stripe.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    discounts: [{ coupon: coupon.id }],
  })
  const item = await stripe.invoiceItems.create({ invoice: draft.id!, amount: 500, tax_rates: [rate.id] })
  await stripe.invoices.finalizeInvoice(draft.id!)
  const invoice = await stripe.invoices.pay(draft.id!, {
    paid_out_of_band: true,
    expand: ['discounts', ...includables.Invoice],
  })
  const bare = { Customer: customer.id, Invoice: invoice.id! }
  leftOutByDefault.Customer = Object.keys(await stripe.customers.retrieve(bare.Customer))
  leftOutByDefault.Invoice = Object.keys(await stripe.invoices.retrieve(bare.Invoice))
  Object.assign(shown, {
    Card: method.card,
    Customer: customer,
    TaxId: customer.tax_ids!.data[0],
    TaxRate: rate,
    Coupon: coupon,
    Discount: invoice.discounts[0],
    InvoiceItem: item,
    Invoice: invoice,
    InvoiceLineItem: invoice.lines.data[0],
    InvoicePayment: invoice.payments!.data[0],
  })
})

test.each([
  ['Customers', 'Customer'],
  ['TaxIds', 'TaxId'],
  ['TaxRates', 'TaxRate'],
  ['Coupons', 'Coupon'],
  ['Discounts', 'Discount'],
  ['InvoiceItems', 'InvoiceItem'],
  ['Invoices', 'Invoice'],
  ['InvoiceLineItems', 'InvoiceLineItem'],
  ['InvoicePayments', 'InvoicePayment'],
  ['PaymentMethods', 'Card'],
])('of the fields that %s.d.ts gives, %s has each', (file, name) => {
  const fields = documented(file, name).filter((field) => !leftOut[name]?.includes(field))
  expect(fields.length).toBeGreaterThan(8)
  const object = shown[name]!
  expect(
    Object.keys(object)
      .filter((field) => field !== 'lastResponse')
      .sort(),
  ).toEqual([...fields, ...(ours[name] ?? [])].sort())
  expect(Object.entries(object).filter(([, value]) => value === undefined)).toEqual([])
})

test.each(['Customer', 'Invoice'] as const)('of %s, nothing is shown that has to be expanded', (name) => {
  expect(leftOutByDefault[name]!.length).toBeGreaterThan(20)
  expect(leftOutByDefault[name]!.filter((field) => includables[name].includes(field))).toEqual([])
})

test('a list inside an object has its total count', () => {
  expect(shown.Invoice).toMatchObject({ lines: { total_count: 1 }, payments: { total_count: 1 } })
  expect(shown.Customer).toMatchObject({ tax_ids: { total_count: 1 }, sources: { total_count: 0 } })
})
