import type Stripe from 'stripe'
import { plan, unplan } from '../agenda.ts'
import { type Desk, known } from '../desk.ts'
import { emit } from '../events.ts'
import { invalid, Problem } from '../problem.ts'
import { bankAccountWith, bankFailures, type DebitType, type FailureCode } from '../tables/bank-accounts.ts'
import { settle } from './charge.ts'
import { endMandates } from './mandate.ts'
import { fail, shot, succeed } from './outcome.ts'

const hourMs = 3_600_000

/** The bank has paid a debit. Throws a Problem where none is on its way. */
export function settleDebit(desk: Desk, intent: Stripe.PaymentIntent): void {
  const { charge, method } = underway(desk, intent)
  settle(desk, charge, charge.amount, method)
  emit(desk, 'charge.succeeded', charge)
  succeed(desk, intent, charge)
  if (accountBehind(desk, method)?.isDisputed)
    plan(desk, desk.nowMs + hourMs, 'open_dispute', intent.id, 'debit_not_authorized')
}

/** The bank has refused a debit. Throws a Problem where none is on its way. */
export function failDebit(desk: Desk, intent: Stripe.PaymentIntent, code: FailureCode): void {
  const { charge, method } = underway(desk, intent)
  Object.assign(charge, {
    amount_captured: 0,
    captured: false,
    failure_code: code,
    failure_message: bankFailures[code],
    outcome: { ...charge.outcome, network_status: 'declined_by_network', reason: code, type: 'issuer_declined' },
    status: 'failed',
  })
  emit(desk, 'charge.failed', charge)
  if (accountBehind(desk, method)?.endsMandate) endMandates(desk, method.id)
  const problem = new Problem(402, 'card_error', bankFailures[code], {
    charge: charge.id,
    code: 'payment_intent_payment_attempt_failed',
    decline_code: code,
    payment_method: shot(method),
  })
  fail(desk, intent, problem, charge)
}

function underway(desk: Desk, intent: Stripe.PaymentIntent) {
  if (intent.status !== 'processing')
    throw invalid(`There is no debit on its way for ${intent.id}: its status is ${intent.status}.`)
  unplan(desk, intent.id)
  return {
    charge: known(desk, 'charge', intent.latest_charge),
    method: known(desk, 'payment_method', intent.payment_method),
  }
}

function accountBehind(desk: Desk, method: Stripe.PaymentMethod) {
  const { bank = '', number = '' } = desk.books.secrets[method.id] ?? {}
  return bankAccountWith(method.type as DebitType, { bank, number })
}
