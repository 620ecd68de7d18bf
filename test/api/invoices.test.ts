import { beforeAll, expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'
import { now } from '../world/time.ts'

const { stripe, account } = api()
let anouk: string
let vat: string

beforeAll(async () => {
  anouk = (await stripe.customers.create({ name: 'Anouk Verhoef', email: 'anouk@verhoef.example' })).id
  vat = (await stripe.taxRates.create({ display_name: 'USt.', percentage: 19, inclusive: false })).id
})

/** A draft for Anouk with one line of 100 euros. */
async function draft(params: object = {}) {
  const { id } = await stripe.invoices.create({ customer: anouk, collection_method: 'send_invoice', ...params })
  await stripe.invoiceItems.create({ invoice: id!, amount: 100_00, description: 'Logo' })
  return id!
}

test('a draft has every given field', async () => {
  const id = await draft({
    currency: 'eur',
    days_until_due: 10,
    auto_advance: false,
    description: 'Danke!',
    footer: 'Gerichtsstand Berlin',
    custom_fields: [{ name: 'PO', value: '4711' }],
    default_tax_rates: [vat],
    metadata: { order: '77' },
    statement_descriptor: 'KRANWERK',
    payment_settings: { payment_method_types: ['card', 'sepa_debit'] },
    return_url: 'https://kranwerk.example/danke',
  })
  const invoice = await stripe.invoices.retrieve(id)
  expect(invoice).toMatchObject({
    object: 'invoice',
    status: 'draft',
    account_country: 'DE',
    amount_due: 11_900,
    auto_advance: false,
    collection_method: 'send_invoice',
    currency: 'eur',
    custom_fields: [{ name: 'PO', value: '4711' }],
    customer: anouk,
    customer_email: 'anouk@verhoef.example',
    description: 'Danke!',
    footer: 'Gerichtsstand Berlin',
    hosted_invoice_url: null,
    metadata: { order: '77' },
    number: null,
    payment_settings: { payment_method_types: ['card', 'sepa_debit'] },
    return_url: 'https://kranwerk.example/danke',
    statement_descriptor: 'KRANWERK',
    subtotal: 10_000,
    total: 11_900,
    total_excluding_tax: 10_000,
  })
  expect(invoice.default_tax_rates).toMatchObject([{ id: vat, percentage: 19 }])
})

test('without given texts an invoice has those of the customer and the merchant', async () => {
  const settings = { footer: 'Filiale Süd', custom_fields: [{ name: 'Filiale', value: 'Süd' }] }
  const { id } = await stripe.customers.create({ name: 'Lindner', invoice_settings: settings })
  expect(await stripe.invoices.create({ customer: id })).toMatchObject({ ...settings, auto_advance: false })
  const { footer } = await account()
  expect(footer).toBeTruthy()
  expect(await stripe.invoices.create({ customer: anouk })).toMatchObject({ footer })
})

test('a draft changes in any part and its figures follow', async () => {
  const { id: coupon } = await stripe.coupons.create({ percent_off: 10 })
  const id = await draft({ description: 'First words', metadata: { a: '1' } })
  const due = Math.floor((await now()) / 1000) + 20 * 86_400
  const updated = await stripe.invoices.update(id, {
    description: 'Second words',
    default_tax_rates: [vat],
    discounts: [{ coupon }],
    due_date: due,
    metadata: { b: '2' },
    expand: ['discounts'],
  })
  expect(updated).toMatchObject({ description: 'Second words', total: 10_710, metadata: { a: '1', b: '2' } })
  expect(updated.discounts).toMatchObject([{ object: 'discount', invoice: id, customer: anouk, source: { coupon } }])
  expect(updated.total_discount_amounts).toMatchObject([{ amount: 1000 }])
  expect(updated.due_date).toBe(due)
  const [kept] = updated.discounts as { id: string }[]
  const same = await stripe.invoices.update(id, { discounts: [{ discount: kept!.id }] })
  expect(same).toMatchObject({ discounts: [kept!.id], total: 10_710 })
  const bare = await stripe.invoices.update(id, { discounts: '', default_tax_rates: '', metadata: '' })
  expect(bare).toMatchObject({ discounts: [], default_tax_rates: [], total: 10_000, metadata: {} })
})

test('finalizing numbers an invoice, freezes its parties and gives it an address', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Old Name', email: 'old@example.com' })
  const id = await draft({ customer, days_until_due: 14 })
  const issued = await stripe.invoices.finalizeInvoice(id)
  expect(issued).toMatchObject({
    status: 'open',
    amount_remaining: 10_000,
    customer_name: 'Old Name',
    attempt_count: 0,
  })
  const { numbering } = await account()
  expect(issued.number).toMatch(new RegExp(`^${numbering.prefix}-\\d{4,}$`))
  expect(issued.status_transitions.finalized_at).toBe(issued.effective_at)
  expect(issued.due_date! - issued.effective_at!).toBe(14 * 86_400)
  const page = await fetch(issued.hosted_invoice_url!)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain(issued.number!)
  await stripe.customers.update(customer, { name: 'New Name' })
  const later = await stripe.invoices.retrieve(id, { expand: ['customer'] })
  expect(later).toMatchObject({ customer_name: 'Old Name', customer: { name: 'New Name' } })
  expect(later.hosted_invoice_url).toBe(issued.hosted_invoice_url)
})

