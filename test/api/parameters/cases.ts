import { api } from '../../world/api.ts'
import { now } from '../../world/time.ts'

const { stripe } = api()

/** What a call is made about: the id in its path, what else a case may name, and what the list shows without it. */
export type Made = { readonly id: string; readonly other?: string; readonly listed?: readonly string[] }

type Form = Readonly<Record<string, string>>

export type Case = {
  /** What is sent with it, and in the call that it is compared with; an empty text takes the call's own back. */
  readonly beside?: Form
  readonly value: string | ((made: Made) => string)
  /** What it is sent as, where that is not its path. */
  readonly name?: string
  /** The code that it must be refused with; else the answer must change. */
  readonly refused?: string
  /** Another object than the call's usual one. */
  readonly make?: () => Promise<Made>
}

export type Call = {
  readonly make?: () => Promise<Made>
  readonly beside?: Form
  readonly cases: Readonly<Record<string, Case | string>>
}

/** Ids that stand through the whole test, so that answers may be told apart by them. */
export type Setup = Awaited<ReturnType<typeof ground>>

export async function ground() {
  const customer = async (name: string) => (await stripe.customers.create({ name, email: 'someone@example.com' })).id
  const [ida, otto, waiting] = [await customer('Ida Falk'), await customer('Otto Lenz'), await customer('Vera Brand')]
  const card = (await stripe.paymentMethods.attach('pm_card_visa', { customer: ida })).id
  const other = (await stripe.paymentMethods.attach('pm_card_mastercard', { customer: ida })).id
  for (const [customer, amount] of [
    [ida, 700],
    [waiting, 900],
    [waiting, 950],
  ] as const)
    await stripe.invoiceItems.create({ customer, amount, currency: 'eur' })
  const coupon = (await stripe.coupons.create({ percent_off: 10 })).id
  const rate = (await stripe.taxRates.create({ display_name: 'USt.', percentage: 19, inclusive: false })).id
  await stripe.taxRates.create({ display_name: 'USt.', percentage: 7, inclusive: true })
  const drafts = [await draft(ida), await draft(ida), await draft(otto)]
  const paid: string[] = []
  for (const [of, params] of [
    [ida, {}],
    [ida, { paid_out_of_band: true }],
    [otto, { paid_out_of_band: true }],
  ] as const) {
    const id = await open(of)
    await stripe.invoices.pay(id, params)
    paid.push(id)
  }
  const events = (await stripe.events.list({ limit: 20 })).data.map(({ id }) => id)
  const payments = (await stripe.invoicePayments.list({ limit: 20 })).data
  const intent = payments.find(({ payment }) => payment.type === 'payment_intent')!.payment.payment_intent as string
  const record = payments.find(({ payment }) => payment.type === 'payment_record')!.payment.payment_record as string
  return { ida, otto, waiting, card, other, coupon, rate, draft: drafts[0]!, paid: paid[0]!, events, intent, record }
}

async function draft(customer: string, params: object = {}): Promise<string> {
  const { id } = await stripe.invoices.create({ customer, collection_method: 'send_invoice', ...params })
  await stripe.invoiceItems.create({ invoice: id!, amount: 4200, description: 'Crane inspection' })
  await stripe.invoiceItems.create({ invoice: id!, amount: 800 })
  return id!
}

async function open(customer: string): Promise<string> {
  const id = await draft(customer)
  await stripe.invoices.finalizeInvoice(id)
  return id
}

const far = String(Date.UTC(2090, 0, 1) / 1000)
const nothing = { 'expand[0]': { value: 'nonsense', refused: 'expansion_unknown' } } as const

const between = (name: string) => ({
  [`${name}[gt]`]: far,
  [`${name}[gte]`]: far,
  [`${name}[lt]`]: '1',
  [`${name}[lte]`]: '1',
})

const address = (name: string, beside: Form = {}) =>
  Object.fromEntries(
    Object.entries({
      city: 'Łódź',
      country: 'PL',
      line1: 'Piotrkowska 12/4',
      line2: '2. podwórze',
      postal_code: '90-001',
      state: 'ŁD',
    }).map(([part, value]) => [`${name}[${part}]`, { beside, value }]),
  )

const prefix = `U${Date.now().toString(36).slice(-8).toUpperCase()}`

