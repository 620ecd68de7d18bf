import type Stripe from 'stripe'
import { allOf, type Context, find, idOf } from './context.ts'
import { returnedFrom, transferredTo } from './operations/receive-transfer.ts'

export type TruePayment = {
  readonly id: string
  readonly amount: number
  readonly currency: string
  readonly status: string
  readonly amountReceived: number
  /** What transfers have brought so far: all of it before anything counts as received. */
  readonly amountTransferred: number
  /** What went back to the customer's balance when the payment was canceled. */
  readonly amountReturned: number
  readonly amountRefunded: number
  readonly disputes: readonly string[]
  /** The type of the method that paid or was tried last. */
  readonly method: string | null
  readonly metadata: Readonly<Record<string, string>>
  readonly customer: string | null
  readonly session: string | null
  readonly charges: readonly string[]
  readonly fee: number
  readonly created: number
}

/** The provider's ground truth of an account, to compare the product's books with. Amounts are minor units. */
export type Truth = {
  readonly account: string
  readonly payments: readonly TruePayment[]
  readonly refunds: readonly {
    id: string
    payment: string | null
    amount: number
    currency: string
    status: string | null
  }[]
  readonly disputes: readonly {
    id: string
    payment: string | null
    amount: number
    /** What the bank took when it opened the dispute; `amount` is what it took in the end. */
    amountOpened: number
    currency: string
    status: string
    reason: string
  }[]
  readonly sessions: readonly {
    id: string
    status: string | null
    paymentStatus: string
    payment: string | null
    amount: number | null
    currency: string | null
    metadata: Readonly<Record<string, string>>
  }[]
  /** With the customer that each is attached to. */
  readonly methods: readonly { id: string; customer: string | null }[]
  readonly setups: readonly {
    id: string
    status: string
    method: string | null
    metadata: Readonly<Record<string, string>>
  }[]
  readonly cashBalances: readonly { customer: string; currency: string; amount: number }[]
}

export function truthOf(context: Context): Truth {
  const charges = Map.groupBy(allOf(context, 'charge'), (charge) => idOf(charge.payment_intent))
  const disputes = Map.groupBy(allOf(context, 'dispute'), (dispute) => idOf(dispute.payment_intent))
  return {
    account: context.account.id,
    payments: allOf(context, 'payment_intent').map((intent) =>
      payment(context, intent, charges.get(intent.id) ?? [], disputes.get(intent.id) ?? []),
    ),
    refunds: allOf(context, 'refund').map(({ id, payment_intent, amount, currency, status }) => ({
      id,
      payment: idOf(payment_intent),
      amount,
      currency,
      status,
    })),
    disputes: allOf(context, 'dispute').map(
      ({ id, payment_intent, amount, balance_transactions, currency, status, reason }) => ({
        id,
        payment: idOf(payment_intent),
        amount,
        amountOpened: -(balance_transactions[0]?.amount ?? -amount),
        currency,
        status,
        reason,
      }),
    ),
    sessions: allOf(context, 'checkout.session').map((session) => ({
      id: session.id,
      status: session.status,
      paymentStatus: session.payment_status,
      payment: idOf(session.payment_intent),
      amount: session.amount_total,
      currency: session.currency,
      metadata: { ...session.metadata },
    })),
    methods: allOf(context, 'payment_method').map(({ id, customer }) => ({ id, customer: idOf(customer) })),
    setups: allOf(context, 'setup_intent').map(({ id, status, payment_method, metadata }) => ({
      id,
      status,
      method: idOf(payment_method),
      metadata: { ...metadata },
    })),
    cashBalances: Object.entries(context.data.cash).flatMap(([customer, { available }]) =>
      Object.entries(available).map(([currency, amount]) => ({ customer, currency, amount })),
    ),
  }
}

function payment(
  context: Context,
  intent: Stripe.PaymentIntent,
  charges: Stripe.Charge[],
  disputes: Stripe.Dispute[],
): TruePayment {
  const method = charges.at(-1)?.payment_method_details?.type ?? methodOf(context, intent)
  return {
    id: intent.id,
    amount: intent.amount,
    currency: intent.currency,
    status: intent.status,
    amountReceived: intent.amount_received,
    amountTransferred: transferredTo(context, intent),
    amountReturned: returnedFrom(context, intent),
    amountRefunded: charges.reduce((sum, charge) => sum + (charge.captured ? charge.amount_refunded : 0), 0),
    disputes: disputes.map(({ id }) => id),
    method,
    metadata: { ...intent.metadata },
    customer: idOf(intent.customer),
    session: context.data.checkoutOf[intent.id] ?? null,
    charges: charges.map(({ id }) => id),
    fee: charges.reduce((sum, charge) => sum + feeOf(context, charge), 0),
    created: intent.created,
  }
}

const methodOf = (context: Context, intent: Stripe.PaymentIntent): string | null =>
  find(context, 'payment_method', idOf(intent.payment_method) ?? '')?.type ?? null

const feeOf = (context: Context, charge: Stripe.Charge): number =>
  find(context, 'balance_transaction', idOf(charge.balance_transaction) ?? '')?.fee ?? 0