test('a due date is kept to the second, and days are counted from creation until the draft is issued', async () => {
  const due = Math.floor((await now()) / 1000) + 9 * 86_400 + 4321
  const dated = await draft({ due_date: due })
  expect(await stripe.invoices.retrieve(dated)).toMatchObject({ due_date: due })
  expect(await stripe.invoices.finalizeInvoice(dated)).toMatchObject({ due_date: due })
  const counted = await stripe.invoices.create({
    customer: anouk,
    collection_method: 'send_invoice',
    days_until_due: 7,
  })
  expect(counted.due_date).toBe(counted.created + 604_800)
  const filter = { customer: anouk, due_date: counted.due_date!, limit: 100 }
  expect((await stripe.invoices.list(filter)).data.map(({ id }) => id)).toContain(counted.id)
})

test('how an invoice is collected decides about its due date', async () => {
  const { daysUntilDue } = await account()
  const usual = await stripe.invoices.create({ customer: anouk, collection_method: 'send_invoice' })
  expect(usual.due_date).toBe(usual.created + daysUntilDue * 86_400)
  const charged = await stripe.invoices.update(usual.id!, { collection_method: 'charge_automatically' })
  expect(charged.due_date).toBeNull()
  expect(await refusalOf(stripe.invoices.update(usual.id!, { days_until_due: 5 }))).toMatchObject({
    statusCode: 400,
    param: 'days_until_due',
  })
  const sent = await stripe.invoices.update(usual.id!, { collection_method: 'send_invoice', days_until_due: 3 })
  expect(sent.due_date).toBe(usual.created + 3 * 86_400)
})

test('an issued invoice cannot change what it bills, but its memo and metadata can change', async () => {
  const id = await draft()
  await stripe.invoices.finalizeInvoice(id)
  expect(await stripe.invoices.update(id, { description: 'New memo', metadata: { seen: 'yes' } })).toMatchObject({
    description: 'New memo',
    metadata: { seen: 'yes' },
  })
  for (const [params, param] of [
    [{ footer: 'New' }, 'footer'],
    [{ days_until_due: 60 }, 'due_date'],
    [{ custom_fields: '' }, 'custom_fields'],
    [{ default_tax_rates: [vat] }, 'default_tax_rates'],
    [{ number: 'X-1' }, 'number'],
  ] as const) {
    expect(await refusalOf(stripe.invoices.update(id, params as never))).toMatchObject({
      code: 'invoice_not_editable',
      param,
    })
  }
  expect(await refusalOf(stripe.invoices.del(id))).toMatchObject({ code: 'invoice_not_editable' })
})

