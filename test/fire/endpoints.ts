import { signature } from '../../dev/sandbox/webhooks.ts'
import type { Environment } from './environment.ts'
import type { Issued, Merchant } from './merchant.ts'

/** A request to the Worker that needs the database. */
export type Endpoint = {
  readonly what: string
  readonly as: 'page' | 'api' | 'webhook'
  /** The language that its page is requested in. */
  readonly to?: string
  ask(): Promise<Response>
}

const logo = '0'.repeat(64)

/** A webhook of the provider about an object that the product does not know. */
const message = (id: string) =>
  JSON.stringify({
    id,
    object: 'event',
    type: 'customer.created',
    livemode: false,
    created: Math.floor(Date.now() / 1000),
    data: { object: { id: 'cus_anybody', object: 'customer' } },
  })

let messages = 0

/** Posts a webhook to a merchant's endpoint, signed as the provider would. */
export function postWebhook(
  { app, clock }: Environment,
  { accountId, webhookSecret }: Merchant,
  id: string,
): Promise<Response> {
  const body = message(id)
  const headers = { 'stripe-signature': signature(body, Math.floor(clock.now() / 1000), [webhookSecret]) }
  return fetch(`${app}/hooks/stripe/${accountId}`, { method: 'POST', body, headers })
}

/** Every kind of request that needs the database: an invoice's pages and forms, the API, the webhook endpoint. */
export function endpointsOf(env: Environment, merchant: Merchant, invoice: Issued, paymentId: string): Endpoint[] {
  const { app } = env
  const link = invoice.hosted_invoice_url
  const page = (what: string, path: string, to: string, method = 'GET', body?: string): Endpoint => ({
    what,
    as: 'page',
    to,
    ask: () =>
      fetch(path, {
        method,
        body,
        redirect: 'manual',
        headers: {
          'accept-language': to,
          'sec-fetch-site': 'same-origin',
          ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        },
      }),
  })
  const api = (what: string, path: string, body?: string): Endpoint => ({
    what,
    as: 'api',
    ask: () =>
      fetch(`${app}/v1/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        body,
        headers: {
          authorization: `Bearer ${merchant.apiKey}`,
          ...(body !== undefined && {
            'content-type': 'application/x-www-form-urlencoded',
            'idempotency-key': crypto.randomUUID(),
          }),
        },
      }),
  })
  const pay = `method=checkout&amount=${invoice.amount_remaining}`
  return [
    page('the invoice', link, 'en-GB'),
    page('the invoice', link, 'de'),
    page('the invoice', link, 'fr-CA'),
    page('the invoice', link, 'ja'),
    page('the invoice', link, 'ar'),
    page('the panel', `${link}/panel`, 'de'),
    page('the PDF', `${link}/invoice.pdf`, 'de'),
    page('an e-invoice', `${link}/cii.xml`, 'de'),
    page('pay', `${link}/payments`, 'de', 'POST', pay),
    page('the return', `${link}/payments/${paymentId}/return`, 'fr'),
    page('a view', `${link}/views`, 'en', 'POST', ''),
    page('the logo', `${app}/logos/${merchant.accountId}/${logo}`, 'en'),
    api('one invoice', `invoices/${invoice.id}`),
    api('all invoices', 'invoices?limit=3'),
    api('the events', 'events'),
    api('a new customer', 'customers', 'name=Nobody'),
    api('a payment out of band', `invoices/${invoice.id}/pay`, 'paid_out_of_band=true'),
    { what: 'a webhook', as: 'webhook', ask: () => postWebhook(env, merchant, `evt_doors${++messages}`) },
  ]
}
