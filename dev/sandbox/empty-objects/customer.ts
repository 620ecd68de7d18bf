import type Stripe from 'stripe'
import { type Context, makeId } from '../context.ts'

/** A customer with default values. */
export function emptyCustomer(context: Context): Stripe.Customer {
  return {
    id: makeId(context, 'cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: context.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: makeId(context, 'x', 8).slice(2).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: context.livemode,
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
