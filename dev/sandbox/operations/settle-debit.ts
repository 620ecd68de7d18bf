import type Stripe from 'stripe'
import { type Context, mustFind } from '../context.ts'
import { emit } from '../events.ts'
import { invalid, Problem } from '../problem.ts'
import { cancelScheduled, scheduleOperation } from '../scheduled-operations.ts'
import { bankAccountWith, bankFailures, type DebitType, type FailureCode } from '../tables/bank-accounts.ts'
import { settle } from './charge.ts'
import { endMandates } from './mandate.ts'
import { fail, snapshotOf, succeed } from './outcome.ts'

const hourMs = 3_600_000

/** Settles a pending debit. Throws a Problem where there is none. */
export function settleDebit(context: Context, intent: Stripe.PaymentIntent): void {
  const { charge, method } = pendingDebit(context, intent)
  settle(context, charge, charge.amount, method)
  emit(context, 'charge.succeeded', charge)
  succeed(context, intent, charge)
  if (accountBehind(context, method)?.isDisputed)
    scheduleOperation(context, context.nowMs + hourMs, 'open_dispute', intent.id, 'debit_not_authorized')
}

/** Fails a pending debit. Throws a Problem where there is none. */
export function failDebit(context: Context, intent: Stripe.PaymentIntent, code: FailureCode): void {
  const { charge, method } = pendingDebit(context, intent)
  Object.assign(charge, {
    amount_captured: 0,
    captured: false,
    failure_code: code,
    failure_message: bankFailures[code],
    outcome: { ...charge.outcome, network_status: 'declined_by_network', reason: code, type: 'issuer_declined' },
    status: 'failed',
  })
  emit(context, 'charge.failed', charge)
  if (accountBehind(context, method)?.endsMandate) endMandates(context, method.id)
  const problem = new Problem(402, 'card_error', bankFailures[code], {
    charge: charge.id,
    code: 'payment_intent_payment_attempt_failed',
    decline_code: code,
    payment_method: snapshotOf(method),
  })
  fail(context, intent, problem, charge)
}

function pendingDebit(context: Context, intent: Stripe.PaymentIntent) {
  if (intent.status !== 'processing')
    throw invalid(`There is no debit on its way for ${intent.id}: its status is ${intent.status}.`)
  cancelScheduled(context, intent.id)
  return {
    charge: mustFind(context, 'charge', intent.latest_charge),
    method: mustFind(context, 'payment_method', intent.payment_method),
  }
}

function accountBehind(context: Context, method: Stripe.PaymentMethod) {
  const { bank = '', number = '' } = context.data.secrets[method.id] ?? {}
  return bankAccountWith(method.type as DebitType, { bank, number })
}