test('of a paid invoice only metadata and the return address change', async () => {
  const id = await draft()
  await stripe.invoices.finalizeInvoice(id)
  await stripe.invoices.pay(id, { paid_out_of_band: true })
  expect(await stripe.invoices.update(id, { metadata: { filed: 'yes' } })).toMatchObject({ metadata: { filed: 'yes' } })
  for (const [params, param] of [
    [{ description: 'Thanks' }, 'description'],
    [{ auto_advance: true }, 'auto_advance'],
    [{ payment_settings: { payment_method_types: ['card'] } }, 'payment_settings[payment_method_types]'],
  ] as const) {
    expect(await refusalOf(stripe.invoices.update(id, params as never))).toMatchObject({
      statusCode: 400,
      code: 'invoice_not_editable',
      param,
    })
  }
})

test('sending a draft issues it first and needs an address to send to', async () => {
  expect(await stripe.invoices.sendInvoice(await draft())).toMatchObject({ status: 'open', auto_advance: true })
  const { id: customer } = await stripe.customers.create({ name: 'No Mail' })
  expect(await refusalOf(stripe.invoices.sendInvoice(await draft({ customer })))).toMatchObject({
    code: 'missing_email',
  })
})

test('an out-of-band payment pays an invoice in full, once', async () => {
  const id = await draft()
  await stripe.invoices.finalizeInvoice(id)
  const paid = await stripe.invoices.pay(id, { paid_out_of_band: true, expand: ['payments'] })
  expect(paid).toMatchObject({
    status: 'paid',
    attempted: false,
    amount_paid: 10_000,
    amount_remaining: 0,
    amount_paid_off_stripe: 10_000,
  })
  expect(paid.payments?.data).toMatchObject([
    { object: 'invoice_payment', status: 'paid', amount_paid: 10_000, invoice: id },
  ])
  const { data } = await stripe.invoicePayments.list({ invoice: id, status: 'paid', expand: ['data.invoice'] })
  expect(data).toMatchObject([{ id: paid.payments!.data[0]!.id, invoice: { id, status: 'paid' } }])
  expect(await stripe.invoicePayments.retrieve(data[0]!.id)).toMatchObject({ amount_requested: 10_000, invoice: id })
  expect(await refusalOf(stripe.invoices.pay(id, { paid_out_of_band: true }))).toMatchObject({
    code: 'invoice_already_paid',
  })
  expect(await refusalOf(stripe.invoices.voidInvoice(id))).toMatchObject({ code: 'status_transition_invalid' })
})

test('an invoice can be written off and still be paid, or be voided for good', async () => {
  const lost = await draft()
  await stripe.invoices.finalizeInvoice(lost)
  expect(await stripe.invoices.markUncollectible(lost)).toMatchObject({
    status: 'uncollectible',
    amount_remaining: 10_000,
  })
  expect(await stripe.invoices.pay(lost, { paid_out_of_band: true })).toMatchObject({ status: 'paid' })
  const wrong = await draft()
  await stripe.invoices.finalizeInvoice(wrong)
  const voided = await stripe.invoices.voidInvoice(wrong)
  expect(voided.status).toBe('void')
  expect(voided.status_transitions.voided_at).not.toBeNull()
  for (const again of [
    () => stripe.invoices.voidInvoice(wrong),
    () => stripe.invoices.markUncollectible(wrong),
    () => stripe.invoices.pay(wrong, { paid_out_of_band: true }),
    () => stripe.invoices.finalizeInvoice(wrong),
  ]) {
    expect((await refusalOf(again())).statusCode).toBe(400)
  }
})

test('a deleted draft is not found, and a draft without lines cannot be finalized', async () => {
  const id = await draft()
  expect(await stripe.invoices.del(id)).toEqual({ id, object: 'invoice', deleted: true })
  expect(await refusalOf(stripe.invoices.retrieve(id))).toMatchObject({ statusCode: 404, code: 'resource_missing' })
  const { id: empty } = await stripe.invoices.create({ customer: anouk })
  expect(await refusalOf(stripe.invoices.finalizeInvoice(empty!))).toMatchObject({
    code: 'invoice_no_customer_line_items',
  })
})

