import type { SavedMethod } from '../../../../core/customers/customer.ts'
import { type ApiObject, Reference } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { seconds } from './seconds.ts'

/** A customer's saved payment method, as far as it is mirrored here. */
export const paymentMethodObject = (
  { livemode, object }: RenderContext,
  method: SavedMethod,
  customerId: string,
): ApiObject => ({
  id: method.id,
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
  created: seconds(method.savedAt),
  customer: new Reference(customerId, () => object('customer', customerId)),
  customer_account: null,
  livemode,
  metadata: {},
  type: method.type,
  [method.type]: detailsOf(method),
})

const detailsOf = (method: SavedMethod) => (method.type === 'card' ? cardOf(method) : { last4: method.last4 })

/** Stripe's card; details are null on methods saved before they were recorded. */
const cardOf = ({ brand, last4, expMonth, expYear, card }: SavedMethod) => ({
  brand,
  checks: card
    ? {
        address_line1_check: card.line1Check,
        address_postal_code_check: card.postalCodeCheck,
        cvc_check: card.cvcCheck,
      }
    : null,
  country: card?.country ?? null,
  display_brand: card?.displayBrand ?? null,
  exp_month: expMonth,
  exp_year: expYear,
  funding: card?.funding ?? 'unknown',
  generated_from: null,
  last4,
  networks: card ? { available: card.networks, preferred: card.preferredNetwork } : null,
  regulated_status: null,
  three_d_secure_usage: card && card.supports3ds !== null ? { supported: card.supports3ds } : null,
  wallet: card?.wallet ? { type: card.wallet, dynamic_last4: null } : null,
})
