import type Stripe from 'stripe'
import { updateSettings } from '../../ops/update-account.ts'
import type { WantedSettings } from '../../src/core/accounts/settings.ts'
import { openDatabase } from '../../src/db/client.ts'
import { apiCalls, type Links, linkRows, type RouteRequest, uniqueCustomer, uniqueText } from '../world/api-calls.ts'
import { bill, type Issued } from '../world/billing.ts'
import { printedCode } from '../world/codes.ts'
import { checkoutFor, fromOurPage, pathOf, send } from '../world/form.ts'
import type { Merchant } from '../world/merchant.ts'
import { webhookAbout } from '../world/signed-webhooks.ts'

const tokenOf = (invoice: { hosted_invoice_url?: string | null }) =>
  pathOf({ hosted_invoice_url: invoice.hosted_invoice_url ?? '' }).slice('/i/'.length)

type UniqueCustomer = Awaited<ReturnType<typeof uniqueCustomer>>

/** A mailed invoice with a valid link and a revoked one. */
export async function invoiceWithLinks(merchant: Merchant, amountMinor = 119_000, customer?: UniqueCustomer) {
  const of = customer ?? (await uniqueCustomer(merchant))
  const invoice = await bill(of, { amountMinor }, merchant)
  const rows = await linkRows(merchant, invoice.id)
  const { id } = rows.find(({ recipient }) => recipient === null)!
  await merchant.remit.rawRequest('POST', `/v1/invoices/${invoice.id}/links/${id}/revoke`)
  const fresh = (await merchant.remit.invoices.retrieve(invoice.id)) as Issued
  const links: Links = { good: tokenOf(fresh), revoked: tokenOf(invoice) }
  return { of, invoice: fresh, links }
}

/** Starts paying an invoice through its link. Returns the payment's id. */
export async function startPayment({ remit }: Merchant, invoice: Issued): Promise<string> {
  const body = new URLSearchParams(checkoutFor(invoice.amount_remaining)).toString()
  const form = { method: 'POST', headers: fromOurPage, body }
  await send(`${pathOf(invoice)}/payments`, form, new URL(invoice.hosted_invoice_url).origin)
  const { data } = await remit.invoicePayments.list({ invoice: invoice.id })
  return data[0]!.id
}

/** An issued invoice with e-invoices. The account has them only while it is issued, so that no other invoice does. */
async function withEInvoices(merchant: Merchant): Promise<RouteRequest> {
  const databases = new Map([['home', openDatabase(merchant.database, undefined)]])
  const set = (settings: WantedSettings) => updateSettings(databases, merchant.accountId, settings)
  const { rounding, supportPhone } = await set({})
  await set({
    eInvoices: { profile: 'xrechnung', supplies: 'services', exemption: null },
    supportPhone: '+49 30 5550123',
  })
  const of = await uniqueCustomer(merchant)
  const office = { buyer_reference: '04011000-12345-03' } as Stripe.CustomerUpdateParams
  await merchant.remit.customers.update(of.id, office)
  const { invoice, links } = await invoiceWithLinks(merchant, undefined, of)
  await set({ eInvoices: null, rounding, supportPhone })
  return { about: [invoice.id, of.id], links, shows: invoice.number }
}

let lastIssued: Promise<unknown> = Promise.resolve()

/** One after the other, since each changes the account's settings. */
function eInvoice(merchant: Merchant): Promise<RouteRequest> {
  const issued = lastIssued.then(() => withEInvoices(merchant))
  lastIssued = issued.catch(() => undefined)
  return issued
}

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

  'GET /verify': async () => ({ shows: 'Is your document genuine?', about: [] }),
  'GET /verify/:code': async (merchant) => {
    const { about, invoice } = await throughLink(merchant)
    const { code } = await printedCode(invoice)
    return { params: { code }, shows: invoice.number, about }
  },

  'GET /i/:token': async (merchant) => {
    const request = await throughLink(merchant)
    return { ...request, shows: request.invoice.number }
  },
  // No other invoice has this amount, so that a panel that shows it is this invoice's.
  'GET /i/:token/panel': async (merchant) => ({ ...(await throughLink(merchant, 123_457)), shows: 'value="123457"' }),
  // The title is in the metadata of the file, which is not compressed.
  'GET /i/:token/invoice.pdf': async (merchant) => {
    const request = await throughLink(merchant)
    return { ...request, shows: request.invoice.number }
  },
  'GET /i/:token/cii.xml': eInvoice,
  'GET /i/:token/ubl.xml': eInvoice,
  'GET /i/:token/xrechnung.xml': eInvoice,
  'POST /i/:token/payments': async (merchant) => {
    const request = await throughLink(merchant)
    return { ...request, body: checkoutFor(request.invoice.amount_remaining) }
  },
  'GET /i/:token/payments/:paymentId/return': async (merchant) => {
    const request = await throughLink(merchant)
    const paymentId = await startPayment(merchant, request.invoice)
    return { ...request, params: { paymentId }, shows: `?after=${paymentId}` }
  },
  'GET /i/:token/payments/:paymentId/receipt.pdf': async (merchant) => {
    const request = await throughLink(merchant)
    const { id, number } = await merchant.remit.invoices.pay(request.invoice.id, { paid_out_of_band: true })
    const { data } = await merchant.remit.invoicePayments.list({ invoice: id })
    return { ...request, params: { paymentId: data[0]!.id }, shows: `${number}-R1` }
  },
  'POST /i/:token/views': (merchant) => throughLink(merchant),
  'POST /i/:token': (merchant) => throughLink(merchant),

  'POST /hooks/stripe/:accountId': async ({ accountId }) => {
    const message = webhookAbout('product.created', { id: uniqueText(), object: 'product' })
    return { params: { accountId }, message, about: [message.id] }
  },

  ...Object.fromEntries(Object.entries(apiCalls).map(([route, { request }]) => [route, request])),
}
