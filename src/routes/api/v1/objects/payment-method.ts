import type { SavedMethod } from '../../../../core/customers/customer.ts'
import { type ApiObject, Reference } from '../expansion.ts'
import type { Showing } from '../showing.ts'
import { seconds } from './seconds.ts'

/** A payment method that a customer keeps at the provider, as far as it is mirrored here. */
export const paymentMethodObject = (
  { livemode, customer }: Showing,
  method: SavedMethod,
  customerId: string,
): ApiObject => ({
  id: method.id,
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
  created: seconds(method.savedAt),
  customer: new Reference(customerId, () => customer(customerId)),
  customer_account: null,
  livemode,
  metadata: {},
  type: method.type,
  [method.type]: detailsOf(method),
})

const detailsOf = ({ type, brand, last4, expMonth, expYear }: SavedMethod) =>
  type === 'card' ? { brand, last4, exp_month: expMonth, exp_year: expYear } : { last4 }
