import type Stripe from 'stripe'
import { bill, draft, keepMethod, newCustomer, payPart } from './billing.ts'
import { type Fixtures, draft as newDraftId, open as newOpenId } from './fixtures.ts'
import { kranwerk, type Merchant } from './merchant.ts'

/** The parts of a valid request to a route, for a caller who may make it. */
export type RouteRequest = {
  /** The values of the path's `:name` parts; the link's token is the caller's. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: Form
  /** The provider's webhook, for its endpoint. */
  readonly message?: object
  /** A text that only the response to a permitted caller contains; left out where there is none. */
  readonly shows?: string
  /** Texts that identify this account's rows here: requests of other callers must leave these rows unchanged. */
  readonly about: readonly string[]
  /** The tokens of this invoice's links, where the route is reached through a link. */
  readonly links?: Links
  /** The secrets of sessions of this customer, where the route is part of the portal. */
  readonly portal?: Links
  /** The secret of the browser that asked for a code, where the route answers one. */
  readonly browser?: string
}

export type Links = { readonly good: string; readonly revoked: string }

export type Form = Readonly<Record<string, string>>

/** The object of a call: the id in its path, other ids that a case may use, and what the list shows without it. */
export type Made = { readonly id: string; readonly other?: string; readonly listed?: readonly string[] }

/** A value of a parameter that differs from its default. */
export type Case = {
  /** Further parameters, also of the call that it is compared with; an empty text removes one of the call's own. */
  readonly beside?: Form
  readonly value: string | ((made: Made) => string)
  /** The name that it is sent under, if that is not its path. */
  readonly name?: string
  /** The code that it must be refused with; without one the response must change. */
  readonly refused?: string
  /** Another object than the call's usual one. */
  readonly make?: () => Promise<Made>
}

export type Values = (fixtures: Fixtures) => Readonly<Record<string, Case | string>>

/** An example of one API call. */
export type Example = {
  /** A valid request about newly created objects of a merchant. */
  readonly request: (merchant: Merchant) => Promise<RouteRequest>
  /** The status for another account's key, if it does not follow from the path: 400 for an id among the parameters. */
  readonly foreign?: 400
  /** The object in the path and the parameters sent beside every value, if they are not those of the request. */
  readonly make?: (fixtures: Fixtures) => Promise<Made>
  readonly beside?: (fixtures: Fixtures) => Form
  /** Values for its own parameters; those of a later function replace those of an earlier one. */
  readonly values?: readonly Values[]
}

let made = 0
/** A text that occurs nowhere else in the world. */
export const uniqueText = () => `Kanari${Date.now().toString(36)}x${++made}`

/** Every such text, also where its case was changed. */
export const uniqueTexts = /Kanari[0-9a-z]+x\d+/gi

export const uniqueCustomer = async (merchant: Merchant) => {
  const name = uniqueText()
  return newCustomer({ name, email: `${name}@kanari.example` }, merchant)
}

/** An object with a unique text, and rows that belong to no other. */
type Shown = {
  readonly id: string
  readonly shows: string
  readonly about?: readonly string[]
  readonly query?: string
}

type ObjectExample = {
  readonly make: (merchant: Merchant) => Promise<Shown>
  readonly create: (merchant: Merchant) => Promise<RouteRequest>
  readonly update: Form
  /** Values for the parameters of all its calls. */
  readonly values: Values
  /** What differs in one of its calls; null where it has no such call. */
  readonly but?: {
    readonly [C in keyof typeof calls]?: (Partial<Omit<Example, 'values'>> & { readonly values?: Values }) | null
  }
}

const calls = {
  list: 'GET ',
  create: 'POST ',
  retrieve: 'GET /:id',
  update: 'POST /:id',
  delete: 'DELETE /:id',
} as const

/** The five calls of a kind of object. */
function objectCalls(path: string, { make, create, update, values, but = {} }: ObjectExample): [string, Example][] {
  const inPath = (more: Partial<RouteRequest>) => async (merchant: Merchant) => {
    const { id, shows, about = [id] } = await make(merchant)
    return { params: { id }, shows, about, ...more }
  }
  const requests: Record<keyof typeof calls, Example['request']> = {
    list: async (merchant) => {
      const { id, shows, about = [id], query } = await make(merchant)
      return { ...(query && { query }), shows, about }
    },
    create,
    retrieve: inPath({}),
    update: inPath({ body: update }),
    delete: inPath({ shows: '"deleted": true' }),
  }
  const served = (Object.keys(calls) as (keyof typeof calls)[]).filter((call) => but[call] !== null)
  return served.map((call) => {
    const { values: own, ...other } = but[call] ?? {}
    const [method, rest = ''] = calls[call].split(' ')
    return [
      `${method} /v1${path}${rest}`,
      { request: requests[call], values: own ? [values, own] : [values], ...other },
    ]
  })
}

