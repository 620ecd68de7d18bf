import type { PaymentReport } from '../../core/payments/report.ts'
import type { Answer, LookedUp, PaymentReference, ProviderIds } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { referenceIn } from './metadata.ts'
import { readIntent, readSession, savedIn, wholeIntent } from './read-payment.ts'

/** Asks Stripe how a payment stands, by its checkout where it has one. */
export function lookUp(
  { stripe, account, now }: StripeContext,
  { paymentId }: PaymentReference,
  { providerSessionId, providerPaymentId }: ProviderIds,
): Promise<Answer<LookedUp>> {
  const facts = { paymentId, account, now: now() }
  return answer(async () => {
    if (providerSessionId !== null) {
      const expand = ['payment_intent.payment_method', 'payment_intent.latest_charge']
      const session = await stripe.checkout.sessions.retrieve(providerSessionId, { expand })
      const saved = savedIn(wholeIntent(session), facts.now)
      return { report: readSession(session, facts), saved, reference: referenceIn(session.metadata) }
    }
    const intent = await stripe.paymentIntents.retrieve(providerPaymentId ?? '', {
      expand: ['payment_method', 'latest_charge'],
    })
    const saved = savedIn(intent, facts.now)
    return { report: readIntent(intent, facts), saved, reference: referenceIn(intent.metadata) }
  })
}

/** Looks through what Stripe has made for a customer since an instant (ms) for a payment that never got an answer; null where there is none. */
export function search(
  { stripe, account, now }: StripeContext,
  { paymentId }: PaymentReference,
  since: number,
  customer: string | null,
): Promise<Answer<PaymentReport | null>> {
  const facts = { paymentId, account, now: now() }
  const page = { created: { gte: Math.floor(since / 1000) - 300 }, limit: 100, ...(customer && { customer }) }
  const isOurs = (metadata: Record<string, string> | null) => referenceIn(metadata)?.paymentId === paymentId
  return answer(async () => {
    for await (const session of stripe.checkout.sessions.list(page)) {
      if (isOurs(session.metadata)) return readSession(session, facts)
    }
    for await (const intent of stripe.paymentIntents.list(page)) {
      if (isOurs(intent.metadata)) return readIntent(intent, facts)
    }
    return null
  })
}
