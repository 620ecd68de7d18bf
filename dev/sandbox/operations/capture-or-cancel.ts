import type Stripe from 'stripe'
import { type Context, mustFind } from '../context.ts'
import { emit } from '../events.ts'
import { invalid } from '../problem.ts'
import { cancelScheduled } from '../scheduled-operations.ts'
import { settle } from './charge.ts'
import { succeed, unexpectedState } from './outcome.ts'
import { returnCash } from './receive-transfer.ts'

/** Captures an authorized amount, all or a part; the rest is released. */
export function capturePayment(
  context: Context,
  intent: Stripe.PaymentIntent,
  amountMinor = intent.amount_capturable,
): void {
  if (amountMinor < 1 || amountMinor > intent.amount_capturable)
    throw invalid(
      `The requested capture amount is greater than the amount you can capture for this charge (${intent.amount_capturable}).`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    )
  cancelScheduled(context, intent.id)
  const charge = mustFind(context, 'charge', intent.latest_charge)
  settle(context, charge, amountMinor, mustFind(context, 'payment_method', intent.payment_method))
  emit(context, 'charge.captured', charge)
  succeed(context, intent, charge)
}

const cancelable = ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action']

/** Cancels an unpaid intent, and releases its authorization and what was transferred for it. Throws a Problem where it is too late. */
export function cancelPayment(
  context: Context,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  if (!cancelable.includes(intent.status)) throw unexpectedState(intent, 'cancel')
  cancelScheduled(context, intent.id)
  if (intent.status === 'requires_capture') release(context, intent)
  delete context.data.challenges[intent.id]
  returnCash(context, intent)
  Object.assign(intent, {
    amount_capturable: 0,
    canceled_at: context.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  })
  emit(context, 'payment_intent.canceled', intent)
  return intent
}

/** Cancels an authorization that was not captured in time. */
export function expireAuthorization(context: Context, intent: Stripe.PaymentIntent): void {
  if (intent.status === 'requires_capture') cancelPayment(context, intent, 'automatic')
}

function release(context: Context, intent: Stripe.PaymentIntent): void {
  const charge = mustFind(context, 'charge', intent.latest_charge)
  charge.refunded = true
  charge.amount_refunded = charge.amount
  emit(context, 'charge.refunded', charge)
}
