import type Stripe from 'stripe'
import type { CashBalance } from '../account-data.ts'
import { allOf, type Context, idOf, makeId, mustFind, save } from '../context.ts'
import { emit } from '../events.ts'
import { invalid } from '../problem.ts'
import { recordPaid } from './charge.ts'
import { updateCheckout } from './finish-checkout.ts'
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

/** A customer's cash balance: received money that is not applied to a payment. */
export function cashOf({ data }: Context, customerId: string): CashBalance {
  data.cash[customerId] ??= { available: {}, mode: 'automatic', isMerchantDefault: true }
  return data.cash[customerId]
}

/** Books a transfer to a customer's virtual account and, unless reconciliation is manual, pays the waiting payments. */
export function receiveTransfer(context: Context, transfer: Transfer): Stripe.CustomerCashBalanceTransaction {
  const { customerId, amountMinor, currency, reference, payerName } = transfer
  const type = transferTypeOf(currency)
  const moved = moveCash(context, customerId, {
    type: 'funded',
    net_amount: amountMinor,
    currency,
    funded: {
      bank_transfer: { reference, type, [type]: { sender_name: payerName } },
    } as Stripe.CustomerCashBalanceTransaction.Funded,
  })
  if (cashOf(context, customerId).mode === 'automatic') reconcile(context, customerId, currency, reference)
  if ((cashOf(context, customerId).available[currency] ?? 0) > 0)
    emit(context, 'cash_balance.funds_available', cashBalanceObject(context, customerId))
  return moved
}

/** Applies a balance to waiting payments: the one with the transfer's reference, one of exactly that amount, then the oldest. */
function reconcile(context: Context, customerId: string, currency: string, reference: string | null): void {
  const cash = cashOf(context, customerId)
  const left = () => cash.available[currency] ?? 0
  const waiting = () => waitingFor(context, customerId, currency)
  const meant = waiting().find(({ intent }) => reference?.includes(referenceOf(intent)))
  const exact = waiting().find(({ remaining }) => remaining === left())
  for (const first of [meant, exact])
    if (first && first.intent.status === 'requires_action') applyCash(context, first.intent)
  for (const { intent } of waiting()) if (left() > 0) applyCash(context, intent)
}

/** A customer's payments that wait for a transfer, oldest first, with the remaining amount. */
function waitingFor(context: Context, customerId: string, currency: string) {
  return allOf(context, 'payment_intent')
    .filter((intent) => idOf(intent.customer) === customerId && intent.currency === currency)
    .filter(
      ({ status, next_action }) => status === 'requires_action' && next_action?.display_bank_transfer_instructions,
    )
    .map((intent) => ({ intent, remaining: remainingOf(context, intent) }))
}

/**
 * Applies a customer's balance to a payment: `amountMinor`, or as much as it needs. Throws a Problem where the balance is
 * too small.
 */
export function applyCash(context: Context, intent: Stripe.PaymentIntent, amountMinor?: number): void {
  const customerId = idOf(intent.customer) ?? ''
  const cash = cashOf(context, customerId)
  const has = cash.available[intent.currency] ?? 0
  const remaining = remainingOf(context, intent)
  const amount = amountMinor ?? Math.min(has, remaining)
  if (amount > remaining || amount > has || amount < 1)
    throw invalid(`You cannot apply ${amount}: ${remaining} remain to be paid and ${has} are available.`, {
      param: 'amount',
    })
  moveCash(context, customerId, {
    type: 'applied_to_payment',
    net_amount: -amount,
    currency: intent.currency,
    applied_to_payment: { payment_intent: intent.id },
  })
  const method = mustFind(context, 'payment_method', intent.payment_method)
  if (amount < remaining) {
    showInstructions(context, intent)
    emit(context, 'payment_intent.partially_funded', intent)
    return
  }
  succeed(context, intent, recordPaid(context, intent, { method, amountMinor: intent.amount }))
}

