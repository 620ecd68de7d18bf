import { bill, draft, type Issued, newCustomer } from '../world/billing.ts'
import { checkoutFor, fromOurPage, pathOf } from '../world/form.ts'
import { kranwerk } from '../world/merchant.ts'
import { webhookAbout } from '../world/signed-webhooks.ts'
import { now } from '../world/time.ts'

/** A request that changes state, about an object of its own. */
export type StateChange = {
  readonly route: string
  readonly method: string
  readonly path: string
  /** A form body, which is all that another site's page can send. */
  readonly body: string
  /** The headers that make it valid: the key, the signature, or our own origin. */
  readonly validHeaders: () => Promise<Record<string, string>>
}

type Target = { readonly path: string; readonly fields?: Readonly<Record<string, string>> }

const { remit } = kranwerk
const form = { 'content-type': 'application/x-www-form-urlencoded' }

const invoice = async (): Promise<Issued> => bill(await newCustomer())
const named = { name: 'Somebody else', description: 'Somebody else' }
const item = async () => {
  const customer = await newCustomer()
  return remit.invoiceItems.create({ customer: customer.id, amount: 100, currency: 'eur', description: 'A rope' })
}
const rate = { display_name: 'USt.', percentage: '19', inclusive: 'false' }
const coupon = () => remit.coupons.create({ percent_off: 5, duration: 'once', name: 'Stammkunde' })
const about = async (operation: string, fields = {}): Promise<Target> => ({
  path: `/v1/invoices/${(await invoice()).id}${operation}`,
  fields,
})
const aboutDraft = async (operation: string, fields = {}): Promise<Target> => ({
  path: `/v1/invoices/${await draft(await newCustomer())}${operation}`,
  fields,
})

/** For every route that changes state a request that does so. */
const targets: Readonly<Record<string, () => Promise<Target>>> = {
  'POST /i/:token': async () => ({ path: pathOf(await invoice()) }),
  'POST /i/:token/payments': async () => ({
    path: `${pathOf(await invoice())}/payments`,
    fields: checkoutFor(119_000),
  }),
  'POST /i/:token/views': async () => ({ path: `${pathOf(await invoice())}/views` }),
  'POST /hooks/stripe/:accountId': async () => ({ path: `/hooks/stripe/${kranwerk.accountId}` }),
  'POST /v1/customers': async () => ({ path: '/v1/customers', fields: named }),
  'POST /v1/customers/:id': async () => ({ path: `/v1/customers/${(await newCustomer()).id}`, fields: named }),
  'DELETE /v1/customers/:id': async () => ({ path: `/v1/customers/${(await newCustomer()).id}` }),
  'POST /v1/payment_methods/:id/attach': async () => ({
    path: '/v1/payment_methods/pm_card_visa/attach',
    fields: { customer: (await newCustomer()).id },
  }),
  'POST /v1/tax_rates': async () => ({ path: '/v1/tax_rates', fields: rate }),
  'POST /v1/tax_rates/:id': async () => ({
    path: `/v1/tax_rates/${(await remit.taxRates.create({ display_name: 'USt.', percentage: 7, inclusive: false })).id}`,
    fields: { active: 'false' },
  }),
  'POST /v1/coupons': async () => ({ path: '/v1/coupons', fields: { percent_off: '100', duration: 'once' } }),
  'POST /v1/coupons/:id': async () => ({ path: `/v1/coupons/${(await coupon()).id}`, fields: { name: 'Free' } }),
  'DELETE /v1/coupons/:id': async () => ({ path: `/v1/coupons/${(await coupon()).id}` }),
  'POST /v1/invoiceitems': async () => ({
    path: '/v1/invoiceitems',
    fields: { customer: (await newCustomer()).id, amount: '100', currency: 'eur', description: 'A rope' },
  }),
  'POST /v1/invoiceitems/:id': async () => ({
    path: `/v1/invoiceitems/${(await item()).id}`,
    fields: { description: 'Another rope' },
  }),
  'DELETE /v1/invoiceitems/:id': async () => ({ path: `/v1/invoiceitems/${(await item()).id}` }),
  'POST /v1/invoices/:invoice/links/:id/revoke': async () => {
    const { id } = await invoice()
    const { data } = (await remit.rawRequest('GET', `/v1/invoices/${id}/links`)) as unknown as {
      data: { id: string }[]
    }
    return { path: `/v1/invoices/${id}/links/${data[0]!.id}/revoke` }
  },
  'POST /v1/invoices': async () => ({ path: '/v1/invoices', fields: { customer: (await newCustomer()).id } }),
  'POST /v1/invoices/:id': () => aboutDraft('', { description: 'Pay here instead: evil.example' }),
  'DELETE /v1/invoices/:id': () => aboutDraft(''),
  'POST /v1/invoices/:id/finalize': () => aboutDraft('/finalize'),
  'POST /v1/invoices/:id/send': () => aboutDraft('/send'),
  'POST /v1/invoices/:id/void': () => about('/void'),
  'POST /v1/invoices/:id/mark_uncollectible': () => about('/mark_uncollectible'),
  'POST /v1/invoices/:id/pay': () => about('/pay', { paid_out_of_band: 'true' }),
}

export const coveredRoutes: readonly string[] = Object.keys(targets)

const signed = async (payload: string) => ({
  'stripe-signature': await remit.webhooks.generateTestHeaderStringAsync({
    payload,
    secret: kranwerk.webhookSecret,
    timestamp: Math.floor((await now()) / 1000),
  }),
})

const bearer = { authorization: `Bearer ${kranwerk.apiKey}`, ...form }

/** One request for every route, each about an object that no other request uses. */
export async function stateChanges(): Promise<StateChange[]> {
  const all: StateChange[] = []
  for (const [route, make] of Object.entries(targets)) {
    const [method = '', pattern = ''] = route.split(' ')
    const { path, fields = {} } = await make()
    if (pattern.startsWith('/hooks/')) {
      const body = JSON.stringify(webhookAbout('payment_intent.succeeded', { id: 'pi_1', object: 'payment_intent' }))
      all.push({ route, method, path, body, validHeaders: () => signed(body) })
    } else {
      const body = new URLSearchParams(fields).toString()
      all.push({
        route,
        method,
        path,
        body,
        validHeaders: async () => (pattern.startsWith('/v1/') ? bearer : fromOurPage),
      })
    }
  }
  return all
}