/** Every parameter of every call with a value that is not what it would be anyway. */
export function calls(g: Setup, nowSeconds: number): Readonly<Record<string, Call>> {
  const page: Call['cases'] = {
    limit: '1',
    starting_after: { value: ({ listed }) => listed![0]! },
    ending_before: { value: ({ listed }) => listed!.at(-1)! },
    ...nothing,
  }
  const shipped = { 'shipping[name]': 'Ida Falk', 'shipping[address][line1]': 'Torstr. 1' }
  const field = { 'custom_fields[0][name]': 'PO', 'custom_fields[0][value]': '1' }
  const settingsField = {
    'invoice_settings[custom_fields][0][name]': 'PO',
    'invoice_settings[custom_fields][0][value]': '1',
  }
  const customer = {
    ...address('address'),
    balance: { value: '500', refused: 'parameter_invalid' },
    description: 'Kennt den Hof',
    email: 'Ümlaut.free+tag@sub.example.com'.replace('Ü', 'U'),
    'invoice_settings[custom_fields][0][name]': { beside: settingsField, value: 'Ref.' },
    'invoice_settings[custom_fields][0][value]': { beside: settingsField, value: 'Ω' },
    'invoice_settings[default_payment_method]': { value: g.card, refused: 'resource_missing' },
    'invoice_settings[footer]': 'Zeile 1\nZeile 2',
    metadata: { name: 'metadata[ключ]', value: 'значение' },
    name: 'Ἀγαθόκλεια & Söhne',
    phone: '+48 42 000-00',
    'preferred_locales[0]': 'pt-BR',
    ...address('shipping[address]', shipped),
    'shipping[name]': { beside: shipped, value: 'Lager Süd' },
    'shipping[phone]': { beside: shipped, value: '112' },
    tax_exempt: 'reverse',
    time_zone: 'Pacific/Chatham',
    ...nothing,
  }
  const taxId = { 'tax_id_data[0][type]': 'eu_vat', 'tax_id_data[0][value]': 'NL1', 'expand[0]': 'tax_ids' }
  const price = { 'price_data[currency]': 'eur', 'price_data[unit_amount]': '300', 'price_data[product]': 'prod_a' }
  const priced = { ...price, unit_amount_decimal: '' }
  const period = { 'period[start]': '1000000', 'period[end]': '2000000' }
  const item = {
    description: 'Ω, zweite Zeile\nja',
    discountable: 'false',
    'discounts[0][coupon]': g.coupon,
    'discounts[0][discount]': { value: 'di_none', refused: 'resource_missing' },
    metadata: { name: 'metadata[a b]', value: '1' },
    'period[end]': { beside: period, value: '3000000' },
    'period[start]': { beside: period, value: '1500000' },
    'tax_rates[0]': g.rate,
  }
  const invoice = {
    'automatic_tax[enabled]': { value: 'true', refused: 'parameter_invalid' },
    'issuer[type]': { value: 'account', refused: 'parameter_invalid' },
    'rendering[amount_tax_display]': { value: 'exclude_tax', refused: 'parameter_invalid' },
    'rendering[pdf][page_size]': { value: 'letter', refused: 'parameter_invalid' },
    auto_advance: { beside: { auto_advance: 'false' }, value: 'true' },
    'custom_fields[0][name]': { beside: field, value: 'Ref.' },
    'custom_fields[0][value]': { beside: field, value: 'Ω' },
    days_until_due: '77',
    default_payment_method: g.other,
    'default_tax_rates[0]': g.rate,
    description: 'Zeile 1\nZeile 2',
    'discounts[0][coupon]': g.coupon,
    'discounts[0][discount]': { value: 'di_none', refused: 'resource_missing' },
    due_date: String(nowSeconds + 12_345_678),
    footer: 'Ω',
    metadata: { name: 'metadata[x]', value: 'y' },
    number: `UNUSUAL/${Date.now()}.x`,
    'payment_settings[payment_method_types][0]': 'sepa_debit',
    return_url: 'https://kranwerk.example/danke?x=1',
    statement_descriptor: 'KRAN & CO',
    ...nothing,
  }
  const rate = {
    active: 'false',
    country: 'PL',
    description: 'VAT\nof Poland',
    display_name: 'Podatek',
    jurisdiction: 'Łódź',
    metadata: { name: 'metadata[x]', value: 'y' },
    state: 'NY',
    tax_type: 'gst',
    ...nothing,
  }
  const coupon = { metadata: { name: 'metadata[x]', value: 'y' }, name: 'Ω-Rabatt', ...nothing }
  const only = { cases: nothing }
  const newDraft = async () => ({ id: await draft(g.ida) })
  const newOpen = async () => ({ id: await open(g.ida) })
  const newCustomer = async () => ({ id: (await stripe.customers.create({})).id })
  const customerWithCard = async () => {
    const { id } = await newCustomer()
    return { id, other: (await stripe.paymentMethods.attach('pm_card_visa', { customer: id })).id }
  }
  const newCoupon = async () => ({ id: (await stripe.coupons.create({ percent_off: 5 })).id })
  const newRate = async () => ({
    id: (await stripe.taxRates.create({ display_name: 'A', percentage: 1, inclusive: false })).id,
  })
  const newItem = async () => ({
    id: (await stripe.invoiceItems.create({ customer: g.otto, amount: 500, currency: 'eur' })).id,
  })
  const discountedDraft = async () => {
    const { id, discounts } = await stripe.invoices.create({ customer: g.ida, discounts: [{ coupon: g.coupon }] })
    return { id: id!, other: discounts[0] as string }
  }
  return {
    'GET /customers': { cases: { ...page, ...between('created'), email: 'a@b.example' } },
    'POST /customers': {
      cases: {
        ...customer,
        invoice_prefix: prefix,
        'tax_id_data[0][type]': { beside: taxId, value: 'gb_vat' },
        'tax_id_data[0][value]': { beside: taxId, value: 'NL2' },
      },
    },
    'GET /customers/:id': { make: newCustomer, ...only },
    'POST /customers/:id': {
      make: newCustomer,
      cases: {
        ...customer,
        invoice_prefix: `${prefix}2`,
        'invoice_settings[default_payment_method]': { make: customerWithCard, value: ({ other }) => other! },
      },
    },
    'DELETE /customers/:id': { make: newCustomer, ...only },
    'GET /customers/:customer/payment_methods': {
      make: async () => ({ id: g.ida }),
      cases: { ...page, type: 'sepa_debit' },
    },
    'GET /payment_methods': {
      beside: { customer: g.ida },
      cases: { ...page, customer: g.otto, type: 'sepa_debit' },
    },
    'GET /payment_methods/:id': { make: async () => ({ id: g.card }), ...only },
    'POST /payment_methods/:id/attach': {
      make: async () => ({ id: 'pm_card_visa' }),
      beside: { customer: g.waiting },
      cases: { customer: g.otto, ...nothing },
    },
    'GET /tax_rates': {
      cases: { ...page, ...between('created'), active: 'false', inclusive: 'true' },
    },
    'POST /tax_rates': {
      beside: { display_name: 'A', percentage: '1', inclusive: 'false' },
      cases: { ...rate, inclusive: 'true', percentage: '7.7777' },
    },
    'GET /tax_rates/:id': { make: newRate, ...only },
    'POST /tax_rates/:id': { make: newRate, cases: rate },
    'GET /coupons': { cases: { ...page, ...between('created') } },
    'POST /coupons': {
      beside: { percent_off: '5' },
      cases: {
        ...coupon,
        amount_off: { beside: { percent_off: '', amount_off: '700', currency: 'eur' }, value: '5' },
        currency: { beside: { percent_off: '', amount_off: '700', currency: 'eur' }, value: 'jpy' },
        duration: 'forever',
        duration_in_months: { beside: { duration: 'repeating', duration_in_months: '3' }, value: '7' },
        id: `UNUSUAL-${Date.now()}`,
        max_redemptions: '3',
        percent_off: '12.3456',
        redeem_by: far,
      },
    },
    'GET /coupons/:id': { make: newCoupon, ...only },
    'POST /coupons/:id': { make: newCoupon, cases: coupon },
    'DELETE /coupons/:id': { make: newCoupon, ...only },
    'GET /invoiceitems': {
      cases: { ...page, ...between('created'), customer: g.waiting, invoice: g.draft, pending: 'true' },
    },
    'POST /invoiceitems': {
      beside: { customer: g.otto, unit_amount_decimal: '500' },
      cases: {
        ...item,
        ...nothing,
        amount: { value: '5', refused: 'parameters_exclusive' },
        currency: 'jpy',
        customer: g.waiting,
        invoice: { beside: { customer: g.ida }, value: g.draft },
        'price_data[currency]': { beside: priced, value: 'usd' },
        'price_data[product]': { beside: priced, value: 'prod_b' },
        'price_data[unit_amount]': { beside: priced, value: '301' },
        'price_data[unit_amount_decimal]': {
          beside: { ...priced, 'price_data[unit_amount]': '', 'price_data[unit_amount_decimal]': '7' },
          value: '0.05',
        },
        quantity: '3',
        quantity_decimal: '0.25',
        unit_amount_decimal: '0.333333333333',
      },
    },
    'GET /invoiceitems/:id': { make: newItem, ...only },
    'POST /invoiceitems/:id': {
      make: newItem,
      cases: {
        ...item,
        ...nothing,
        amount: '-5',
        'price_data[currency]': { beside: price, value: 'usd', refused: 'currency_mismatch' },
        'price_data[product]': { beside: price, value: 'prod_b' },
        'price_data[unit_amount]': { beside: price, value: '301' },
        'price_data[unit_amount_decimal]': {
          beside: { ...price, 'price_data[unit_amount]': '', 'price_data[unit_amount_decimal]': '7' },
          value: '0.05',
        },
        quantity: '3',
        quantity_decimal: '0.25',
        unit_amount_decimal: '0.333333333333',
      },
    },
    'DELETE /invoiceitems/:id': { make: newItem, ...only },
    'GET /invoices/:invoice/links': { make: newOpen, cases: page },
    'POST /invoices/:invoice/links/:id/revoke': { make: newOpen, ...only },
    'GET /invoices': {
      cases: {
        ...page,
        ...between('created'),
        ...between('due_date'),
        collection_method: 'charge_automatically',
        customer: g.otto,
        status: 'void',
      },
    },
    'POST /invoices': {
      beside: { customer: g.ida, collection_method: 'send_invoice' },
      cases: {
        ...invoice,
        collection_method: 'charge_automatically',
        currency: 'jpy',
        customer: g.otto,
        pending_invoice_items_behavior: { beside: { customer: g.waiting }, value: 'include' },
      },
    },
    'GET /invoices/:id': { make: newDraft, ...only },
    'POST /invoices/:id': {
      make: newDraft,
      cases: {
        ...invoice,
        collection_method: 'charge_automatically',
        number: `UNUSUAL/${Date.now()}.y`,
        'discounts[0][discount]': {
          make: discountedDraft,
          beside: { 'discounts[0][coupon]': g.coupon },
          name: 'discounts[1][discount]',
          value: ({ other }) => other!,
        },
      },
    },
    'DELETE /invoices/:id': { make: newDraft, ...only },
    'GET /invoices/:id/lines': { make: async () => ({ id: g.draft }), cases: page },
    'POST /invoices/:id/finalize': { make: newDraft, cases: { ...nothing, auto_advance: 'false' } },
    'POST /invoices/:id/send': { make: newDraft, ...only },
    'POST /invoices/:id/void': { make: newOpen, ...only },
    'POST /invoices/:id/mark_uncollectible': { make: newOpen, ...only },
    'POST /invoices/:id/pay': {
      make: newOpen,
      cases: {
        ...nothing,
        amount: { beside: { paid_out_of_band: 'true' }, value: '77' },
        off_session: { value: 'false', refused: 'parameter_invalid' },
        paid_out_of_band: 'true',
        payment_method: { value: 'pm_none', refused: 'resource_missing' },
      },
    },
    'GET /invoice_payments': {
      cases: {
        ...page,
        ...between('created'),
        invoice: g.paid,
        'payment[payment_intent]': { beside: { 'payment[type]': 'payment_intent' }, value: 'pi_none' },
        'payment[payment_record]': { beside: { 'payment[type]': 'payment_record' }, value: g.record },
        'payment[type]': 'payment_record',
        status: 'open',
      },
    },
    'GET /invoice_payments/:id': { make: async () => ({ id: g.record }), ...only },
    'GET /events': {
      cases: {
        ...page,
        ...between('created'),
        type: 'invoice.paid',
        'types[0]': 'coupon.*',
      },
    },
    'GET /events/:id': { make: async () => ({ id: g.events[0]! }), ...only },
  }
}

/** The world's time, in seconds since 1970. */
export const start = async () => Math.floor((await now()) / 1000)
