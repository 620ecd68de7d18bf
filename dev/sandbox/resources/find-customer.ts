import type Stripe from 'stripe'
import { type Context, findOr400, findOr404 } from '../context.ts'
import { noSuch } from '../problem.ts'

/** The customer whose id is in the path, unless deleted. */
export function customerAt(context: Context, id: string): Stripe.Customer {
  const customer = findOr404(context, 'customer', id)
  if (customer.deleted) throw noSuch('customer', id, 'id', true)
  return customer
}

/** The customer whose id is a parameter. */
export function customerNamed(context: Context, id: string): Stripe.Customer {
  const customer = findOr400(context, 'customer', id, 'customer')
  if (customer.deleted) throw noSuch('customer', id, 'customer')
  return customer
}
