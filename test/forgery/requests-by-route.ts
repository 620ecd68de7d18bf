import type Stripe from 'stripe'
import { bill, draft, type Issued, keepMethod, newCustomer, payPart } from '../world/billing.ts'
import { checkoutFor, fromOurPage, pathOf, send } from '../world/form.ts'
import type { Merchant } from '../world/merchant.ts'
import { webhookAbout } from '../world/signed-webhooks.ts'

/** The parts of a valid request to a route, for a caller who may make it. */
export type RouteRequest = {
  /** The values of the path's `:name` parts; the link's token is the caller's. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: Readonly<Record<string, string>>
  /** The provider's webhook, for its endpoint. */
  readonly message?: object
  /** A text that only the response to a permitted caller contains; left out where there is none. */
  readonly shows?: string
  /** Texts that identify this account's rows here: requests of other callers must leave these rows unchanged. */
  readonly about: readonly string[]
  /** The tokens of this invoice's links, where the route is reached through a link. */
  readonly links?: Links
}

export type Links = { readonly good: string; readonly revoked: string }

let made = 0
/** A text that occurs nowhere else in the world. */
export const uniqueText = () => `Kanari${Date.now().toString(36)}x${++made}`

const customer = async (merchant: Merchant) => {
  const name = uniqueText()
  return newCustomer({ name, email: `${name}@kanari.example` }, merchant)
}

const tokenOf = (invoice: { hosted_invoice_url?: string | null }) =>
  pathOf({ hosted_invoice_url: invoice.hosted_invoice_url ?? '' }).slice('/i/'.length)

async function linkRows({ remit }: Merchant, invoiceId: string): Promise<{ id: string; recipient: string | null }[]> {
  const path = `/v1/invoices/${invoiceId}/links`
  return ((await remit.rawRequest('GET', path)) as unknown as { data: { id: string; recipient: string | null }[] }).data
}

/** A mailed invoice with a valid link and a revoked one. */
export async function invoiceWithLinks(merchant: Merchant, amountMinor = 119_000) {
  const of = await customer(merchant)
  const invoice = await bill(of, { amountMinor }, merchant)
  const rows = await linkRows(merchant, invoice.id)
  const { id } = rows.find(({ recipient }) => recipient === null)!
  await merchant.remit.rawRequest('POST', `/v1/invoices/${invoice.id}/links/${id}/revoke`)
  const fresh = (await merchant.remit.invoices.retrieve(invoice.id)) as Issued
  const links: Links = { good: tokenOf(fresh), revoked: tokenOf(invoice) }
  return { of, invoice: fresh, links }
}

const drafted = async (merchant: Merchant, params = {}) => {
  const of = await customer(merchant)
  return { of, id: await draft(of, params, merchant) }
}
const billed = async (merchant: Merchant, params = {}) => {
  const of = await customer(merchant)
  return { of, ...(await bill(of, params, merchant)) }
}
const customerWithMethod = async (merchant: Merchant) => {
  const of = await customer(merchant)
  return { of, method: await keepMethod(of, 'pm_card_visa', merchant) }
}
const partPaid = async (merchant: Merchant) => {
  const { of, id } = await billed(merchant)
  await payPart(id, 100, merchant)
  const { data } = await merchant.remit.invoicePayments.list({ invoice: id })
  return { of, id, paymentId: data[0]!.id }
}
const itemOf = async (merchant: Merchant) => {
  const of = await customer(merchant)
  const description = uniqueText()
  const item = await merchant.remit.invoiceItems.create({ customer: of.id, amount: 500, description })
  return { of, id: item.id, description }
}
const couponOf = ({ remit }: Merchant) => remit.coupons.create({ percent_off: 5, name: uniqueText() })
const rateOf = ({ remit }: Merchant) =>
  remit.taxRates.create({ display_name: uniqueText(), percentage: 19, inclusive: false })

/** Starts paying an invoice through its link. Returns the payment's id. */
export async function startPayment({ remit }: Merchant, invoice: Issued): Promise<string> {
  const body = new URLSearchParams(checkoutFor(invoice.amount_remaining)).toString()
  const form = { method: 'POST', headers: fromOurPage, body }
  await send(`${pathOf(invoice)}/payments`, form, new URL(invoice.hosted_invoice_url).origin)
  const { data } = await remit.invoicePayments.list({ invoice: invoice.id })
  return data[0]!.id
}

type Made = { readonly id: string; readonly of: { readonly id: string; readonly name?: string | null } }
/** A request with the object's id in its path, whose response shows the customer's name. */
const byName = ({ id, of }: Made): RouteRequest => ({ params: { id }, shows: of.name ?? '', about: [id, of.id] })