const far = String(Date.UTC(2090, 0, 1) / 1000)

let prefixes = 0
const unusedPrefix = () => `U${Date.now().toString(36).slice(-8).toUpperCase()}${++prefixes}`

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

const shipped = { 'shipping[name]': 'Ida Falk', 'shipping[address][line1]': 'Torstr. 1' }
const field = { 'custom_fields[0][name]': 'PO', 'custom_fields[0][value]': '1' }
const settingsField = {
  'invoice_settings[custom_fields][0][name]': 'PO',
  'invoice_settings[custom_fields][0][value]': '1',
}
const taxId = { 'tax_id_data[0][type]': 'eu_vat', 'tax_id_data[0][value]': 'NL1', 'expand[0]': 'tax_ids' }
const contact = { 'contacts[0][email]': 'ida@sub.example.com', 'contacts[0][roles][0]': 'invoices' }
const price = { 'price_data[currency]': 'eur', 'price_data[unit_amount]': '300', 'price_data[product]': 'prod_a' }
const priced = { ...price, unit_amount_decimal: '' }
const period = { 'period[start]': '1000000', 'period[end]': '2000000' }
const flow = { 'flow_data[type]': 'invoice_history' }
const amountOff = { percent_off: '', amount_off: '700', currency: 'eur' }

/** Values for `price_data` beside a price of that form. */
const priceData = (beside: Form) => ({
  'price_data[product]': { beside, value: 'prod_b' },
  'price_data[unit_amount]': { beside, value: '301' },
  'price_data[unit_amount_decimal]': {
    beside: { ...beside, 'price_data[unit_amount]': '', 'price_data[unit_amount_decimal]': '7' },
    value: '0.05',
  },
})

const drafted = async (merchant: Merchant): Promise<Shown> => {
  const { id: customer, name } = await uniqueCustomer(merchant)
  const id = await draft({ id: customer }, {}, merchant)
  return { id, shows: name ?? '', about: [id, customer] }
}

const billed = async (merchant: Merchant) => {
  const of = await uniqueCustomer(merchant)
  return { of, ...(await bill(of, {}, merchant)) }
}

type LinkRow = { readonly id: string; readonly recipient: string | null }

export async function linkRows({ remit }: Merchant, invoiceId: string): Promise<LinkRow[]> {
  const path = `/v1/invoices/${invoiceId}/links`
  return ((await remit.rawRequest('GET', path)) as unknown as { data: LinkRow[] }).data
}

const customerWithMethod = async (merchant: Merchant) => {
  const of = await uniqueCustomer(merchant)
  return { of, method: await keepMethod(of, 'pm_card_visa', merchant) }
}

const noPayment = { payment_method_update: { enabled: false } }

const withPortalSession = async (merchant: Merchant) => {
  const of = await uniqueCustomer(merchant)
  return { of, id: (await merchant.remit.billingPortal.sessions.create({ customer: of.id })).id }
}

const partPaid = async (merchant: Merchant) => {
  const { of, id } = await billed(merchant)
  await payPart(id, 100, merchant)
  const { data } = await merchant.remit.invoicePayments.list({ invoice: id })
  return { of, id, paymentId: data[0]!.id }
}

const newDraft = async ({ ida }: Fixtures): Promise<Made> => ({ id: await newDraftId(ida) })
const newOpen = async ({ ida }: Fixtures): Promise<Made> => ({ id: await newOpenId(ida) })

const { remit } = kranwerk

const customerWithCard = async (): Promise<Made> => {
  const { id } = await uniqueCustomer(kranwerk)
  return { id, other: (await remit.paymentMethods.attach('pm_card_visa', { customer: id })).id }
}

/** A call about a draft or an issued invoice, whose response shows the customer's name. */
const aboutInvoice =
  (make: (merchant: Merchant) => Promise<Shown>, body?: Form): Example['request'] =>
  async (merchant) => {
    const { id, shows, about = [id] } = await make(merchant)
    return { params: { id }, shows, about, ...(body && { body }) }
  }

