import type Stripe from 'stripe'
import { unplan } from '../agenda.ts'
import { type Desk, known, lookUp } from '../desk.ts'
import { emit } from '../events.ts'

/** Lets the checkout behind an intent know how the intent stands now, if there is one. */
export function reportCheckout(desk: Desk, intent: Stripe.PaymentIntent): void {
  const session = lookUp(desk, 'checkout.session', desk.books.checkoutOf[intent.id] ?? '')
  if (!session) return
  if (session.status === 'open') {
    if (intent.status === 'succeeded') complete(desk, session, 'paid')
    return
  }
  if (session.payment_status !== 'unpaid') return
  if (intent.status === 'succeeded') {
    session.payment_status = 'paid'
    emit(desk, 'checkout.session.async_payment_succeeded', session)
  }
  if (intent.status === 'requires_payment_method') emit(desk, 'checkout.session.async_payment_failed', session)
}

/** The customer is done here, whether or not the money has come. */
export function complete(
  desk: Desk,
  session: Stripe.Checkout.Session,
  paymentStatus: Stripe.Checkout.Session.PaymentStatus,
): void {
  Object.assign(session, { payment_status: paymentStatus, status: 'complete', url: null })
  unplan(desk, session.id)
  emit(desk, 'checkout.session.completed', session)
}

/** Ends a checkout that nobody has finished, and lets go of the intent that it had begun. */
export function expireSession(desk: Desk, session: Stripe.Checkout.Session): void {
  Object.assign(session, { status: 'expired', url: null })
  unplan(desk, session.id)
  if (session.payment_intent) {
    const intent = known(desk, 'payment_intent', session.payment_intent)
    if (intent.status !== 'succeeded' && intent.status !== 'processing') {
      Object.assign(intent, {
        canceled_at: desk.now,
        cancellation_reason: 'expired',
        next_action: null,
        status: 'canceled',
      })
      delete desk.books.challenges[intent.id]
      emit(desk, 'payment_intent.canceled', intent)
    }
  }
  emit(desk, 'checkout.session.expired', session)
}
