import type Stripe from 'stripe'
import { at, type Desk, named } from '../desk.ts'
import { noSuch } from '../problem.ts'

/** The customer at an address, if it was not deleted. */
export function customerAt(desk: Desk, id: string): Stripe.Customer {
  const customer = at(desk, 'customer', id)
  if (customer.deleted) throw noSuch('customer', id, 'id', true)
  return customer
}

/** The customer that a parameter names. */
export function customerNamed(desk: Desk, id: string): Stripe.Customer {
  const customer = named(desk, 'customer', id, 'customer')
  if (customer.deleted) throw noSuch('customer', id, 'customer')
  return customer
}
