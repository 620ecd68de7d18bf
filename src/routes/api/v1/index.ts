import { Hono } from 'hono'
import { apiKinds } from '../../../core/aggregates.ts'
import { allowedMethods } from '../../../http/allowed-methods.ts'
import { callerByKey } from '../../../http/caller-by-key.ts'
import { logFault, refusalOf } from '../../../http/fault.ts'
import { isCrossSite } from '../../../http/same-origin.ts'
import type { ApiEnv } from './context.ts'
import { customerErasure } from './customer-erasure.ts'
import { refused } from './endpoint.ts'
import { events } from './events.ts'
import { invoiceActions } from './invoice-actions.ts'
import { invoiceLinks } from './invoice-links.ts'
import { invoicePayments } from './invoice-payments.ts'
import { objectRoutes } from './object-routes.ts'
import { objects } from './objects.ts'
import { customerPaymentMethods, paymentMethods } from './payment-methods.ts'
import { customerPortalSessions, portalSessions } from './portal-sessions.ts'
import { apiVersion, looksLikeVersion } from './version.ts'

/** Stripe's endpoints that are not served, whose names would otherwise be read as ids. */
const unserved: ReadonlySet<string> = new Set([
  '/v1/customers/search',
  '/v1/invoices/search',
  '/v1/invoices/create_preview',
  '/v1/invoices/upcoming',
])

/** The merchant's API, in Stripe's wire format. */
export const v1 = new Hono<ApiEnv>()

v1.use(async (c, next) => {
  const requestId = c.var.deps.requestId ?? c.var.deps.newId('request')
  c.set('requestId', requestId)
  c.header('Request-Id', requestId)
  c.header('Stripe-Version', apiVersion)
  c.header('Cache-Control', 'no-store')
  const { headers } = c.req.raw
  const version = headers.get('stripe-version') ?? ''
  if (version !== '' && !looksLikeVersion(version))
    return refused(c, { code: 'api_version_invalid', values: { value: version.slice(0, 40), known: apiVersion } })
  if (isCrossSite(headers, c.var.deps.origin)) return refused(c, { code: 'forbidden_origin' })
  const found = await callerByKey(c.var.deps.directory, headers)
  if (!found.ok) {
    c.header('WWW-Authenticate', 'Basic realm="Remit"')
    return refused(c, found.refusal)
  }
  c.var.deps.enter(found.value.account.id)
  c.set('caller', found.value.caller)
  c.set('account', found.value.account)
  const { method, path } = c.req
  return unserved.has(path) ? refused(c, { code: 'not_found', values: { method, path } }) : next()
})

for (const kind of apiKinds) v1.route(objects[kind].path, objectRoutes(kind))
v1.route('/customers/:customer/payment_methods', customerPaymentMethods)
v1.route('/customers/:customer/erase', customerErasure)
v1.route('/payment_methods', paymentMethods)
v1.route('/customers/:customer/portal_sessions', customerPortalSessions)
v1.route('/billing_portal/sessions', portalSessions)
v1.route('/invoices/:invoice/links', invoiceLinks)
v1.route('/invoices', invoiceActions)
v1.route('/invoice_payments', invoicePayments)
v1.route('/events', events)

v1.all('*', (c) => {
  const path = c.req.path.replace(/^\/v1/, '')
  const allowed = allowedMethods(v1.routes, path)
  if (allowed.length === 0)
    return refused(c, { code: 'not_found', values: { method: c.req.method, path: `/v1${path}` } })
  const allow = allowed.join(', ')
  c.header('Allow', allow)
  return refused(c, { code: 'method_not_allowed', values: { method: c.req.method, allow } })
})

v1.onError((fault, c) => {
  logFault(fault, c.var.requestId)
  c.header('Request-Id', c.var.requestId)
  return refused(c, refusalOf(fault))
})
