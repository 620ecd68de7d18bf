import type Stripe from 'stripe'
import { type Context, idOf } from '../context.ts'
import { emit } from '../events.ts'
import { cardBehind, refuseSpent } from '../methods/find.ts'
import { methodFromParam } from '../methods/make.ts'
import { declinedBy, invalid } from '../problem.ts'
import { declines } from '../tables/declines.ts'
import { snapshotOf } from './outcome.ts'

/** Attaches a method to a customer. `withConsent`: the customer agreed to off-session charges. */
export function attachMethod(
  context: Context,
  method: Stripe.PaymentMethod,
  customerId: string,
  withConsent: boolean,
): Stripe.PaymentMethod {
  const secret = context.data.secrets[method.id]
  if (secret && withConsent) secret.isSetUp = true
  if (idOf(method.customer) === customerId) return method
  method.customer = customerId
  emit(context, 'payment_method.attached', method)
  return method
}

/** Attaches a method at a merchant's request. The card is authorized, so that most cards that decline cannot be attached. */
export function attachRequested(context: Context, methodId: string, customerId: string): Stripe.PaymentMethod {
  const method = methodFromParam(context, methodId)
  refuseSpent(context, method)
  const owner = idOf(method.customer)
  if (owner !== null && owner !== customerId)
    throw invalid('The payment method you provided has already been attached to a customer.')
  if (method.type === 'card') {
    const { decline, savesDespiteDecline, authentication } = cardBehind(context, method)
    if (decline !== null && !savesDespiteDecline && authentication === 'never')
      throw declinedBy(declines[decline], { payment_method: snapshotOf(method) })
  }
  return attachMethod(context, method, customerId, false)
}
