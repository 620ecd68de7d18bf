import type Stripe from 'stripe'
import type { AdverseReport } from '../../core/payments/adverse.ts'
import type { Fact, ProviderMessage } from '../provider.ts'
import { referenceIn } from './metadata.ts'
import { readIntent, readSession } from './read-payment.ts'

type Reader = (object: never, context: { account: string; now: number }) => Fact | null

const intent: Reader = (object: Stripe.PaymentIntent, { account, now }) => {
  const reference = referenceIn(object.metadata)
  return {
    kind: 'payment',
    reference,
    report: readIntent(object, { paymentId: reference?.paymentId ?? '', account, now }),
  }
}

const session =
  (failed: boolean): Reader =>
  (object: Stripe.Checkout.Session, { account, now }) => {
    const reference = referenceIn(object.metadata)
    const facts = { paymentId: reference?.paymentId ?? '', account, now }
    return { kind: 'payment', reference, report: readSession(object, facts, failed) }
  }

const refund: Reader = ({ id, amount, currency, status, payment_intent }: Stripe.Refund) =>
  status === 'succeeded' && payment_intent ? adverse('refund', id, amount, currency, payment_intent) : null

const dispute =
  (isClosed: boolean): Reader =>
  ({ id, amount, currency, status, payment_intent }: Stripe.Dispute) => {
    if (status.startsWith('warning_') || !payment_intent) return null
    const end = status === 'won' ? 'dispute_won' : 'dispute_lost'
    return adverse(isClosed ? end : 'dispute_opened', id, amount, currency, payment_intent)
  }

const adverse = (
  kind: AdverseReport['kind'],
  id: string,
  amountMinor: number,
  currency: string,
  paid: string | { id: string },
): Fact => ({
  kind: 'adverse',
  report: { kind, id, amountMinor, currency, providerPaymentId: typeof paid === 'string' ? paid : paid.id },
})

/** Which messages are read, and how. Every other type is kept and left alone. */
const readers: Readonly<Record<string, Reader>> = {
  'payment_intent.succeeded': intent,
  'payment_intent.processing': intent,
  'payment_intent.payment_failed': intent,
  'payment_intent.requires_action': intent,
  'payment_intent.canceled': intent,
  'checkout.session.completed': session(false),
  'checkout.session.expired': session(false),
  'checkout.session.async_payment_succeeded': session(false),
  'checkout.session.async_payment_failed': session(true),
  'refund.created': refund,
  'refund.updated': refund,
  'charge.refund.updated': refund,
  'charge.dispute.created': dispute(false),
  'charge.dispute.closed': dispute(true),
}

export const typesRead: readonly string[] = Object.keys(readers)

/** Reads a kept message. Throws where its object has not the shape that its type promises. */
export function readEvent({ type, payload }: ProviderMessage, account: string, now: number): Fact | null {
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined
  const { data } = payload as { data?: { object?: unknown } }
  return read?.(data?.object as never, { account, now }) ?? null
}