/** Returns what was applied to a payment to the customer's balance. */
export function returnCash(context: Context, intent: Stripe.PaymentIntent): void {
  const transferredMinor = transferredTo(context, intent)
  if (transferredMinor === 0) return
  moveCash(context, idOf(intent.customer) ?? '', {
    type: 'unapplied_from_payment',
    net_amount: transferredMinor,
    currency: intent.currency,
    unapplied_from_payment: { payment_intent: intent.id },
  })
}

/** Confirms a payment by bank transfer: a sufficient balance is applied, otherwise instructions are shown. */
export function awaitTransfer(context: Context, intent: Stripe.PaymentIntent): void {
  const customerId = idOf(intent.customer)
  if (customerId === null)
    throw invalid('A PaymentIntent with the payment method type customer_balance needs a customer.', {
      code: 'parameter_missing',
      param: 'customer',
    })
  const cash = cashOf(context, customerId)
  if (cash.mode === 'automatic' && (cash.available[intent.currency] ?? 0) >= intent.amount) {
    applyCash(context, intent)
    return
  }
  intent.status = 'requires_action'
  showInstructions(context, intent)
  emit(context, 'payment_intent.requires_action', intent)
  updateCheckout(context, intent)
}

function showInstructions(context: Context, intent: Stripe.PaymentIntent): void {
  intent.next_action = {
    type: 'display_bank_transfer_instructions',
    display_bank_transfer_instructions: {
      amount_remaining: remainingOf(context, intent),
      currency: intent.currency,
      financial_addresses: financialAddresses(context, idOf(intent.customer) ?? '', intent.currency),
      hosted_instructions_url: `${context.publicUrl}/instructions/${intent.id}`,
      reference: referenceOf(intent),
      type: transferTypeOf(intent.currency),
    } as Stripe.PaymentIntent.NextAction.DisplayBankTransferInstructions,
  }
}

/** The reference to be given on the transfer. */
export const referenceOf = ({ id }: { id: string }): string => id.slice(-8).toUpperCase()

const remainingOf = (context: Context, intent: Stripe.PaymentIntent): number =>
  intent.amount - transferredTo(context, intent)

/** What a payment has of its customer's balance, in minor units. */
export const transferredTo = (context: Context, { id }: Stripe.PaymentIntent): number =>
  allOf(context, 'customer_cash_balance_transaction')
    .filter(({ applied_to_payment: to, unapplied_from_payment: from }) => idOf((to ?? from)?.payment_intent) === id)
    .reduce((sum, { net_amount }) => sum - net_amount, 0)

/** What went back of it to the balance when the payment was canceled. */
export const returnedFrom = (context: Context, { id }: Stripe.PaymentIntent): number =>
  allOf(context, 'customer_cash_balance_transaction')
    .filter(({ unapplied_from_payment: from }) => idOf(from?.payment_intent) === id)
    .reduce((sum, { net_amount }) => sum + net_amount, 0)

/** Records a movement of a customer's balance. */
export function moveCash(
  context: Context,
  customerId: string,
  movement: CashMovement,
): Stripe.CustomerCashBalanceTransaction {
  const { available } = cashOf(context, customerId)
  const ending = (available[movement.currency] ?? 0) + movement.net_amount
  if (ending < 0) throw new Error(`The cash balance of ${customerId} would fall to ${ending}.`)
  available[movement.currency] = ending
  const moved = save(context, 'customer_cash_balance_transaction', {
    id: makeId(context, 'ccsbtxn'),
    object: 'customer_cash_balance_transaction',
    created: context.now,
    customer: customerId,
    customer_account: null,
    ending_balance: ending,
    livemode: context.livemode,
    ...movement,
  })
  emit(context, 'customer_cash_balance_transaction.created', moved)
  return moved
}

export function cashBalanceObject(context: Context, customerId: string): Stripe.CashBalance {
  const { available, mode, isMerchantDefault } = cashOf(context, customerId)
  const held = Object.entries(available).filter(([, amount]) => amount > 0)
  return {
    object: 'cash_balance',
    available: held.length === 0 ? null : Object.fromEntries(held),
    customer: customerId,
    customer_account: null,
    livemode: context.livemode,
    settings: { reconciliation_mode: mode, using_merchant_default: isMerchantDefault },
  }
}
