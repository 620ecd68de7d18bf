import type Stripe from 'stripe'
import type { Context } from '../context.ts'
import { emit } from '../events.ts'
import { invalid, type Problem } from '../problem.ts'
import { updateCheckout } from './finish-checkout.ts'

/** Marks an intent as paid by this charge. */
export function succeed(context: Context, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  Object.assign(intent, {
    amount_capturable: 0,
    amount_received: charge.amount_captured,
    latest_charge: charge.id,
    next_action: null,
    status: 'succeeded',
  })
  emit(context, 'payment_intent.succeeded', intent)
  updateCheckout(context, intent)
}

/** Records a failed attempt: the intent holds the error and waits for another method. */
export function fail(
  context: Context,
  intent: Stripe.PaymentIntent,
  problem: Problem,
  charge: Stripe.Charge | null,
): void {
  Object.assign(intent, {
    last_payment_error: problem.toError(),
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  emit(context, 'payment_intent.payment_failed', intent)
  updateCheckout(context, intent)
}

/** The Problem for an operation that an intent's status does not allow. */
export const unexpectedState = (intent: Stripe.PaymentIntent, operation: string): Problem =>
  invalid(`You cannot ${operation} this PaymentIntent because it has a status of ${intent.status}.`, {
    code: 'payment_intent_unexpected_state',
    payment_intent: snapshotOf(intent),
  })

/** A copy of an object's current state, to be embedded in a response. */
export const snapshotOf = <T extends object>(object: T): T => structuredClone(object)
