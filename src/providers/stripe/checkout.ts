import type Stripe from 'stripe'
import type { PaymentReport } from '../../core/payments/report.ts'
import type { Answer, PaymentReference, ProviderIds, ToCollect } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { metadataOf } from './metadata.ts'
import { readIntent, readSession } from './read-payment.ts'

/** Opens a hosted checkout for exactly one payment. Sent again with the same attempt it answers the same session. */
export function openCheckout(
  { stripe, account, now }: StripeContext,
  toCollect: ToCollect,
): Promise<Answer<PaymentReport>> {
  const { paymentId } = toCollect
  return answer(async () => {
    const session = await stripe.checkout.sessions.create(sessionFor(toCollect), {
      idempotencyKey: `remit:${paymentId}:checkout`,
    })
    return readSession(session, { paymentId, account, now: now() })
  })
}

function sessionFor(toCollect: ToCollect): Stripe.Checkout.SessionCreateParams {
  const metadata = metadataOf(toCollect, 'checkout')
  const { amountMinor, currency, description, methodTypes } = toCollect
  return {
    mode: 'payment',
    customer: toCollect.providerCustomerId,
    client_reference_id: toCollect.paymentId,
    line_items: [
      { quantity: 1, price_data: { currency, unit_amount: amountMinor, product_data: { name: description } } },
    ],
    allowed_payment_method_types: [...methodTypes],
    payment_intent_data: {
      description,
      metadata,
      ...(toCollect.saveMethod && { setup_future_usage: 'off_session' as const }),
    },
    metadata,
    success_url: toCollect.returnUrl,
    cancel_url: toCollect.cancelUrl,
    expires_at: Math.floor(toCollect.expiresAt / 1000),
    locale: toCollect.locale as Stripe.Checkout.SessionCreateParams.Locale,
  }
}

/** Ends an open session. One that was completed meanwhile cannot be ended: its payment is reported instead. */
export function closeCheckout(
  { stripe, account, now }: StripeContext,
  { paymentId }: PaymentReference,
  { providerSessionId, providerPaymentId }: ProviderIds,
): Promise<Answer<PaymentReport>> {
  return answer(async () => {
    if (providerSessionId === null) {
      const intent = await stripe.paymentIntents.cancel(
        providerPaymentId ?? '',
        {},
        { idempotencyKey: `remit:${paymentId}:close` },
      )
      return readIntent(intent, { paymentId, account, now: now() })
    }
    const facts = { paymentId, account, now: now() }
    const expand = ['payment_intent.payment_method', 'payment_intent.latest_charge']
    const session = await stripe.checkout.sessions.retrieve(providerSessionId, { expand })
    if (session.status !== 'open') return readSession(session, facts)
    return readSession(
      await stripe.checkout.sessions.expire(providerSessionId, {}, { idempotencyKey: `remit:${paymentId}:close` }),
      facts,
    )
  })
}
