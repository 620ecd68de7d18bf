import type Stripe from 'stripe'
import type { PaymentReport } from '../../core/payments/report.ts'
import type { Answer, PaymentReference, ProviderIds, ToCollect } from '../provider.ts'
import { answer } from './answer.ts'
import { bankTransferOptions } from './bank-transfer.ts'
import type { StripeContext } from './context.ts'
import { metadataOf } from './metadata.ts'
import { expandedIntent, readIntent, readSession } from './read-payment.ts'

/** Opens a hosted checkout for one payment. A repeated call for the same payment returns the same session. */
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
  const bankTransfer = bankTransferOptions(toCollect)
  return {
    mode: 'payment',
    customer: toCollect.providerCustomerId,
    client_reference_id: toCollect.paymentId,
    line_items: [
      { quantity: 1, price_data: { currency, unit_amount: amountMinor, product_data: { name: description } } },
    ],
    allowed_payment_method_types: [...methodTypes],
    ...(bankTransfer && { payment_method_options: bankTransfer }),
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

/**
 * Expires an open session, or cancels the intent where there is none or its session is complete and waits for a transfer. What has
 * ended meanwhile, or has money on its way, is reported as it is.
 */
export function closeCheckout(
  { stripe, account, now }: StripeContext,
  { paymentId }: PaymentReference,
  { providerSessionId, providerPaymentId }: ProviderIds,
): Promise<Answer<PaymentReport>> {
  const facts = { paymentId, account, now: now() }
  return answer(async () => {
    if (providerSessionId === null) return cancelIntent(await stripe.paymentIntents.retrieve(providerPaymentId ?? ''))
    const expand = ['payment_intent.payment_method', 'payment_intent.latest_charge']
    const session = await stripe.checkout.sessions.retrieve(providerSessionId, { expand })
    const idempotencyKey = `remit:${paymentId}:close`
    if (session.status === 'open')
      return readSession(await stripe.checkout.sessions.expire(providerSessionId, {}, { idempotencyKey }), facts)
    const intent = expandedIntent(session)
    const report = readSession(session, facts)
    return intent && report.status === 'requires_action' ? cancelIntent(intent) : report
  })

  async function cancelIntent(intent: Stripe.PaymentIntent): Promise<PaymentReport> {
    const report = readIntent(intent, facts)
    if (['processing', 'succeeded', 'canceled'].includes(report.status)) return report
    // A key of its own: a call to expire the session may have used the other one in vain.
    const idempotencyKey = `remit:${paymentId}:cancel`
    return readIntent(await stripe.paymentIntents.cancel(intent.id, {}, { idempotencyKey }), facts)
  }
}
