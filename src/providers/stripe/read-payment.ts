import type Stripe from 'stripe'
import type { CardDetails, SavedMethod } from '../../core/customers/customer.ts'
import type { PaidWith, PaymentFailure } from '../../core/payments/payment.ts'
import type { PaymentReport } from '../../core/payments/report.ts'
import { transferIn } from './bank-transfer.ts'
import { isCheckout } from './metadata.ts'

type Facts = { readonly paymentId: string; readonly account: string; readonly now: number }

export const idOf = (thing: string | { id: string } | null | undefined): string | null =>
  typeof thing === 'string' ? thing : (thing?.id ?? null)

export const expanded = <T extends object>(thing: T | string | null | undefined): T | null =>
  thing && typeof thing === 'object' ? thing : null

/** A PaymentIntent as a payment report. */
export function readIntent(intent: Stripe.PaymentIntent, { paymentId, account, now }: Facts): PaymentReport {
  return {
    paymentId,
    provider: 'stripe',
    providerAccount: account,
    livemode: intent.livemode,
    status: statusOf(intent),
    amountMinor: intent.amount,
    currency: intent.currency,
    receivedMinor: intent.amount_received ?? 0,
    providerPaymentId: intent.id,
    providerSessionId: null,
    url: intent.next_action?.redirect_to_url?.url ?? transferIn(intent)?.url ?? null,
    urlExpiresAt: null,
    paidWith: paidWith(intent),
    failure: failureOf(intent.last_payment_error, now),
  }
}

/**
 * An intent that requires a method after an error has failed, unless it belongs to a checkout, where another method can follow.
 * One of whose transfer a part has arrived is money on its way.
 */
function statusOf(intent: Stripe.PaymentIntent): PaymentReport['status'] {
  const { status, metadata, last_payment_error } = intent
  if ((transferIn(intent)?.arrivedMinor ?? 0) > 0) return 'processing'
  if (status === 'requires_payment_method') return isCheckout(metadata) || !last_payment_error ? 'open' : 'failed'
  return statuses[status] ?? 'open'
}

const statuses: Readonly<Record<string, PaymentReport['status']>> = {
  succeeded: 'succeeded',
  processing: 'processing',
  requires_action: 'requires_action',
  canceled: 'canceled',
}

/** A Checkout Session as a payment report; `failed` comes from the event's type, as the session does not show it. */
export function readSession(session: Stripe.Checkout.Session, facts: Facts, failed = false): PaymentReport {
  const intent = expandedIntent(session)
  if (intent && transferIn(intent)) return { ...readIntent(intent, facts), providerSessionId: session.id }
  const hasFailed = failed || (session.status === 'complete' && intent?.status === 'requires_payment_method')
  const report: Omit<PaymentReport, 'status'> = {
    paymentId: facts.paymentId,
    provider: 'stripe',
    providerAccount: facts.account,
    livemode: session.livemode,
    amountMinor: session.amount_total ?? 0,
    currency: session.currency ?? '',
    receivedMinor: session.payment_status === 'paid' ? (intent?.amount_received ?? session.amount_total ?? 0) : 0,
    providerPaymentId: idOf(session.payment_intent),
    providerSessionId: session.id,
    url: session.status === 'open' ? session.url : null,
    urlExpiresAt: session.status === 'open' && session.expires_at ? session.expires_at * 1000 : null,
    paidWith: intent ? paidWith(intent) : null,
    failure: failureOf(intent?.last_payment_error, facts.now),
  }
  return { ...report, status: hasFailed ? 'failed' : sessionStatus(session, intent) }
}

function sessionStatus(
  { status, payment_status }: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): PaymentReport['status'] {
  if (payment_status === 'paid') return 'succeeded'
  if (status === 'expired' || intent?.status === 'canceled') return 'canceled'
  if (status === 'complete') return 'processing'
  return intent?.status === 'requires_action' ? 'requires_action' : 'open'
}

function paidWith(intent: Stripe.PaymentIntent): PaidWith | null {
  const method = expanded<Stripe.PaymentMethod>(intent.payment_method)
  if (method) return describe(method)
  if (transferIn(intent)) return describe({ type: 'customer_balance', id: idOf(intent.payment_method) })
  const details = expanded<Stripe.Charge>(intent.latest_charge)?.payment_method_details
  return details ? describe({ ...details, id: idOf(intent.payment_method) }) : null
}

type MethodLike = { id?: string | null; type: string } & Record<string, unknown>

function describe(method: object): PaidWith {
  const { id = null, type, ...details } = method as MethodLike
  const { brand = null, last4 = null } = (details[type] ?? {}) as { brand?: string | null; last4?: string | null }
  return { id, type, brand, last4 }
}

/** A payment method as it is saved for a customer. */
export function readMethod(method: Stripe.PaymentMethod, now: number): SavedMethod {
  const { type, brand, last4 } = describe(method)
  return {
    id: method.id,
    type,
    brand,
    last4,
    expMonth: method.card?.exp_month ?? null,
    expYear: method.card?.exp_year ?? null,
    savedAt: now,
    ...(method.card && { card: readCard(method.card) }),
  }
}

const readCard = (card: Stripe.PaymentMethod.Card): CardDetails => ({
  country: card.country ?? null,
  displayBrand: card.display_brand ?? null,
  funding: card.funding ?? 'unknown',
  networks: card.networks?.available ?? [],
  preferredNetwork: card.networks?.preferred ?? null,
  line1Check: card.checks?.address_line1_check ?? null,
  postalCodeCheck: card.checks?.address_postal_code_check ?? null,
  cvcCheck: card.checks?.cvc_check ?? null,
  supports3ds: card.three_d_secure_usage?.supported ?? null,
  wallet: card.wallet?.type ?? null,
})

/** The payment method that was saved with this payment, if the customer agreed to that. */
export function savedIn(intent: Stripe.PaymentIntent | null, now: number): SavedMethod | null {
  const method = expanded<Stripe.PaymentMethod>(intent?.payment_method)
  const isSaved = intent?.setup_future_usage && ['succeeded', 'processing'].includes(intent.status)
  return method && isSaved ? readMethod(method, now) : null
}

export const expandedIntent = (session: Stripe.Checkout.Session) =>
  expanded<Stripe.PaymentIntent>(session.payment_intent)

function failureOf(error: Stripe.PaymentIntent['last_payment_error'] | undefined, now: number): PaymentFailure | null {
  if (!error) return null
  const { advice_code: adviceCode, network_decline_code: networkDeclineCode } = error
  return {
    code: error.code ?? error.type,
    declineCode: error.decline_code ?? null,
    ...(adviceCode && { adviceCode }),
    ...(networkDeclineCode && { networkDeclineCode }),
    at: now,
  }
}
