import type Stripe from 'stripe'
import type { Form } from '../form-encoding.ts'
import { read } from '../params.ts'

/** Billing details as they are stored; `before` holds the values to keep where none are sent. */
export function billingFrom(
  form: Form | undefined,
  before?: Stripe.PaymentMethod.BillingDetails,
): Stripe.PaymentMethod.BillingDetails {
  const { address, email, name, phone } = read(
    form ?? {},
    { address: 'clearableHash', email: 'clearable', name: 'clearable', phone: 'clearable', tax_id: 'clearable' },
    'billing_details',
  )
  const old = before ?? { address: null, email: null, name: null, phone: null, tax_id: null }
  return {
    address: addressFrom(address, old.address),
    email: email === undefined ? old.email : email,
    name: name === undefined ? old.name : name,
    phone: phone === undefined ? old.phone : phone,
    tax_id: old.tax_id,
  }
}

export function addressFrom(form: Form | null | undefined, before: Stripe.Address | null = null): Stripe.Address {
  const empty = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
  const spec = {
    city: 'clearable',
    country: 'clearable',
    line1: 'clearable',
    line2: 'clearable',
    postal_code: 'clearable',
    state: 'clearable',
  } as const
  return { ...empty, ...(form === null ? {} : before), ...read(form ?? {}, spec, 'address') }
}
