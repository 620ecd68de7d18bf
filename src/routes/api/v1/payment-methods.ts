import { Hono } from 'hono'
import { attachMethod } from '../../../actions/payments/attach-method.ts'
import type { SavedMethod } from '../../../core/customers/customer.ts'
import { refuse } from '../../../core/result.ts'
import { customersOf } from '../../../db/repositories/customers.ts'
import { text } from '../../../http/params/kinds.ts'
import { required } from '../../../http/params/table.ts'
import type { ApiContext, ApiEnv } from './context.ts'
import { listing, missingObject, type Resource, retrieving, writing } from './endpoint.ts'
import { paymentMethodObject } from './objects/payment-method.ts'
import { pageWithin } from './page-within.ts'

const resource: Resource = {
  object: 'payment_method',
  noun: 'payment method',
  show: async ({ var: { deps, account } }, id, context) => {
    const customer = await customersOf(deps.db, account.id).byMethod(id)
    const method = customer?.methods.find((kept) => kept.id === id)
    return customer && method ? paymentMethodObject(context, method, customer.id) : null
  },
}

type Kept = SavedMethod & { readonly customerId: string }

/** A customer's saved methods, newest first; null if there is no such customer. */
async function keptBy({ var: { deps, account } }: ApiContext, customerId: string, type?: string) {
  const customer = await customersOf(deps.db, account.id).find(customerId)
  const methods = customer?.methods.filter((method) => type === undefined || method.type === type)
  return methods?.toReversed().map((method): Kept => ({ ...method, customerId })) ?? null
}

const noCustomer = { object: 'customer', noun: 'customer' }

/** Customers' saved payment methods at the provider. */
export const paymentMethods = new Hono<ApiEnv>()
  .get(
    '/',
    listing(resource, {
      params: { customer: required(text(200)), type: text(50) },
      find: async (c, { customer, type }, page) => {
        const kept = await keptBy(c, customer, type)
        if (kept) return pageWithin(kept, page)
        return refuse('resource_missing', { param: 'customer', values: { noun: 'customer', id: customer } })
      },
      showAll: (_, found, context) => found.map((kept) => paymentMethodObject(context, kept, kept.customerId)),
    }),
  )
  .get('/:id', retrieving(resource))
  .post(
    '/:id/attach',
    writing(resource, {
      params: { customer: required(text(200)) },
      act: ({ var: { deps } }, unit, methodId, { customer }) =>
        attachMethod(deps, unit, { customerId: customer, methodId }),
      madeId: ({ method }: { method: SavedMethod }) => method.id,
    }),
  )

/** The same list under the customer's own path. */
export const customerPaymentMethods = new Hono<ApiEnv>().get(
  '/',
  listing(resource, {
    params: { type: text(50) },
    find: async (c, { type }, page) => {
      const id = c.req.param('customer') ?? ''
      const kept = await keptBy(c, id, type)
      return kept ? pageWithin(kept, page) : { ok: false, refusal: missingObject(noCustomer, id) }
    },
    showAll: (_, found, context) => found.map((kept) => paymentMethodObject(context, kept, kept.customerId)),
  }),
)
