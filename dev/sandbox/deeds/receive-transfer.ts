import type Stripe from 'stripe'
import type { CashBalance } from '../books.ts'
import { all, type Desk, idOf, keep, known, makeId } from '../desk.ts'
import { emit } from '../events.ts'
import { invalid } from '../problem.ts'
import { recordPaid } from './charge.ts'
import { reportCheckout } from './finish-checkout.ts'
import { succeed } from './outcome.ts'
import { financialAddresses, transferTypeOf } from './virtual-account.ts'

export type Transfer = {
  readonly customerId: string
  readonly amountMinor: number
  readonly currency: string
  readonly reference: string | null
  readonly payerName: string | null
}

type CashMovement = Partial<Stripe.CustomerCashBalanceTransaction> & {
  type: Stripe.CustomerCashBalanceTransaction.Type
  net_amount: number
  currency: string
}

/** A customer's money that is not yet used for anything. */
export function cashOf({ books }: Desk, customerId: string): CashBalance {
  books.cash[customerId] ??= { available: {}, mode: 'automatic', isMerchantDefault: true }
  return books.cash[customerId]
}

/** Money arrived at a customer's virtual account; it pays what is waiting for it, unless that is to be done by hand. */
export function receiveTransfer(desk: Desk, transfer: Transfer): Stripe.CustomerCashBalanceTransaction {
  const { customerId, amountMinor, currency, reference, payerName } = transfer
  const type = transferTypeOf(currency)
  const moved = moveCash(desk, customerId, {
    type: 'funded',
    net_amount: amountMinor,
    currency,
    funded: {
      bank_transfer: { reference, type, [type]: { sender_name: payerName } },
    } as Stripe.CustomerCashBalanceTransaction.Funded,
  })
  if (cashOf(desk, customerId).mode === 'automatic') reconcile(desk, customerId, currency, reference)
  if ((cashOf(desk, customerId).available[currency] ?? 0) > 0)
    emit(desk, 'cash_balance.funds_available', cashBalanceObject(desk, customerId))
  return moved
}

/** Spends a balance on waiting payments: the one whose reference was given, one of exactly that amount, then the oldest. */
function reconcile(desk: Desk, customerId: string, currency: string, reference: string | null): void {
  const cash = cashOf(desk, customerId)
  const left = () => cash.available[currency] ?? 0
  const waiting = () => waitingFor(desk, customerId, currency)
  const meant = waiting().find(({ intent }) => reference?.includes(referenceOf(intent)))
  const exact = waiting().find(({ remaining }) => remaining === left())
  for (const first of [meant, exact])
    if (first && first.intent.status === 'requires_action') applyCash(desk, first.intent)
  for (const { intent } of waiting()) if (left() > 0) applyCash(desk, intent)
}

/** Payments of a customer that wait for a transfer, oldest first, and what each still needs. */
function waitingFor(desk: Desk, customerId: string, currency: string) {
  return all(desk, 'payment_intent')
    .filter((intent) => idOf(intent.customer) === customerId && intent.currency === currency)
    .filter(
      ({ status, next_action }) => status === 'requires_action' && next_action?.display_bank_transfer_instructions,
    )
    .map((intent) => ({ intent, remaining: remainingOf(desk, intent) }))
}

/**
 * Puts a customer's balance towards a payment, as much as it needs or `amountMinor`. Throws a Problem where there is not enough
 * for what was asked.
 */
