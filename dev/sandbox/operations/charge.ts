import type Stripe from 'stripe'
import { type Context, idOf, makeDigits, makeId, save } from '../context.ts'
import { emit } from '../events.ts'
import { cardBehind } from '../methods/find.ts'
import type { Decline } from '../tables/declines.ts'
import { feeMinor } from '../tables/fees.ts'
import { postMoney } from './post-money.ts'

type Attempt = {
  readonly method: Stripe.PaymentMethod
  readonly amountMinor: number
  readonly mandateId?: string | null
  readonly isAuthenticated?: boolean
}

const approved: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 21,
  seller_message: 'Payment complete.',
  type: 'authorized',
}

/** The charge of an attempt to pay an intent, before its outcome is known. */
function emptyCharge(context: Context, intent: Stripe.PaymentIntent, attempt: Attempt): Stripe.Charge {
  const { method, amountMinor } = attempt
  const id = makeId(context, method.type === 'card' ? 'ch' : 'py')
  return {
    id,
    object: 'charge',
    amount: amountMinor,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: structuredClone(method.billing_details),
    calculated_statement_descriptor: context.account.name.toUpperCase().slice(0, 22),
    captured: false,
    created: context.now,
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: context.livemode,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: structuredClone(approved),
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(context, attempt),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping as Stripe.Charge.Shipping | null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: 'pending',
    transfer_data: null,
    transfer_group: null,
  }
}

function detailsOf(
  context: Context,
  { method, amountMinor, mandateId, isAuthenticated }: Attempt,
): Stripe.Charge.PaymentMethodDetails {
  const { type } = method
  const own = structuredClone(method[type as 'card'] ?? {})
  const extra =
    type === 'card'
      ? cardExtra(amountMinor, method.card?.brand ?? null, isAuthenticated ?? false)
      : debitExtra(context, mandateId ?? null)
  return { type, [type]: { ...own, ...extra } } as Stripe.Charge.PaymentMethodDetails
}

const cardExtra = (amountMinor: number, network: string | null, isAuthenticated: boolean) => ({
  amount_authorized: amountMinor,
  authorization_code: '123456',
  extended_authorization: { status: 'disabled' },
  incremental_authorization: { status: 'unavailable' },
  installments: null,
  mandate: null,
  multicapture: { status: 'unavailable' },
  network,
  network_token: { used: false },
  network_transaction_id: null,
  overcapture: { status: 'unavailable' },
  three_d_secure: isAuthenticated
    ? {
        authentication_flow: 'challenge',
        electronic_commerce_indicator: '05',
        exemption_indicator: null,
        result: 'authenticated',
        result_reason: null,
        transaction_id: null,
        version: '2.2.0',
      }
    : null,
})

const debitExtra = (context: Context, mandate: string | null) =>
  mandate === null ? {} : { mandate, payment_reference: makeDigits(context, 15) }

/** Records a charge that the bank declined. */
export function recordRefused(
  context: Context,
  intent: Stripe.PaymentIntent,
  attempt: Attempt,
  decline: Decline,
): Stripe.Charge {
  const charge = save(context, 'charge', {
    ...emptyCharge(context, intent, attempt),
    failure_code: decline.code,
    failure_message: decline.message,
    outcome: {
      ...approved,
      advice_code: (decline.advice ?? null) as Stripe.Charge.Outcome['advice_code'],
      network_decline_code: '01',
      network_status: decline.declineCode === 'fraudulent' ? 'not_sent_to_network' : 'declined_by_network',
      reason: decline.declineCode,
      seller_message: 'The bank did not return any further details with this decline.',
      type: decline.declineCode === 'fraudulent' ? 'blocked' : 'issuer_declined',
    },
    status: 'failed',
  })
  emit(context, 'charge.failed', charge)
  return charge
}

/** Records a pending charge: a debit that the bank has not settled yet. */
export function recordPending(context: Context, intent: Stripe.PaymentIntent, attempt: Attempt): Stripe.Charge {
  const charge = save(context, 'charge', {
    ...emptyCharge(context, intent, attempt),
    captured: true,
    amount_captured: attempt.amountMinor,
  })
  emit(context, 'charge.pending', charge)
  return charge
}

/** Records an authorized charge, to be captured or canceled. */
export function recordAuthorized(context: Context, intent: Stripe.PaymentIntent, attempt: Attempt): Stripe.Charge {
  const charge = save(context, 'charge', { ...emptyCharge(context, intent, attempt), paid: true, status: 'succeeded' })
  emit(context, 'charge.succeeded', charge)
  return charge
}

/** Records a charge that is paid at once. */
export function recordPaid(context: Context, intent: Stripe.PaymentIntent, attempt: Attempt): Stripe.Charge {
  const charge = save(context, 'charge', emptyCharge(context, intent, attempt))
  settle(context, charge, attempt.amountMinor, attempt.method)
  emit(context, 'charge.succeeded', charge)
  return charge
}

/** Moves a charge's money into the account's balance. */
export function settle(
  context: Context,
  charge: Stripe.Charge,
  amountMinor: number,
  method: Stripe.PaymentMethod,
): void {
  const money = postMoney(context, {
    type: method.type === 'card' ? 'charge' : 'payment',
    category: 'charge',
    amountMinor,
    feeMinor: feeMinor(amountMinor, charge.currency, method.type),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
    isAvailable: method.type === 'card' && cardBehind(context, method).bypassesPending,
  })
  Object.assign(charge, {
    amount_captured: amountMinor,
    balance_transaction: money.id,
    captured: true,
    paid: true,
    receipt_url: `${context.publicUrl}/receipts/${charge.id}`,
    status: 'succeeded',
  })
}
