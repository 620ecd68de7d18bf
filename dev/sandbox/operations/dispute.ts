import type Stripe from 'stripe'
import { type Context, find, makeId, mustFind, save } from '../context.ts'
import { change, emit } from '../events.ts'
import { invalid } from '../problem.ts'
import { disputeFeeMinor } from '../tables/fees.ts'
import { isMethodType, kindOf } from '../tables/methods.ts'
import { postMoney } from './post-money.ts'

const evidenceDays = 7

/**
 * Opens a dispute of a payment. A card's dispute can be answered; a bank debit's is lost at once.
 * Throws a Problem where the charge is not paid or is in dispute already.
 */
export function openDispute(context: Context, intentId: string, reason: string, amountMinor?: number): Stripe.Dispute {
  const intent = mustFind(context, 'payment_intent', intentId)
  const charge = find(context, 'charge', String(intent.latest_charge))
  if (!charge?.captured || charge.status !== 'succeeded') throw invalid(`${intentId} has no paid charge to dispute.`)
  if (charge.disputed) throw invalid(`${charge.id} is already in dispute.`)
  const amount = amountMinor ?? charge.amount_captured - charge.amount_refunded
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > charge.amount_captured - charge.amount_refunded)
    throw invalid(`A dispute of ${amount} does not fit a charge of ${charge.amount_captured}.`, { param: 'amount' })
  const type = charge.payment_method_details?.type ?? 'card'
  const isFinal = isMethodType(type) && kindOf(type) !== 'card'
  const dispute = save(
    context,
    'dispute',
    emptyDispute(context, charge, amount, reason, isFinal ? 'lost' : 'needs_response'),
  )
  charge.disputed = true
  dispute.balance_transactions = [withdraw(context, dispute)]
  emit(context, 'charge.dispute.created', dispute)
  emit(context, 'charge.dispute.funds_withdrawn', dispute)
  if (isFinal) emit(context, 'charge.dispute.closed', dispute)
  return dispute
}

/**
 * Closes a dispute as won or lost, perhaps over another amount than it was opened with. One that was lost may still be won.
 * Throws a Problem where it is closed so already, or the amount is more than was paid.
 */
export function closeDispute(
  context: Context,
  dispute: Stripe.Dispute,
  outcome: 'won' | 'lost',
  amountMinor = dispute.amount,
): Stripe.Dispute {
  if (dispute.status === 'won' || dispute.status === outcome)
    throw invalid(`This dispute is already closed: ${dispute.status}.`)
  changeAmount(context, dispute, amountMinor)
  if (outcome === 'won') {
    dispute.balance_transactions = [...dispute.balance_transactions, giveBack(context, dispute)]
    emit(context, 'charge.dispute.funds_reinstated', dispute)
  }
  return change(context, 'charge.dispute.closed', dispute, { status: outcome, is_charge_refundable: false })
}

/** The bank corrects what it took. */
function changeAmount(context: Context, dispute: Stripe.Dispute, amountMinor: number): void {
  if (amountMinor === dispute.amount) return
  const charge = mustFind(context, 'charge', dispute.charge)
  const most = charge.amount_captured - charge.amount_refunded
  if (dispute.status === 'lost' || amountMinor > most)
    throw invalid(`A dispute of ${amountMinor} does not fit a charge of ${charge.amount_captured}.`, {
      param: 'amount',
    })
  const correction = postMoney(context, {
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

const withdraw = (context: Context, dispute: Stripe.Dispute) =>
  postMoney(context, {
    type: 'adjustment',
    category: 'dispute',
    amountMinor: -dispute.amount,
    feeMinor: disputeFeeMinor(dispute.currency),
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback withdrawal for ${dispute.charge}`,
  })

const giveBack = (context: Context, dispute: Stripe.Dispute) =>
  postMoney(context, {
    type: 'adjustment',
    category: 'dispute_reversal',
    amountMinor: dispute.amount,
    feeMinor: -disputeFeeMinor(dispute.currency),
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback reversal for ${dispute.charge}`,
  })

function emptyDispute(
  context: Context,
  charge: Stripe.Charge,
  amount: number,
  reason: string,
  status: Stripe.Dispute.Status,
): Stripe.Dispute {
  const card = charge.payment_method_details?.card
  return {
    id: makeId(context, 'du'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {} as Stripe.Dispute.Evidence,
    evidence_details: {
      due_by: status === 'lost' ? null : context.now + evidenceDays * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: context.livemode,
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