export function applyCash(desk: Desk, intent: Stripe.PaymentIntent, amountMinor?: number): void {
  const customerId = idOf(intent.customer) ?? ''
  const cash = cashOf(desk, customerId)
  const has = cash.available[intent.currency] ?? 0
  const remaining = remainingOf(desk, intent)
  const amount = amountMinor ?? Math.min(has, remaining)
  if (amount > remaining || amount > has || amount < 1)
    throw invalid(`You cannot apply ${amount}: ${remaining} remain to be paid and ${has} are available.`, {
      param: 'amount',
    })
  moveCash(desk, customerId, {
    type: 'applied_to_payment',
    net_amount: -amount,
    currency: intent.currency,
    applied_to_payment: { payment_intent: intent.id },
  })
  const method = known(desk, 'payment_method', intent.payment_method)
  if (amount < remaining) {
    showInstructions(desk, intent)
    emit(desk, 'payment_intent.partially_funded', intent)
    return
  }
  succeed(desk, intent, recordPaid(desk, intent, { method, amountMinor: intent.amount }))
}

/** Confirms a payment by bank transfer: what the customer already has is used, and the rest is asked for. */
export function askForTransfer(desk: Desk, intent: Stripe.PaymentIntent): void {
  const customerId = idOf(intent.customer)
  if (customerId === null)
    throw invalid('A PaymentIntent with the payment method type customer_balance needs a customer.', {
      code: 'parameter_missing',
      param: 'customer',
    })
  const cash = cashOf(desk, customerId)
  if (cash.mode === 'automatic' && (cash.available[intent.currency] ?? 0) >= intent.amount) {
    applyCash(desk, intent)
    return
  }
  intent.status = 'requires_action'
  showInstructions(desk, intent)
  emit(desk, 'payment_intent.requires_action', intent)
  reportCheckout(desk, intent)
}

function showInstructions(desk: Desk, intent: Stripe.PaymentIntent): void {
  intent.next_action = {
    type: 'display_bank_transfer_instructions',
    display_bank_transfer_instructions: {
      amount_remaining: remainingOf(desk, intent),
      currency: intent.currency,
      financial_addresses: financialAddresses(desk, idOf(intent.customer) ?? '', intent.currency),
      hosted_instructions_url: `${desk.publicUrl}/instructions/${intent.id}`,
      reference: referenceOf(intent),
      type: transferTypeOf(intent.currency),
    } as Stripe.PaymentIntent.NextAction.DisplayBankTransferInstructions,
  }
}

/** What a payer should write on the transfer. */
export const referenceOf = ({ id }: { id: string }): string => id.slice(-8).toUpperCase()

function remainingOf(desk: Desk, intent: Stripe.PaymentIntent): number {
  const applied = all(desk, 'customer_cash_balance_transaction').filter(
    ({ applied_to_payment }) => idOf(applied_to_payment?.payment_intent) === intent.id,
  )
  return applied.reduce((left, { net_amount }) => left + net_amount, intent.amount)
}

/** Writes a movement of a customer's balance. */
export function moveCash(
  desk: Desk,
  customerId: string,
  movement: CashMovement,
): Stripe.CustomerCashBalanceTransaction {
  const { available } = cashOf(desk, customerId)
  const ending = (available[movement.currency] ?? 0) + movement.net_amount
  if (ending < 0) throw new Error(`The cash balance of ${customerId} would fall to ${ending}.`)
  available[movement.currency] = ending
  const moved = keep(desk, 'customer_cash_balance_transaction', {
    id: makeId(desk, 'ccsbtxn'),
    object: 'customer_cash_balance_transaction',
    created: desk.now,
    customer: customerId,
    customer_account: null,
    ending_balance: ending,
    livemode: desk.livemode,
    ...movement,
  })
  emit(desk, 'customer_cash_balance_transaction.created', moved)
  return moved
}

export function cashBalanceObject(desk: Desk, customerId: string): Stripe.CashBalance {
  const { available, mode, isMerchantDefault } = cashOf(desk, customerId)
  const held = Object.entries(available).filter(([, amount]) => amount > 0)
  return {
    object: 'cash_balance',
    available: held.length === 0 ? null : Object.fromEntries(held),
    customer: customerId,
    customer_account: null,
    livemode: desk.livemode,
    settings: { reconciliation_mode: mode, using_merchant_default: isMerchantDefault },
  }
}
