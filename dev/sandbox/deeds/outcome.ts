import type Stripe from 'stripe'
import type { Desk } from '../desk.ts'
import { emit } from '../events.ts'
import { invalid, type Problem } from '../problem.ts'
import { reportCheckout } from './finish-checkout.ts'

/** The intent is paid, by this charge. */
export function succeed(desk: Desk, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  Object.assign(intent, {
    amount_capturable: 0,
    amount_received: charge.amount_captured,
    latest_charge: charge.id,
    next_action: null,
    status: 'succeeded',
  })
  emit(desk, 'payment_intent.succeeded', intent)
  reportCheckout(desk, intent)
}

/** The attempt has failed; the intent says why and waits for another method. */
export function fail(desk: Desk, intent: Stripe.PaymentIntent, problem: Problem, charge: Stripe.Charge | null): void {
  Object.assign(intent, {
    last_payment_error: problem.toError(),
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  emit(desk, 'payment_intent.payment_failed', intent)
  reportCheckout(desk, intent)
}

/** What an intent cannot do in its state. */
export const unexpectedState = (intent: Stripe.PaymentIntent, deed: string): Problem =>
  invalid(`You cannot ${deed} this PaymentIntent because it has a status of ${intent.status}.`, {
    code: 'payment_intent_unexpected_state',
    payment_intent: shot(intent),
  })

/** An object as it stands now, to be put into an answer. */
export const shot = <T extends object>(object: T): T => structuredClone(object)
