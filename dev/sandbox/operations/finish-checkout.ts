import type Stripe from 'stripe'
import { type Context, find, mustFind } from '../context.ts'
import { emit } from '../events.ts'
import { cancelScheduled } from '../scheduled-operations.ts'

/** Updates the checkout session of an intent, if there is one, after the intent's status changed. */
export function updateCheckout(context: Context, intent: Stripe.PaymentIntent): void {
  const session = find(context, 'checkout.session', context.data.checkoutOf[intent.id] ?? '')
  if (!session) return
  if (session.status === 'open') {
    if (intent.status === 'succeeded') complete(context, session, 'paid')
    return
  }
  if (session.payment_status !== 'unpaid') return
  if (intent.status === 'succeeded') {
    session.payment_status = 'paid'
    emit(context, 'checkout.session.async_payment_succeeded', session)
  }
  if (intent.status === 'requires_payment_method') emit(context, 'checkout.session.async_payment_failed', session)
}

/** Completes a checkout session, whether or not its payment has settled. */
export function complete(
  context: Context,
  session: Stripe.Checkout.Session,
  paymentStatus: Stripe.Checkout.Session.PaymentStatus,
): void {
  Object.assign(session, { payment_status: paymentStatus, status: 'complete', url: null })
  cancelScheduled(context, session.id)
  emit(context, 'checkout.session.completed', session)
}

/** Expires an open checkout session and cancels its intent. */
export function expireSession(context: Context, session: Stripe.Checkout.Session): void {
  Object.assign(session, { status: 'expired', url: null })
  cancelScheduled(context, session.id)
  if (session.payment_intent) {
    const intent = mustFind(context, 'payment_intent', session.payment_intent)
    if (intent.status !== 'succeeded' && intent.status !== 'processing') {
      Object.assign(intent, {
        canceled_at: context.now,
        cancellation_reason: 'expired',
        next_action: null,
        status: 'canceled',
      })
      delete context.data.challenges[intent.id]
      emit(context, 'payment_intent.canceled', intent)
    }
  }
  emit(context, 'checkout.session.expired', session)
}