async function throughLink(merchant: Merchant, amountMinor?: number) {
  const { of, invoice, links } = await invoiceWithLinks(merchant, amountMinor)
  return { about: [invoice.id, of.id], links, invoice }
}

/** For each route a valid request about newly created objects of a merchant. */
export const requestsByRoute: Readonly<Record<string, (merchant: Merchant) => Promise<RouteRequest>>> = {
  'GET /': async () => ({ shows: 'Remit', about: [] }),
  'GET /logos/:accountId/:hash': async (merchant) => {
    const { invoice } = await invoiceWithLinks(merchant)
    const page = await send(pathOf(invoice), {}, new URL(invoice.hosted_invoice_url).origin)
    const [, hash = ''] = new RegExp(`/logos/${merchant.accountId}/(\\w+)`).exec(page.body) ?? []
    return { params: { accountId: merchant.accountId, hash }, shows: '<svg', about: [] }
  },

  'GET /i/:token': async (merchant) => {
    const request = await throughLink(merchant)
    return { ...request, shows: request.invoice.number }
  },
  // No other invoice has this amount, so that a panel that shows it is this invoice's.
  'GET /i/:token/panel': async (merchant) => ({ ...(await throughLink(merchant, 123_457)), shows: 'value="123457"' }),
  'POST /i/:token/payments': async (merchant) => {
    const request = await throughLink(merchant)
    return { ...request, body: checkoutFor(request.invoice.amount_remaining) }
  },
  'GET /i/:token/payments/:paymentId/return': async (merchant) => {
    const request = await throughLink(merchant)
    const paymentId = await startPayment(merchant, request.invoice)
    return { ...request, params: { paymentId }, shows: `?after=${paymentId}` }
  },
  'POST /i/:token/views': (merchant) => throughLink(merchant),
  'POST /i/:token': (merchant) => throughLink(merchant),

  'POST /hooks/stripe/:accountId': async ({ accountId }) => {
    const message = webhookAbout('product.created', { id: uniqueText(), object: 'product' })
    return { params: { accountId }, message, about: [message.id] }
  },

  'GET /v1/customers': async (merchant) => {
    const { id, name } = await customer(merchant)
    return { shows: name ?? '', about: [id] }
  },
  'POST /v1/customers': async () => {
    const name = uniqueText()
    return { body: { name }, about: [name] }
  },
  'GET /v1/customers/:id': async (merchant) => {
    const of = await customer(merchant)
    return byName({ id: of.id, of })
  },
  'POST /v1/customers/:id': async (merchant) => {
    const of = await customer(merchant)
    return { ...byName({ id: of.id, of }), body: { description: 'new' } }
  },
  'DELETE /v1/customers/:id': async (merchant) => {
    const { id } = await customer(merchant)
    return { params: { id }, shows: '"deleted": true', about: [id] }
  },
  'GET /v1/customers/:customer/payment_methods': async (merchant) => {
    const { of, method } = await customerWithMethod(merchant)
    return { params: { customer: of.id }, shows: method, about: [of.id] }
  },
  'GET /v1/payment_methods': async (merchant) => {
    const { of, method } = await customerWithMethod(merchant)
    return { query: `customer=${of.id}`, shows: method, about: [of.id] }
  },
  'GET /v1/payment_methods/:id': async (merchant) => {
    const { of, method } = await customerWithMethod(merchant)
    return { params: { id: method }, shows: of.id, about: [of.id, method] }
  },
  'POST /v1/payment_methods/:id/attach': async (merchant) => {
    const of = await customer(merchant)
    return { params: { id: 'pm_card_visa' }, body: { customer: of.id }, shows: '"last4"', about: [of.id] }
  },

  'GET /v1/tax_rates': async (merchant) => {
    const { id, display_name } = await rateOf(merchant)
    return { shows: display_name, about: [id] }
  },
  'POST /v1/tax_rates': async () => {
    const name = uniqueText()
    return { body: { display_name: name, percentage: '19', inclusive: 'false' }, about: [name] }
  },
  'GET /v1/tax_rates/:id': async (merchant) => {
    const { id, display_name } = await rateOf(merchant)
    return { params: { id }, shows: display_name, about: [id] }
  },
  'POST /v1/tax_rates/:id': async (merchant) => {
    const { id, display_name } = await rateOf(merchant)
    return { params: { id }, body: { active: 'false' }, shows: display_name, about: [id] }
  },

  'GET /v1/coupons': async (merchant) => {
    const { id, name } = await couponOf(merchant)
    return { shows: name ?? '', about: [id] }
  },
  'POST /v1/coupons': async () => {
    const name = uniqueText()
    return { body: { name, percent_off: '5' }, about: [name] }
  },
  'GET /v1/coupons/:id': async (merchant) => {
    const { id, name } = await couponOf(merchant)
    return { params: { id }, shows: name ?? '', about: [id] }
  },
  'POST /v1/coupons/:id': async (merchant) => {
    const { id, name } = await couponOf(merchant)
    return { params: { id }, body: { 'metadata[a]': 'b' }, shows: name ?? '', about: [id] }
  },
  'DELETE /v1/coupons/:id': async (merchant) => {
    const { id } = await couponOf(merchant)
    return { params: { id }, shows: '"deleted": true', about: [id] }
  },

  'GET /v1/invoiceitems': async (merchant) => {
    const { of, id, description } = await itemOf(merchant)
    return { query: `customer=${of.id}`, shows: description, about: [id, of.id] }
  },
  'POST /v1/invoiceitems': async (merchant) => {
    const { id } = await customer(merchant)
    return { body: { customer: id, amount: '700' }, shows: '"invoiceitem"', about: [id] }
  },
  'GET /v1/invoiceitems/:id': async (merchant) => {
    const { of, id, description } = await itemOf(merchant)
    return { params: { id }, shows: description, about: [id, of.id] }
  },
  'POST /v1/invoiceitems/:id': async (merchant) => {
    const { of, id, description } = await itemOf(merchant)
    return { params: { id }, body: { amount: '800' }, shows: description, about: [id, of.id] }
  },
  'DELETE /v1/invoiceitems/:id': async (merchant) => {
    const { of, id } = await itemOf(merchant)
    return { params: { id }, shows: '"deleted": true', about: [id, of.id] }
  },

  'GET /v1/invoices/:invoice/links': async (merchant) => {
    const { of, id } = await billed(merchant)
    return { params: { invoice: id }, shows: of.email, about: [id, of.id] }
  },
  'POST /v1/invoices/:invoice/links/:id/revoke': async (merchant) => {
    const { of, id } = await billed(merchant)
    const [link] = await linkRows(merchant, id)
    return { params: { invoice: id, id: link!.id }, shows: '"revoked_at"', about: [id, of.id, link!.id] }
  },
  'GET /v1/invoices': async (merchant) => {
    const { of, id } = await billed(merchant)
    return { query: `customer=${of.id}`, shows: of.name ?? '', about: [id, of.id] }
  },
  'POST /v1/invoices': async (merchant) => {
    const { id, name } = await customer(merchant)
    return { body: { customer: id }, shows: name ?? '', about: [id] }
  },
  'GET /v1/invoices/:id': async (merchant) => byName(await billed(merchant)),
  'POST /v1/invoices/:id': async (merchant) => ({ ...byName(await drafted(merchant)), body: { description: 'new' } }),
  'DELETE /v1/invoices/:id': async (merchant) => ({ ...byName(await drafted(merchant)), shows: '"deleted": true' }),
  'GET /v1/invoices/:id/lines': async (merchant) => {
    const made = await billed(merchant)
    return { ...byName(made), shows: made.lines.data[0]!.id }
  },
  'POST /v1/invoices/:id/finalize': async (merchant) => byName(await drafted(merchant)),
  'POST /v1/invoices/:id/send': async (merchant) => byName(await drafted(merchant)),
  'POST /v1/invoices/:id/void': async (merchant) => byName(await billed(merchant)),
  'POST /v1/invoices/:id/mark_uncollectible': async (merchant) => byName(await billed(merchant)),
  'POST /v1/invoices/:id/pay': async (merchant) => ({
    ...byName(await billed(merchant)),
    body: { paid_out_of_band: 'true' },
  }),

  'GET /v1/invoice_payments': async (merchant) => {
    const { of, id, paymentId } = await partPaid(merchant)
    return { query: `invoice=${id}`, shows: paymentId, about: [id, of.id] }
  },
  'GET /v1/invoice_payments/:id': async (merchant) => {
    const { of, id, paymentId } = await partPaid(merchant)
    return { params: { id: paymentId }, shows: id, about: [id, of.id] }
  },
  'GET /v1/events': async (merchant) => {
    const { id, name } = await customer(merchant)
    return { shows: name ?? '', about: [id] }
  },
  'GET /v1/events/:id': async (merchant) => {
    const { id, name } = await customer(merchant)
    const { data } = await merchant.remit.events.list({ limit: 1 })
    return { params: { id: (data[0] as Stripe.Event).id }, shows: name ?? '', about: [id] }
  },
}
