import type Stripe from 'stripe'
import { updateSettings } from '../../ops/update-account.ts'
import type { WantedSettings } from '../../src/core/accounts/settings.ts'
import { openDatabase } from '../../src/db/client.ts'
import { paths } from '../../src/paths.ts'
import { apiCalls, type Links, linkRows, type RouteRequest, uniqueCustomer, uniqueText } from '../world/api-calls.ts'
import { newAuthenticator } from '../world/authenticator.ts'
import { bill, type Issued, keepMethod } from '../world/billing.ts'
import { printedCode } from '../world/codes.ts'
import { checkoutFor, fromOurPage, pathOf, send } from '../world/form.ts'
import type { Merchant } from '../world/merchant.ts'
import {
  type AskedCode,
  addPasskey,
  answerToAdd,
  answerToSignIn,
  asCustomer,
  askForCode,
  giveCode,
  openSessionOf,
} from '../world/portal.ts'
import { webhookAbout } from '../world/signed-webhooks.ts'
import { now } from '../world/time.ts'

const tokenOf = (invoice: { hosted_invoice_url?: string | null }) =>
  pathOf({ hosted_invoice_url: invoice.hosted_invoice_url ?? '' }).slice('/i/'.length)

const dayMs = 86_400_000

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

/** A live session of a customer and one that was ended. Both were just used, so that reading a page writes down no use. */
export async function signedIn(merchant: Merchant, customer?: UniqueCustomer): Promise<Links> {
  const { id } = customer ?? (await uniqueCustomer(merchant))
  const at = await now()
  const opened = () => openSessionOf(merchant, id, at, { way: 'code', lastUsedAt: at })
  const [{ cookieSecret: good }, { cookieSecret: revoked }] = await Promise.all([opened(), opened()])
  await asCustomer(merchant, revoked, paths.portalSessionEnd(merchant.accountId, 'current'), { method: 'POST' })
  return { good, revoked }
}

/** An open invoice of a customer who is signed in to the portal. */
async function inPortal(merchant: Merchant) {
  const of = await uniqueCustomer(merchant)
  const invoice = await bill(of, {}, merchant)
  const portal = await signedIn(merchant, of)
  return { about: [invoice.id, of.id], portal, invoice, of, params: { account: merchant.accountId } }
}

/** A browser that asked for a code by an address that two customers have, at the merchant's page or the deployment's. */
async function asked(
  merchant: Merchant,
  accountId: string | null = merchant.accountId,
): Promise<AskedCode & { readonly email: string; readonly customer: string }> {
  const { email, id } = await uniqueCustomer(merchant)
  await merchant.remit.customers.create({ email, name: uniqueText() })
  return { ...(await askForCode(merchant, email, undefined, accountId)), email, customer: id }
}

/** A browser that has given the code of such an address at the deployment's page. */
async function provenAtDeployment(merchant: Merchant) {
  const one = await asked(merchant, null)
  await giveCode(merchant, one, null)
  return one
}

type InPortal = Awaited<ReturnType<typeof inPortal>>

/** A page that shows the number of the customer's invoice. */
const listing = () => async (merchant: Merchant) => {
  const request = await inPortal(merchant)
  return { ...request, shows: request.invoice.number }
}

/** The form with which the customer pays their invoice and another one. */
async function twoChosen(merchant: Merchant, { of, invoice }: InPortal): Promise<Readonly<Record<string, string>>> {
  const other = await bill(of, {}, merchant)
  const amount = String(invoice.amount_remaining + other.amount_remaining)
  return { currency: merchant.currency, 'invoice[0]': invoice.id, 'invoice[1]': other.id, amount, method: 'checkout' }
}

/** A customer in the portal who has saved a card. */
async function withMethod(merchant: Merchant) {
  const request = await inPortal(merchant)
  const method = await keepMethod(request.of, 'pm_card_visa', merchant)
  return { ...request, params: { ...request.params, method } }
}

