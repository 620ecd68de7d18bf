import type Stripe from 'stripe'
import { unplan } from '../agenda.ts'
import { type Desk, known } from '../desk.ts'
import { emit } from '../events.ts'
import { invalid } from '../problem.ts'
import { settle } from './charge.ts'
import { succeed, unexpectedState } from './outcome.ts'

/** Takes money that was held, all or a part; the rest is let go. */
export function capturePayment(desk: Desk, intent: Stripe.PaymentIntent, amountMinor = intent.amount_capturable): void {
  if (amountMinor < 1 || amountMinor > intent.amount_capturable)
    throw invalid(
      `The requested capture amount is greater than the amount you can capture for this charge (${intent.amount_capturable}).`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    )
  unplan(desk, intent.id)
  const charge = known(desk, 'charge', intent.latest_charge)
  settle(desk, charge, amountMinor, known(desk, 'payment_method', intent.payment_method))
  emit(desk, 'charge.captured', charge)
  succeed(desk, intent, charge)
}

const cancelable = ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action']

/** Ends an intent that is not paid; held money is let go. Throws a Problem where it is too late. */
export function cancelPayment(
  desk: Desk,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  if (!cancelable.includes(intent.status)) throw unexpectedState(intent, 'cancel')
  unplan(desk, intent.id)
  if (intent.status === 'requires_capture') release(desk, intent)
  delete desk.books.challenges[intent.id]
  Object.assign(intent, {
    amount_capturable: 0,
    canceled_at: desk.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  })
  emit(desk, 'payment_intent.canceled', intent)
  return intent
}

/** Nobody took the money in time. */
export function expireAuthorization(desk: Desk, intent: Stripe.PaymentIntent): void {
  if (intent.status === 'requires_capture') cancelPayment(desk, intent, 'automatic')
}

function release(desk: Desk, intent: Stripe.PaymentIntent): void {
  const charge = known(desk, 'charge', intent.latest_charge)
  charge.refunded = true
  charge.amount_refunded = charge.amount
  emit(desk, 'charge.refunded', charge)
}
