import Stripe from 'stripe'
import type { PaymentReport } from '../../core/payments/report.ts'
import type { Answer, ToCharge } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { metadataOf } from './metadata.ts'
import { readIntent } from './read-payment.ts'

/** Charges a method that the customer agreed to keep. A decline is heard as a failed payment, not as a refused call. */
export function charge({ stripe, account, now }: StripeContext, toCharge: ToCharge): Promise<Answer<PaymentReport>> {
  const facts = { paymentId: toCharge.paymentId, account, now: now() }
  return answer(async () => {
    try {
      const intent = await stripe.paymentIntents.create(intentFor(toCharge), {
        idempotencyKey: `remit:${toCharge.paymentId}:charge`,
      })
      return readIntent(intent, facts)
    } catch (error) {
      const intent = error instanceof Stripe.errors.StripeCardError ? error.payment_intent : undefined
      if (!intent) throw error
      return readIntent(intent, facts)
    }
  })
}

function intentFor(toCharge: ToCharge): Stripe.PaymentIntentCreateParams {
  const isCustomerThere = toCharge.returnUrl !== null
  return {
    amount: toCharge.amountMinor,
    currency: toCharge.currency,
    customer: toCharge.providerCustomerId,
    payment_method: toCharge.methodId,
    allowed_payment_method_types: [toCharge.methodType],
    description: toCharge.description,
    confirm: true,
    metadata: metadataOf(toCharge, isCustomerThere ? 'saved_method' : 'automatic'),
    expand: ['payment_method', 'latest_charge'],
    ...(toCharge.returnUrl === null ? { off_session: true } : { return_url: toCharge.returnUrl }),
  }
}
