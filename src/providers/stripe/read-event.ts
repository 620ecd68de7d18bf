import type Stripe from 'stripe'
import type { MoneyBackReport } from '../../core/payments/money-back-report.ts'
import type { Fact, ProviderMessage } from '../provider.ts'
import { referenceIn, setupReferenceIn } from './metadata.ts'
import { idOf, readIntent, readSession } from './read-payment.ts'

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
    // A set-up is reported by its intent, also where the method is confirmed days after the session.
    if (object.mode === 'setup') return null
    const reference = referenceIn(object.metadata)
    const facts = { paymentId: reference?.paymentId ?? '', account, now }
    const report = readSession(object, facts, failed)
    // A message does not carry the intent: money may be on its way by debit, or a transfer may not have been sent.
    const isUnclear = report.status === 'processing' && object.payment_method_types.includes('customer_balance')
    return reference && isUnclear
      ? { kind: 'to_look_up', reference, ids: report }
      : { kind: 'payment', reference, report }
  }

type Kinds = Readonly<Record<string, MoneyBackReport['kind'] | null>>

/** A refund counts from `succeeded` on; one that fails later is reversed. */
const refundKinds: Kinds = {
  pending: null,
  requires_action: null,
  succeeded: 'refund',
  failed: 'refund_failed',
  canceled: 'refund_failed',
}

/** An inquiry (`warning_…`) moves no money, and a prevented dispute has ended in a refund. */
const disputeKinds: Kinds = {
  warning_needs_response: null,
  warning_under_review: null,
  warning_closed: null,
  prevented: null,
  needs_response: 'dispute_opened',
  under_review: 'dispute_opened',
  appeal_needs_response: 'dispute_opened',
  appeal_under_review: 'dispute_opened',
  won: 'dispute_won',
  lost: 'dispute_lost',
}

/** Throws for a status that is not in the table, since its effect on the money is unknown. */
const moneyBack =
  (kinds: Kinds): Reader =>
  ({ id, amount: amountMinor, currency, status, payment_intent: paid }: Stripe.Refund | Stripe.Dispute) => {
    const kind = kinds[status ?? 'pending']
    if (kind === undefined) throw new Error(`a refund or dispute with the unknown status ${status}`)
    if (kind === null || !paid) return null
    const providerPaymentId = typeof paid === 'string' ? paid : paid.id
    return { kind: 'money_back', report: { kind, id, amountMinor, currency, providerPaymentId } }
  }

const refund = moneyBack(refundKinds)
const dispute = moneyBack(disputeKinds)

const transferReturned: Reader = (object: Stripe.CustomerCashBalanceTransaction) => {
  const payment = object.unapplied_from_payment?.payment_intent
  if (!payment) return null
  const providerPaymentId = typeof payment === 'string' ? payment : payment.id
  const { net_amount: amountMinor, currency } = object
  return { kind: 'transfer_returned', providerPaymentId, amountMinor, currency }
}

const setup: Reader = (object: Stripe.SetupIntent) => {
  const methodId = idOf(object.payment_method)
  const reference = setupReferenceIn(object.metadata)
  return methodId === null ? null : { kind: 'method_set_up', reference, methodId }
}

const detached: Reader = ({ id: methodId }: Stripe.PaymentMethod) => ({ kind: 'method_detached', methodId })

/** The handler of each event type; events of other types are stored and ignored. */
const readers: Readonly<Record<string, Reader>> = {
  'payment_intent.succeeded': intent,
  'payment_intent.processing': intent,
  'payment_intent.payment_failed': intent,
  'payment_intent.requires_action': intent,
  'payment_intent.partially_funded': intent,
  'payment_intent.canceled': intent,
  'checkout.session.completed': session(false),
  'checkout.session.expired': session(false),
  'checkout.session.async_payment_succeeded': session(false),
  'checkout.session.async_payment_failed': session(true),
  'refund.created': refund,
  'refund.updated': refund,
  'charge.refund.updated': refund,
  'refund.failed': refund,
  'charge.dispute.created': dispute,
  'charge.dispute.updated': dispute,
  'charge.dispute.closed': dispute,
  'customer_cash_balance_transaction.created': transferReturned,
  'setup_intent.succeeded': setup,
  'payment_method.detached': detached,
}

export const handledTypes: readonly string[] = Object.keys(readers)

/** Reads a stored event; null if it does not concern payments. Throws if its object does not fit its type. */
export function readEvent({ type, payload }: ProviderMessage, account: string, now: number): Fact | null {
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined
  const { data } = payload as { data?: { object?: unknown } }
  return read?.(data?.object as never, { account, now }) ?? null
}