const issued = async (merchant: Merchant): Promise<Shown> => {
  const { id, of } = await billed(merchant)
  return { id, shows: of.name ?? '', about: [id, of.id] }
}

/** An example of every API call, in one entry for each kind of object and one for each call beyond those. */
export const apiCalls: Readonly<Record<string, Example>> = {
  ...Object.fromEntries([
    ...objectCalls('/customers', {
      make: async (merchant) => {
        const { id, name } = await uniqueCustomer(merchant)
        return { id, shows: name ?? '' }
      },
      create: async () => {
        const name = uniqueText()
        return { body: { name }, about: [name] }
      },
      update: { description: 'new' },
      values: ({ card }) => ({
        ...address('address'),
        balance: { value: '500', refused: 'parameter_invalid' },
        buyer_reference: '04011000-12345-03',
        'contacts[0][email]': { beside: contact, value: 'kasse@sub.example.com' },
        'contacts[0][name]': { beside: contact, value: 'Kasse Süd' },
        'contacts[0][roles][0]': { beside: contact, value: 'reminders' },
        description: 'Kennt den Hof',
        email: 'Umlaut.free+tag@sub.example.com',
        invoice_prefix: unusedPrefix(),
        'invoice_settings[custom_fields][0][name]': { beside: settingsField, value: 'Ref.' },
        'invoice_settings[custom_fields][0][value]': { beside: settingsField, value: 'Ω' },
        'invoice_settings[default_payment_method]': { value: card, refused: 'resource_missing' },
        'invoice_settings[footer]': 'Zeile 1\nZeile 2',
        metadata: { name: 'metadata[ключ]', value: 'значение' },
        name: 'Ἀγαθόκλεια & Söhne',
        phone: '+48 42 000-00',
        'preferred_locales[0]': 'pt-BR',
        ...address('shipping[address]', shipped),
        'shipping[name]': { beside: shipped, value: 'Lager Süd' },
        'shipping[phone]': { beside: shipped, value: '112' },
        'tax_id_data[0][type]': { beside: taxId, value: 'gb_vat' },
        'tax_id_data[0][value]': { beside: taxId, value: 'NL2' },
        tax_exempt: 'reverse',
        time_zone: 'Pacific/Chatham',
      }),
      but: {
        update: {
          values: () => ({
            'invoice_settings[default_payment_method]': { make: customerWithCard, value: ({ other }) => other! },
          }),
        },
      },
    }),

    ...objectCalls('/tax_rates', {
      make: async ({ remit }) => {
        const display_name = uniqueText()
        const { id } = await remit.taxRates.create({ display_name, percentage: 19, inclusive: false })
        return { id, shows: display_name }
      },
      create: async () => {
        const name = uniqueText()
        return { body: { display_name: name, percentage: '19', inclusive: 'false' }, about: [name] }
      },
      update: { active: 'false' },
      values: () => ({
        active: 'false',
        country: 'PL',
        description: 'VAT\nof Poland',
        display_name: 'Podatek',
        inclusive: 'true',
        jurisdiction: 'Łódź',
        percentage: '7.7777',
        state: 'NY',
        tax_type: 'gst',
      }),
      but: { delete: null },
    }),

    ...objectCalls('/coupons', {
      make: async ({ remit }) => {
        const name = uniqueText()
        const { id } = await remit.coupons.create({ percent_off: 5, name })
        return { id, shows: name }
      },
      create: async () => {
        const name = uniqueText()
        return { body: { name, percent_off: '5' }, about: [name] }
      },
      update: { 'metadata[a]': 'b' },
      values: () => ({
        amount_off: { beside: amountOff, value: '5' },
        currency: { beside: amountOff, value: 'jpy' },
        duration: 'forever',
        duration_in_months: { beside: { duration: 'repeating', duration_in_months: '3' }, value: '7' },
        id: `UNUSUAL-${Date.now()}`,
        max_redemptions: '3',
        name: 'Ω-Rabatt',
        percent_off: '12.3456',
        redeem_by: far,
      }),
    }),

    ...objectCalls('/billing_portal/configurations', {
      make: async ({ remit }) => {
        const name = uniqueText()
        const { id } = await remit.billingPortal.configurations.create({ name, features: noPayment })
        return { id, shows: name }
      },
      create: async () => {
        const name = uniqueText()
        return { body: { name, 'features[invoice_history][enabled]': 'true' }, about: [name] }
      },
      update: { active: 'false' },
      values: () => ({
        active: 'false',
        'business_profile[headline]': 'Kräne, Aufzüge & mehr',
        'business_profile[privacy_policy_url]': 'https://kranwerk.example/datenschutz',
        'business_profile[terms_of_service_url]': 'https://kranwerk.example/agb',
        default_return_url: 'https://kranwerk.example/konto',
        'features[automatic_payment][enabled]': 'true',
        'features[customer_update][allowed_updates][0]': {
          beside: { 'features[customer_update][enabled]': 'true' },
          value: 'tax_id',
        },
        'features[customer_update][enabled]': 'true',
        'features[invoice_history][enabled]': 'true',
        'features[payment_method_update][enabled]': 'true',
        'features[subscription_cancel][enabled]': { value: 'true', refused: 'parameter_invalid' },
        'features[subscription_pause][enabled]': { value: 'true', refused: 'parameter_invalid' },
        'features[subscription_update][enabled]': { value: 'true', refused: 'parameter_invalid' },
        is_default: 'true',
        'login_page[enabled]': { value: 'true', refused: 'parameter_invalid' },
        name: 'Ω-Portal',
      }),
      but: {
        create: {
          beside: () => ({ 'features[payment_method_update][enabled]': 'false' }),
        },
        delete: null,
      },
    }),

    ...objectCalls('/invoiceitems', {
      make: async (merchant) => {
        const { id: customer } = await uniqueCustomer(merchant)
        const description = uniqueText()
        const { id } = await merchant.remit.invoiceItems.create({ customer, amount: 500, description })
        return { id, shows: description, about: [id, customer], query: `customer=${customer}` }
      },
      create: async (merchant) => {
        const { id } = await uniqueCustomer(merchant)
        return { body: { customer: id, amount: '700' }, shows: '"invoiceitem"', about: [id] }
      },
      update: { amount: '800' },
      values: ({ coupon, rate, waiting, draft }) => ({
        amount: '-5',
        currency: 'jpy',
        customer: waiting,
        description: 'Ω, zweite Zeile\nja',
        discountable: 'false',
        'discounts[0][coupon]': coupon,
        'discounts[0][discount]': { value: 'di_none', refused: 'resource_missing' },
        invoice: draft,
        metadata: { name: 'metadata[a b]', value: '1' },
        pending: 'true',
        'period[end]': { beside: period, value: '3000000' },
        'period[start]': { beside: period, value: '1500000' },
        'price_data[currency]': { beside: price, value: 'usd', refused: 'currency_mismatch' },
        ...priceData(price),
        quantity: '3',
        quantity_decimal: '0.25',
        'tax_rates[0]': rate,
        unit_amount_decimal: '0.333333333333',
      }),
      but: {
        create: {
          foreign: 400,
          beside: ({ otto }) => ({ customer: otto, unit_amount_decimal: '500' }),
          values: ({ ida, draft }) => ({
            amount: { value: '5', refused: 'parameters_exclusive' },
            invoice: { beside: { customer: ida }, value: draft },
            'price_data[currency]': { beside: priced, value: 'usd' },
            ...priceData(priced),
          }),
        },
      },
    }),

    ...objectCalls('/invoices', {
      make: drafted,
      create: async (merchant) => {
        const { id, name } = await uniqueCustomer(merchant)
        return { body: { customer: id }, shows: name ?? '', about: [id] }
      },
      update: { description: 'new' },
      values: ({ otto, waiting, other, rate, coupon, nowS }) => ({
        'automatic_tax[enabled]': { value: 'true', refused: 'parameter_invalid' },
        'issuer[type]': { value: 'account', refused: 'parameter_invalid' },
        'rendering[amount_tax_display]': { value: 'exclude_tax', refused: 'parameter_invalid' },
        'rendering[pdf][page_size]': { value: 'letter', refused: 'parameter_invalid' },
        attach_documents: 'false',
        auto_advance: { beside: { auto_advance: 'false' }, value: 'true' },
        collection_method: 'charge_automatically',
        currency: 'jpy',
        'custom_fields[0][name]': { beside: field, value: 'Ref.' },
        'custom_fields[0][value]': { beside: field, value: 'Ω' },
        customer: otto,
        days_until_due: '77',
        default_payment_method: other,
        'default_tax_rates[0]': rate,
        description: 'Zeile 1\nZeile 2',
        'discounts[0][coupon]': coupon,
        'discounts[0][discount]': { value: 'di_none', refused: 'resource_missing' },
        due_date: String(nowS + 12_345_678),
        footer: 'Ω',
        'from_invoice[action]': {
          beside: { 'from_invoice[invoice]': 'in_none' },
          value: 'copy',
          refused: 'parameter_invalid',
        },
        'from_invoice[invoice]': {
          beside: { 'from_invoice[action]': 'revision' },
          value: 'in_none',
          refused: 'resource_missing',
        },
        minimum_payment_percent: '30',
        number: `UNUSUAL/${uniqueText().slice(-12)}`,
        'payment_settings[payment_method_types][0]': 'sepa_debit',
        purchase_order: 'PO Ω/77',
        pending_invoice_items_behavior: { beside: { customer: waiting }, value: 'include' },
        return_url: 'https://kranwerk.example/danke?x=1',
        statement_descriptor: 'KRAN & CO',
        status: 'void',
      }),
      but: {
        list: {
          request: async (merchant) => {
            const { of, id } = await billed(merchant)
            return { query: `customer=${of.id}`, shows: of.name ?? '', about: [id, of.id] }
          },
        },
        create: { foreign: 400, beside: ({ ida }) => ({ customer: ida, collection_method: 'send_invoice' }) },
        retrieve: { request: aboutInvoice(issued) },
        update: {
          make: newDraft,
          values: ({ ida, coupon }) => ({
            'discounts[0][discount]': {
              make: async () => {
                const { id, discounts } = await remit.invoices.create({ customer: ida, discounts: [{ coupon }] })
                return { id: id!, other: discounts[0] as string }
              },
              beside: { 'discounts[0][coupon]': coupon },
              name: 'discounts[1][discount]',
              value: ({ other }) => other!,
            },
          }),
        },
      },
    }),
  ]),

  'GET /v1/customers/:customer/payment_methods': {
    request: async (merchant) => {
      const { of, method } = await customerWithMethod(merchant)
      return { params: { customer: of.id }, shows: method, about: [of.id] }
    },
    make: async ({ ida }) => ({ id: ida }),
    values: [() => ({ type: 'sepa_debit' })],
  },
  'GET /v1/payment_methods': {
    request: async (merchant) => {
      const { of, method } = await customerWithMethod(merchant)
      return { query: `customer=${of.id}`, shows: method, about: [of.id] }
    },
    foreign: 400,
    beside: ({ ida }) => ({ customer: ida }),
    values: [({ otto }) => ({ customer: otto, type: 'sepa_debit' })],
  },
  'GET /v1/payment_methods/:id': {
    request: async (merchant) => {
      const { of, method } = await customerWithMethod(merchant)
      return { params: { id: method }, shows: of.id, about: [of.id, method] }
    },
  },
  'POST /v1/payment_methods/:id/attach': {
    request: async (merchant) => {
      const { id } = await uniqueCustomer(merchant)
      return { params: { id: 'pm_card_visa' }, body: { customer: id }, shows: '"last4"', about: [id] }
    },
    beside: ({ waiting }) => ({ customer: waiting }),
    values: [({ otto }) => ({ customer: otto })],
  },

  'POST /v1/billing_portal/sessions': {
    request: async (merchant) => {
      const { id } = await uniqueCustomer(merchant)
      return { body: { customer: id }, shows: '"url"', about: [id] }
    },
    foreign: 400,
    values: [
      ({ otto, portal }) => ({
        configuration: portal,
        customer: otto,
        'flow_data[after_completion][hosted_confirmation][custom_message]': {
          beside: { ...flow, 'flow_data[after_completion][type]': 'hosted_confirmation' },
          value: 'Danke!\nBis bald',
        },
        'flow_data[after_completion][redirect][return_url]': {
          beside: {
            ...flow,
            'flow_data[after_completion][type]': 'redirect',
            'flow_data[after_completion][redirect][return_url]': 'https://kranwerk.example/a',
          },
          value: 'https://kranwerk.example/b',
        },
        'flow_data[after_completion][type]': { beside: flow, value: 'hosted_confirmation' },
        'flow_data[type]': { beside: flow, value: 'payment_method_update' },
        locale: 'fr-CA',
        on_behalf_of: { value: 'acct_other', refused: 'parameter_invalid' },
        return_url: 'https://kranwerk.example/konto?x=1',
      }),
    ],
  },
  'GET /v1/customers/:customer/portal_sessions': {
    request: async (merchant) => {
      const { of, id } = await withPortalSession(merchant)
      return { params: { customer: of.id }, shows: id, about: [id, of.id] }
    },
    make: async () => {
      const { of } = await withPortalSession(kranwerk)
      await remit.billingPortal.sessions.create({ customer: of.id })
      return { id: of.id }
    },
  },
  'POST /v1/customers/:customer/erase': {
    request: async (merchant) => {
      const { id } = await uniqueCustomer(merchant)
      return { params: { customer: id }, shows: '"deleted": true', about: [id] }
    },
  },
  'POST /v1/customers/:customer/portal_sessions/revoke': {
    request: async (merchant) => {
      const { of, id } = await withPortalSession(merchant)
      return { params: { customer: of.id }, shows: of.name ?? '', about: [id, of.id] }
    },
  },
  'POST /v1/customers/:customer/portal_sessions/:id/revoke': {
    request: async (merchant) => {
      const { of, id } = await withPortalSession(merchant)
      return { params: { customer: of.id, id }, shows: '"revoked_at"', about: [id, of.id] }
    },
  },

  'GET /v1/invoices/:invoice/links': {
    request: async (merchant) => {
      const { of, id } = await billed(merchant)
      return { params: { invoice: id }, shows: of.email, about: [id, of.id] }
    },
    make: newOpen,
  },
  'POST /v1/invoices/:invoice/links/:id/revoke': {
    request: async (merchant) => {
      const { of, id } = await billed(merchant)
      const [link] = await linkRows(merchant, id)
      return { params: { invoice: id, id: link!.id }, shows: '"revoked_at"', about: [id, of.id, link!.id] }
    },
  },
  'GET /v1/invoices/:id/lines': {
    request: async (merchant) => {
      const { of, id, lines } = await billed(merchant)
      return { params: { id }, shows: lines.data[0]!.id, about: [id, of.id] }
    },
    make: async ({ draft }) => ({ id: draft }),
  },
  'POST /v1/invoices/:id/finalize': {
    request: aboutInvoice(drafted),
    make: newDraft,
    values: [() => ({ auto_advance: 'false' })],
  },
  'POST /v1/invoices/:id/send': { request: aboutInvoice(drafted) },
  'POST /v1/invoices/:id/void': { request: aboutInvoice(issued) },
  'POST /v1/invoices/:id/mark_uncollectible': { request: aboutInvoice(issued) },
  'POST /v1/invoices/:id/pay': {
    request: aboutInvoice(issued, { paid_out_of_band: 'true' }),
    make: newOpen,
    beside: () => ({}),
    values: [
      () => ({
        amount: { beside: { paid_out_of_band: 'true' }, value: '77' },
        off_session: { value: 'false', refused: 'parameter_invalid' },
        paid_out_of_band: 'true',
        payment_method: { value: 'pm_none', refused: 'resource_missing' },
      }),
    ],
  },

  'GET /v1/invoice_payments': {
    request: async (merchant) => {
      const { of, id, paymentId } = await partPaid(merchant)
      return { query: `invoice=${id}`, shows: paymentId, about: [id, of.id] }
    },
    values: [
      ({ paid, record }) => ({
        invoice: paid,
        'payment[payment_intent]': { beside: { 'payment[type]': 'payment_intent' }, value: 'pi_none' },
        'payment[payment_record]': { beside: { 'payment[type]': 'payment_record' }, value: record },
        'payment[type]': 'payment_record',
        status: 'open',
      }),
    ],
  },
  'GET /v1/invoice_payments/:id': {
    request: async (merchant) => {
      const { of, id, paymentId } = await partPaid(merchant)
      return { params: { id: paymentId }, shows: id, about: [id, of.id] }
    },
  },
  'GET /v1/events': {
    request: async (merchant) => {
      const { id, name } = await uniqueCustomer(merchant)
      return { shows: name ?? '', about: [id] }
    },
    values: [() => ({ type: 'invoice.paid', 'types[0]': 'coupon.*' })],
  },
  'GET /v1/events/:id': {
    request: async (merchant) => {
      const { id, name } = await uniqueCustomer(merchant)
      const { data } = await merchant.remit.events.list({ limit: 1 })
      return { params: { id: (data[0] as Stripe.Event).id }, shows: name ?? '', about: [id] }
    },
  },
}
