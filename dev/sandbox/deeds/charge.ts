import type Stripe from 'stripe'
import { type Desk, idOf, keep, makeDigits, makeId } from '../desk.ts'
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

/** A charge for an attempt to pay an intent, before anything is known of its fate. */
function blankCharge(desk: Desk, intent: Stripe.PaymentIntent, attempt: Attempt): Stripe.Charge {
  const { method, amountMinor } = attempt
  const id = makeId(desk, method.type === 'card' ? 'ch' : 'py')
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
    calculated_statement_descriptor: desk.account.name.toUpperCase().slice(0, 22),
    captured: false,
    created: desk.now,
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: desk.livemode,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: structuredClone(approved),
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(desk, attempt),
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
  desk: Desk,
  { method, amountMinor, mandateId, isAuthenticated }: Attempt,
): Stripe.Charge.PaymentMethodDetails {
  const { type } = method
  const own = structuredClone(method[type as 'card'] ?? {})
  const extra =
    type === 'card'
      ? cardExtra(amountMinor, method.card?.brand ?? null, isAuthenticated ?? false)
      : debitExtra(desk, mandateId ?? null)
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

const debitExtra = (desk: Desk, mandate: string | null) =>
  mandate === null ? {} : { mandate, payment_reference: makeDigits(desk, 15) }

/** A charge that the bank refused. */
export function recordRefused(
  desk: Desk,
  intent: Stripe.PaymentIntent,
  attempt: Attempt,
  decline: Decline,
): Stripe.Charge {
  const charge = keep(desk, 'charge', {
    ...blankCharge(desk, intent, attempt),
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
  emit(desk, 'charge.failed', charge)
  return charge
}

/** A charge whose money the bank has promised and not yet moved: a debit on its way. */
export function recordPending(desk: Desk, intent: Stripe.PaymentIntent, attempt: Attempt): Stripe.Charge {
  const charge = keep(desk, 'charge', {
    ...blankCharge(desk, intent, attempt),
    captured: true,
    amount_captured: attempt.amountMinor,
  })
  emit(desk, 'charge.pending', charge)
  return charge
}

/** A charge that is only authorized: the money is held, to be captured or let go. */
export function recordAuthorized(desk: Desk, intent: Stripe.PaymentIntent, attempt: Attempt): Stripe.Charge {
  const charge = keep(desk, 'charge', { ...blankCharge(desk, intent, attempt), paid: true, status: 'succeeded' })
  emit(desk, 'charge.succeeded', charge)
  return charge
}

/** A charge that is paid at once. */
export function recordPaid(desk: Desk, intent: Stripe.PaymentIntent, attempt: Attempt): Stripe.Charge {
  const charge = keep(desk, 'charge', blankCharge(desk, intent, attempt))
  settle(desk, charge, attempt.amountMinor, attempt.method)
  emit(desk, 'charge.succeeded', charge)
  return charge
}

/** Moves the money of a charge into the account's balance. */
export function settle(desk: Desk, charge: Stripe.Charge, amountMinor: number, method: Stripe.PaymentMethod): void {
  const money = postMoney(desk, {
    type: method.type === 'card' ? 'charge' : 'payment',
    category: 'charge',
    amountMinor,
    feeMinor: feeMinor(amountMinor, charge.currency, method.type),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
    isAvailable: method.type === 'card' && cardBehind(desk, method).bypassesPending,
  })
  Object.assign(charge, {
    amount_captured: amountMinor,
    balance_transaction: money.id,
    captured: true,
    paid: true,
    receipt_url: `${desk.publicUrl}/receipts/${charge.id}`,
    status: 'succeeded',
  })
}