/** The form of billing details, filled in. */
const ownDetails = {
  version: '9',
  name: 'Jonas Wieland Bau GmbH',
  'address[line1]': 'Torstraße 14',
  'address[postal_code]': '10119',
  'address[city]': 'Berlin',
  'address[country]': 'DE',
}

const yearOf = ({ invoice }: InPortal) => new Date(invoice.created * 1000).getUTCFullYear()
const thisYear = (request: InPortal) => `from=${yearOf(request)}-01-01&to=${yearOf(request)}-12-31`

/** A file about the year in which the customer's invoice was issued. */
const ofYear = (shows: (request: InPortal) => string) => async (merchant: Merchant) => {
  const request = await inPortal(merchant)
  return { ...request, params: { ...request.params, year: String(yearOf(request)) }, shows: shows(request) }
}

/** The requests of the portal. */
const portalRequests: Readonly<Record<string, (merchant: Merchant) => Promise<RouteRequest>>> = {
  'GET /portal': async () => ({ shows: 'businesses that bill you here', about: [] }),
  'POST /portal': async (merchant) => {
    const { email, id } = await uniqueCustomer(merchant)
    return { body: { email }, about: [id] }
  },
  'GET /portal/:signIn': async (merchant) => {
    const { signInId, browser, customer } = await asked(merchant, null)
    return { params: { signIn: signInId }, browser, shows: 'Please look in your inbox', about: [customer] }
  },
  'POST /portal/:signIn': async (merchant) => {
    const { email } = await uniqueCustomer(merchant)
    const { signInId, browser, code } = await askForCode(merchant, email, undefined, null)
    return { params: { signIn: signInId }, browser, body: { code }, about: [] }
  },
  'GET /portal/:signIn/customer': async (merchant) => {
    const { signInId, browser, customer } = await provenAtDeployment(merchant)
    return { params: { signIn: signInId }, browser, shows: customer, about: [customer] }
  },
  'POST /portal/:signIn/customer': async (merchant) => {
    const { signInId, browser, customer } = await provenAtDeployment(merchant)
    return {
      params: { signIn: signInId },
      browser,
      body: { merchant: merchant.accountId, customer },
      about: [customer],
    }
  },
  'GET /p/:account/login': async ({ accountId, name }) => ({ params: { account: accountId }, shows: name, about: [] }),
  'POST /p/:account/login': async (merchant) => {
    const { email, id } = await uniqueCustomer(merchant)
    return { params: { account: merchant.accountId }, body: { email }, about: [id] }
  },
  'GET /p/:account/login/:signIn': async (merchant) => {
    const { signInId, browser } = await asked(merchant)
    return { params: { account: merchant.accountId, signIn: signInId }, browser, shows: merchant.name, about: [] }
  },
  'POST /p/:account/login/:signIn': async (merchant) => {
    const { email } = await uniqueCustomer(merchant)
    const { signInId, browser, code } = await askForCode(merchant, email)
    return { params: { account: merchant.accountId, signIn: signInId }, browser, body: { code }, about: [] }
  },
  'GET /p/:account/login/:signIn/customer': async (merchant) => {
    const one = await asked(merchant)
    await giveCode(merchant, one)
    const { signInId, browser, customer } = one
    return { params: { account: merchant.accountId, signIn: signInId }, browser, shows: customer, about: [customer] }
  },
  'POST /p/:account/login/:signIn/customer': async (merchant) => {
    const one = await asked(merchant)
    await giveCode(merchant, one)
    const { signInId, browser, customer } = one
    return { params: { account: merchant.accountId, signIn: signInId }, browser, body: { customer }, about: [customer] }
  },
  'GET /p/:account/session/:secret': async (merchant) => {
    const { id, created } = await uniqueCustomer(merchant)
    const { link } = await openSessionOf(merchant, id, created * 1000)
    return { params: { account: merchant.accountId, secret: link }, shows: paths.portal(merchant.accountId), about: [] }
  },
  'GET /p/:account': listing(),
  'GET /p/:account/confirmation': async (merchant) => {
    const request = await inPortal(merchant)
    const at = request.of.created * 1000
    const message = uniqueText()
    const after = { type: 'hosted_confirmation', message } as const
    const flow = { type: 'customer_update', after, completedAt: at } as const
    const { cookieSecret } = await openSessionOf(merchant, request.of.id, at, { flow, lastUsedAt: at })
    return { ...request, portal: { ...request.portal, good: cookieSecret }, shows: message }
  },
  'GET /p/:account/invoices': listing(),
  'GET /p/:account/invoices/:invoice': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, params: { ...request.params, invoice: request.invoice.id }, shows: '/i/' }
  },
  'GET /p/:account/pay': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, query: `currency=${merchant.currency}`, shows: request.invoice.number }
  },
  'POST /p/:account/payments': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, body: await twoChosen(merchant, request) }
  },
  'GET /p/:account/payments/return': async (merchant) => {
    const request = await inPortal(merchant)
    const body = new URLSearchParams(await twoChosen(merchant, request)).toString()
    await asCustomer(merchant, request.portal.good, paths.portalPayments(merchant.accountId), { method: 'POST', body })
    const { data } = await merchant.remit.invoicePayments.list({ invoice: request.invoice.id })
    return { ...request, query: `after=${data[0]!.id}` }
  },
  'GET /p/:account/details': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, shows: request.of.name ?? '' }
  },
  'POST /p/:account/details': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, body: ownDetails }
  },
  'GET /p/:account/questions': listing(),
  'POST /p/:account/questions': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, body: { invoice: request.invoice.id, kind: 'question', text: 'Which crane was it?' } }
  },
  'POST /p/:account/purchase-order': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, body: { invoice: request.invoice.id, purchase_order: 'PO-4500' } }
  },
  'POST /p/:account/promises': async (merchant) => {
    const request = await inPortal(merchant)
    const dueMs = request.invoice.due_date! * 1000
    return {
      ...request,
      body: { invoice: request.invoice.id, pay_on: new Date(dueMs + 3 * dayMs).toISOString().slice(0, 10) },
    }
  },
  'GET /p/:account/correction': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, query: `invoice=${request.invoice.id}`, shows: request.invoice.number! }
  },
  'POST /p/:account/correction': async (merchant) => {
    const request = await inPortal(merchant)
    await merchant.remit.customers.update(request.of.id, { name: uniqueText() })
    const page = paths.portalCorrectionOf(merchant.accountId, request.invoice.id)
    const { body } = await asCustomer(merchant, request.portal.good, page)
    const hidden = [...String(body).matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
    return { ...request, body: Object.fromEntries(hidden.map(([, name, value]) => [name, value])) }
  },
  'GET /p/:account/contacts': async (merchant) => {
    const request = await inPortal(merchant)
    const contact = { name: uniqueText(), email: 'paul@kanari.example', roles: ['everything'] }
    await merchant.remit.customers.update(request.of.id, { contacts: [contact] } as Stripe.CustomerUpdateParams)
    return { ...request, shows: contact.name }
  },
  'POST /p/:account/contacts': async (merchant) => {
    const request = await inPortal(merchant)
    const body = { version: '9', 'contacts[0][email]': 'paul@kanari.example', 'contacts[0][roles][0]': 'everything' }
    return { ...request, body }
  },
  'GET /p/:account/methods': async (merchant) => ({ ...(await withMethod(merchant)), shows: '4242' }),
  'POST /p/:account/methods': inPortal,
  'POST /p/:account/automatic-payment': async (merchant) => {
    const request = await withMethod(merchant)
    const features = { automatic_payment: { enabled: true } } as Stripe.BillingPortal.ConfigurationUpdateParams.Features
    await merchant.remit.billingPortal.configurations.update(merchant.accountId.replace('acct_', 'bpc_'), { features })
    return { ...request, body: { automatic_payment: 'off' } }
  },
  'GET /p/:account/methods/setups/:setup/return': async (merchant) => {
    const request = await inPortal(merchant)
    const { accountId } = merchant
    await asCustomer(merchant, request.portal.good, paths.portalMethods(accountId), { method: 'POST' })
    return { ...request, params: { ...request.params, setup: 'pmset_none' } }
  },
  'POST /p/:account/methods/:method/default': async (merchant) => {
    const request = await withMethod(merchant)
    await keepMethod(request.of, 'pm_card_mastercard', merchant)
    return request
  },
  'GET /p/:account/methods/:method/removal': async (merchant) => ({ ...(await withMethod(merchant)), shows: '4242' }),
  'POST /p/:account/methods/:method/removal': withMethod,
  'POST /p/:account/erasure-request': async (merchant) => ({
    ...(await inPortal(merchant)),
    body: { confirmed: 'yes' },
  }),
  'POST /p/:account/erasure-request/withdrawal': async (merchant) => {
    const request = await inPortal(merchant)
    const body = new URLSearchParams({ confirmed: 'yes' }).toString()
    await asCustomer(merchant, request.portal.good, paths.portalErasureRequest(merchant.accountId), {
      method: 'POST',
      body,
    })
    return request
  },
  'GET /p/:account/statement': listing(),
  // Its title is not compressed, and names the merchant alone.
  'GET /p/:account/statement.pdf': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, query: `${thisYear(request)}&currency=${merchant.currency}`, shows: '%PDF' }
  },
  'GET /p/:account/statement.csv': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, query: thisYear(request), shows: request.invoice.number }
  },
  'GET /p/:account/years/:year/invoices.csv': ofYear((request) => request.invoice.number),
  'GET /p/:account/years/:year/documents.zip': ofYear((request) => `${request.invoice.number}.pdf`),
  'GET /p/:account/links': listing(),
  'POST /p/:account/invoices/:invoice/links/:link/revocation': async (merchant) => {
    const request = await inPortal(merchant)
    const { id } = (await linkRows(merchant, request.invoice.id)).find(({ recipient }) => recipient !== null)!
    return { ...request, params: { ...request.params, invoice: request.invoice.id, link: id } }
  },
  'GET /p/:account/passkeys/options': async (merchant) => {
    const request = await inPortal(merchant)
    return { ...request, shows: request.of.email }
  },
  'POST /p/:account/passkeys': async (merchant) => {
    const request = await inPortal(merchant)
    const device = await newAuthenticator(merchant.app)
    return { ...request, body: { answer: await answerToAdd(merchant, request.portal.good, device) } }
  },
  'POST /p/:account/passkeys/:passkey/removal': async (merchant) => {
    const request = await inPortal(merchant)
    await addPasskey(merchant, request.portal.good)
    const { body } = await asCustomer(merchant, request.portal.good, paths.portalSessions(merchant.accountId))
    const [passkey = ''] = /psk_\w+/.exec(body) ?? []
    return { ...request, params: { ...request.params, passkey }, about: [passkey] }
  },
  'GET /p/:account/passkeys/challenge': async ({ accountId }) => ({
    params: { account: accountId },
    shows: 'rpId',
    about: [],
  }),
  'POST /p/:account/passkeys/sign-in': async (merchant) => {
    const { portal, params, of } = await inPortal(merchant)
    const { browser, answer } = await answerToSignIn(merchant, await addPasskey(merchant, portal.good))
    return { params, browser, body: { answer }, about: [of.id] }
  },
  'GET /p/:account/data': inPortal,
  'GET /p/:account/data.zip': listing(),
  'GET /p/:account/sessions': async (merchant) => {
    const request = await inPortal(merchant)
    const { sessionId } = await openSessionOf(merchant, request.of.id, request.of.created * 1000)
    return { ...request, shows: sessionId }
  },
  'POST /p/:account/sessions/:session/end': async (merchant) => {
    const request = await inPortal(merchant)
    const { sessionId } = await openSessionOf(merchant, request.of.id, request.of.created * 1000)
    return { ...request, params: { ...request.params, session: sessionId }, about: [sessionId] }
  },
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

  ...portalRequests,

  ...Object.fromEntries(Object.entries(apiCalls).map(([route, { request }]) => [route, request])),
}