test('a number given by hand is used once', async () => {
  const number = `HAND-${Date.now()}`
  const first = await draft({ number })
  const second = await draft({ number })
  expect(await stripe.invoices.finalizeInvoice(first)).toMatchObject({ number })
  const taken = { statusCode: 400, code: 'resource_already_exists', param: 'number' }
  expect(await refusalOf(stripe.invoices.finalizeInvoice(second))).toMatchObject(taken)
  expect(await refusalOf(stripe.invoices.create({ customer: anouk, number }))).toMatchObject(taken)
})

test('a number that differs by case alone is taken', async () => {
  const number = `kran-${Date.now()}`
  const [small, capital] = [await draft({ number }), await draft({ number: number.toUpperCase() })]
  const both = await Promise.allSettled([small, capital].map((id) => stripe.invoices.finalizeInvoice(id)))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const taken = { statusCode: 400, code: 'resource_already_exists', param: 'number' }
  expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject(taken)
  const mixed = number.replace('kran', 'Kran')
  expect(await refusalOf(stripe.invoices.create({ customer: anouk, number: mixed }))).toMatchObject(taken)
})

test('the series skips a number that was given by hand in another case', async () => {
  const before = await stripe.invoices.finalizeInvoice(await draft())
  const { numbering } = await account()
  const next = `${numbering.prefix}-${String(Number(before.number!.split('-').at(-1)) + 1).padStart(4, '0')}`
  await stripe.invoices.finalizeInvoice(await draft({ number: next.toLowerCase() }))
  const after = await stripe.invoices.finalizeInvoice(await draft())
  expect(after.number!.toLowerCase()).not.toBe(next.toLowerCase())
})

test('a charge without a saved method is refused', async () => {
  const id = await draft()
  await stripe.invoices.finalizeInvoice(id)
  expect((await refusalOf(stripe.invoices.pay(id))).statusCode).toBe(400)
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open', amount_paid: 0 })
})

test.each([
  [{ customer: undefined }, 'parameter_missing', 'customer'],
  [{ customer: 'cus_nobody' }, 'resource_missing', 'customer'],
  [{ currency: 'zzz' }, 'currency_unknown', 'currency'],
  [{ collection_method: 'by_pigeon' }, 'parameter_invalid', 'collection_method'],
  [{ days_until_due: -1 }, 'parameter_invalid', 'days_until_due'],
  [{ days_until_due: 7 }, 'parameter_invalid', 'days_until_due'],
  [{ days_until_due: 7, collection_method: 'charge_automatically' }, 'parameter_invalid', 'days_until_due'],
  [{ days_until_due: 5, due_date: 1_900_000_000 }, 'parameters_exclusive', 'due_date'],
  [{ due_date: 'tomorrow' }, 'parameter_invalid_integer', 'due_date'],
  [{ custom_fields: Array(5).fill({ name: 'a', value: 'b' }) }, 'parameter_invalid', 'custom_fields'],
  [{ discounts: [{ coupon: 'NONE' }] }, 'resource_missing', 'discounts[0][coupon]'],
  [{ discounts: [{ discount: 'di_none' }] }, 'resource_missing', 'discounts[0][discount]'],
  [{ default_tax_rates: ['txr_none'] }, 'resource_missing', 'default_tax_rates[0]'],
  [{ default_payment_method: 'pm_none' }, 'resource_missing', 'default_payment_method'],
  [
    { payment_settings: { payment_method_types: ['barter'] } },
    'parameter_invalid',
    'payment_settings[payment_method_types][0]',
  ],
  [{ return_url: 'https://evil.example/' }, 'url_invalid', 'return_url'],
  [{ return_url: 'javascript:alert(1)' }, 'url_invalid', 'return_url'],
  [{ automatic_tax: { enabled: true } }, 'parameter_invalid', 'automatic_tax[enabled]'],
  [{ rendering: { pdf: { page_size: 'letter' } } }, 'parameter_invalid', 'rendering[pdf][page_size]'],
  [{ amount_due: 0 }, 'parameter_unknown', 'amount_due'],
  [{ expand: ['customer.sins'] }, 'expansion_unknown', 'expand'],
])('an invoice with %o is refused as %s of %s', async (params, code, param) => {
  const refusal = await refusalOf(stripe.invoices.create({ customer: anouk, ...params } as never))
  expect(refusal).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, code, param })
})
