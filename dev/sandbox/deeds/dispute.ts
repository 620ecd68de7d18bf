import type Stripe from 'stripe'
import { type Desk, keep, known, lookUp, makeId } from '../desk.ts'
import { change, emit } from '../events.ts'
import { invalid } from '../problem.ts'
import { disputeFeeMinor } from '../tables/fees.ts'
import { isMethodType, kindOf } from '../tables/methods.ts'
import { postMoney } from './post-money.ts'

const evidenceDays = 7

/**
 * The customer's bank takes a payment back. A card's dispute can be answered; a bank debit's is lost as it is opened.
 * Throws a Problem where the charge is not paid or is in dispute already.
 */
export function openDispute(desk: Desk, intentId: string, reason: string, amountMinor?: number): Stripe.Dispute {
  const intent = known(desk, 'payment_intent', intentId)
  const charge = lookUp(desk, 'charge', String(intent.latest_charge))
  if (!charge?.captured || charge.status !== 'succeeded') throw invalid(`${intentId} has no paid charge to dispute.`)
  if (charge.disputed) throw invalid(`${charge.id} is already in dispute.`)
  const amount = amountMinor ?? charge.amount_captured - charge.amount_refunded
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > charge.amount_captured - charge.amount_refunded)
    throw invalid(`A dispute of ${amount} does not fit a charge of ${charge.amount_captured}.`, { param: 'amount' })
  const type = charge.payment_method_details?.type ?? 'card'
  const isFinal = isMethodType(type) && kindOf(type) !== 'card'
  const dispute = keep(desk, 'dispute', blankDispute(desk, charge, amount, reason, isFinal ? 'lost' : 'needs_response'))
  charge.disputed = true
  dispute.balance_transactions = [withdraw(desk, dispute)]
  emit(desk, 'charge.dispute.created', dispute)
  emit(desk, 'charge.dispute.funds_withdrawn', dispute)
  if (isFinal) emit(desk, 'charge.dispute.closed', dispute)
  return dispute
}

/**
 * A dispute ends, won or lost, perhaps over another amount than it began with. One that was lost may still be won.
 * Throws a Problem where it has ended so already, or the amount is more than was paid.
 */
export function closeDispute(
  desk: Desk,
  dispute: Stripe.Dispute,
  outcome: 'won' | 'lost',
  amountMinor = dispute.amount,
): Stripe.Dispute {
  if (dispute.status === 'won' || dispute.status === outcome)
    throw invalid(`This dispute is already closed: ${dispute.status}.`)
  changeAmount(desk, dispute, amountMinor)
  if (outcome === 'won') {
    dispute.balance_transactions = [...dispute.balance_transactions, giveBack(desk, dispute)]
    emit(desk, 'charge.dispute.funds_reinstated', dispute)
  }
  return change(desk, 'charge.dispute.closed', dispute, { status: outcome, is_charge_refundable: false })
}

/** The bank corrects what it took. */
function changeAmount(desk: Desk, dispute: Stripe.Dispute, amountMinor: number): void {
  if (amountMinor === dispute.amount) return
  const charge = known(desk, 'charge', dispute.charge)
  const most = charge.amount_captured - charge.amount_refunded
  if (dispute.status === 'lost' || amountMinor > most)
    throw invalid(`A dispute of ${amountMinor} does not fit a charge of ${charge.amount_captured}.`, {
      param: 'amount',
    })
  const correction = postMoney(desk, {
    type: 'adjustment',
    category: 'dispute',
    amountMinor: dispute.amount - amountMinor,
    feeMinor: 0,
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback correction for ${dispute.charge}`,
  })
  dispute.balance_transactions = [...dispute.balance_transactions, correction]
  dispute.amount = amountMinor
}

const withdraw = (desk: Desk, dispute: Stripe.Dispute) =>
  postMoney(desk, {
    type: 'adjustment',
    category: 'dispute',
    amountMinor: -dispute.amount,
    feeMinor: disputeFeeMinor(dispute.currency),
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback withdrawal for ${dispute.charge}`,
  })

const giveBack = (desk: Desk, dispute: Stripe.Dispute) =>
  postMoney(desk, {
    type: 'adjustment',
    category: 'dispute_reversal',
    amountMinor: dispute.amount,
    feeMinor: -disputeFeeMinor(dispute.currency),
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback reversal for ${dispute.charge}`,
  })

function blankDispute(
  desk: Desk,
  charge: Stripe.Charge,
  amount: number,
  reason: string,
  status: Stripe.Dispute.Status,
): Stripe.Dispute {
  const card = charge.payment_method_details?.card
  return {
    id: makeId(desk, 'du'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: desk.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {} as Stripe.Dispute.Evidence,
    evidence_details: {
      due_by: status === 'lost' ? null : desk.now + evidenceDays * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: desk.livemode,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...(card && {
      payment_method_details: {
        type: 'card' as const,
        card: {
          brand: card.brand ?? 'visa',
          case_type: 'chargeback',
          network: card.brand ?? 'visa',
          network_reason_code: '10.4',
        },
      },
    }),
    reason,
    status,
  }
}
