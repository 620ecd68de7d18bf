import { Hono } from 'hono'
import { eraseCustomer } from '../../../actions/customers/erase-customer.ts'
import type { ApiEnv } from './context.ts'
import { missingObject, writing } from './endpoint.ts'
import { resourceOf } from './object-routes.ts'

/** Erases a customer with what is personal in their history. An addition to Stripe's API. */
export const customerErasure = new Hono<ApiEnv>().post(
  '/',
  writing(resourceOf('customer'), {
    params: {},
    objectId: (c) => c.req.param('customer') ?? '',
    act: async ({ var: { deps } }, unit, customerId) => {
      const done = await eraseCustomer(deps, unit, { customerId })
      if (done.ok || done.refusal.code !== 'resource_missing') return done
      return { ok: false, refusal: missingObject({ object: 'customer', noun: 'customer' }, customerId) }
    },
  }),
)
