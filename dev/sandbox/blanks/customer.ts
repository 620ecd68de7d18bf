import type Stripe from 'stripe'
import { type Desk, makeId } from '../desk.ts'

/** A customer about whom nothing is known. */
export function blankCustomer(desk: Desk): Stripe.Customer {
  return {
    id: makeId(desk, 'cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: desk.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: makeId(desk, 'x', 8).slice(2).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: desk.livemode,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}
