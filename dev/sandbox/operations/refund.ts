import type Stripe from 'stripe'
import { type Context, idOf, makeDigits, makeId, mustFind, save } from '../context.ts'
import { emit } from '../events.ts'
import { cardBehind, methodTypeOf } from '../methods/find.ts'
import { invalid } from '../problem.ts'
import { bankDaysAfter, cancelScheduled, scheduleOperation } from '../scheduled-operations.ts'
import { kindOf } from '../tables/methods.ts'
import { postMoney } from './post-money.ts'
import { moveCash } from './receive-transfer.ts'

type Terms = {
  readonly amountMinor: number | undefined
  readonly reason: Stripe.Refund.Reason | null
  readonly metadata: Stripe.Metadata
}

const pendingDays = 3

/** Refunds a charge, the whole remainder or a part. Throws a Problem where there is nothing to refund. */
export function refundCharge(context: Context, charge: Stripe.Charge, terms: Terms): Stripe.Refund {
  const amount = checked(charge, terms.amountMinor)
  const method = mustFind(context, 'payment_method', charge.payment_method)
  const kind = kindOf(methodTypeOf(method))
  const behaviour =
    kind === 'card' ? cardBehind(context, method).refund : kind === 'debit' ? 'succeeds_later' : 'at_once'
  const refund = save(context, 'refund', {
    ...emptyRefund(context, charge, method, amount, terms),
    status: behaviour === 'succeeds_later' ? 'pending' : 'succeeded',
  })
  refund.balance_transaction = postMoney(context, {
    type: kind === 'card' ? 'refund' : 'payment_refund',
    category: 'refund',
    amountMinor: -amount,
    feeMinor: 0,
    currency: charge.currency,
    source: refund.id,
    description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
  }).id
  const before = { ...charge }
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount_captured
  emit(context, 'refund.created', refund)
  emit(context, 'charge.refunded', charge, before)
  if (behaviour !== 'at_once')
    scheduleOperation(
      context,
      bankDaysAfter(context.nowMs, pendingDays),
      behaviour === 'fails_later' ? 'fail_refund' : 'succeed_refund',
      refund.id,
    )
  if (kind === 'transfer')
    moveCash(context, idOf(charge.customer) ?? '', {
      type: 'refunded_from_payment',
      net_amount: amount,
      currency: charge.currency,
      refunded_from_payment: { refund: refund.id },
    })
  return refund
}

function checked(charge: Stripe.Charge, requested: number | undefined): number {
  if (!charge.paid || charge.status !== 'succeeded')
    throw invalid(`Charge ${charge.id} has not been paid, so it cannot be refunded.`, {
      ...(charge.status === 'pending' && { code: 'charge_not_refundable' }),
    })
  if (!charge.captured)
    throw invalid(
      `This PaymentIntent (${charge.payment_intent}) does not have a successful charge to refund. Cancel the PaymentIntent instead.`,
    )
  if (charge.refunded)
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' })
  const left = charge.amount_captured - charge.amount_refunded
  const amount = requested ?? left
  if (amount < 1) throw invalid('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  if (amount > left)
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    })
  return amount
}

function emptyRefund(
  context: Context,
  charge: Stripe.Charge,
  method: Stripe.PaymentMethod,
  amount: number,
  { reason, metadata }: Terms,
): Stripe.Refund {
  const isCard = method.type === 'card'
  return {
    id: makeId(context, isCard ? 're' : 'pyr'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    customer: charge.customer as string | null,
    customer_account: null,
    destination_details: isCard
      ? {
          type: 'card',
          card: {
            reference: makeDigits(context, 16),
            reference_status: 'available',
            reference_type: 'acquirer_reference_number',
            type: 'refund',
          },
        }
      : { type: method.type },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: method.id,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'pending',
    transfer_reversal: null,
  }
}

export function succeedRefund(context: Context, refund: Stripe.Refund): void {
  cancelScheduled(context, refund.id)
  report(context, refund, { status: 'succeeded' })
}

/** Fails a refund; its money returns to the account. */
export function failRefund(context: Context, refund: Stripe.Refund, reason: string): void {
  if (refund.status === 'failed' || refund.status === 'canceled')
    throw invalid(`Refund ${refund.id} has already ended: ${refund.status}.`)
  cancelScheduled(context, refund.id)
  const charge = mustFind(context, 'charge', refund.charge)
  const returned = postMoney(context, {
    type: 'refund_failure',
    category: 'refund_failure',
    amountMinor: refund.amount,
    feeMinor: 0,
    currency: refund.currency,
    source: refund.id,
    description: 'REFUND FAILURE',
    isAvailable: true,
  })
  charge.amount_refunded -= refund.amount
  charge.refunded = false
  report(context, refund, { status: 'failed', failure_reason: reason, failure_balance_transaction: returned.id })
  emit(context, 'refund.failed', refund)
  emit(context, 'charge.updated', charge)
}

function report(context: Context, refund: Stripe.Refund, changed: Partial<Stripe.Refund>): void {
  const before = { ...refund }
  Object.assign(refund, changed)
  emit(context, 'refund.updated', refund, before)
  emit(context, 'charge.refund.updated', refund, before)
}
