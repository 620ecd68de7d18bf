import type Stripe from 'stripe'
import { all, type Desk, idOf, lookUp } from './desk.ts'

export type TruePayment = {
  readonly id: string
  readonly amount: number
  readonly currency: string
  readonly status: string
  readonly amountReceived: number
  readonly amountRefunded: number
  readonly disputes: readonly string[]
  /** The kind of method that paid, or was tried last. */
  readonly method: string | null
  readonly metadata: Readonly<Record<string, string>>
  readonly customer: string | null
  readonly session: string | null
  readonly charges: readonly string[]
  readonly fee: number
  readonly created: number
}

/** What really happened, to compare books with. Amounts are minor units. */
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
  readonly cashBalances: readonly { customer: string; currency: string; amount: number }[]
}

export function truthOf(desk: Desk): Truth {
  const charges = Map.groupBy(all(desk, 'charge'), (charge) => idOf(charge.payment_intent))
  const disputes = Map.groupBy(all(desk, 'dispute'), (dispute) => idOf(dispute.payment_intent))
  return {
    account: desk.account.id,
    payments: all(desk, 'payment_intent').map((intent) =>
      payment(desk, intent, charges.get(intent.id) ?? [], disputes.get(intent.id) ?? []),
    ),
    refunds: all(desk, 'refund').map(({ id, payment_intent, amount, currency, status }) => ({
      id,
      payment: idOf(payment_intent),
      amount,
      currency,
      status,
    })),
    disputes: all(desk, 'dispute').map(
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
    sessions: all(desk, 'checkout.session').map((session) => ({
      id: session.id,
      status: session.status,
      paymentStatus: session.payment_status,
      payment: idOf(session.payment_intent),
      amount: session.amount_total,
      currency: session.currency,
      metadata: { ...session.metadata },
    })),
    cashBalances: Object.entries(desk.books.cash).flatMap(([customer, { available }]) =>
      Object.entries(available).map(([currency, amount]) => ({ customer, currency, amount })),
    ),
  }
}

function payment(
  desk: Desk,
  intent: Stripe.PaymentIntent,
  charges: Stripe.Charge[],
  disputes: Stripe.Dispute[],
): TruePayment {
  const method = charges.at(-1)?.payment_method_details?.type ?? methodOf(desk, intent)
  return {
    id: intent.id,
    amount: intent.amount,
    currency: intent.currency,
    status: intent.status,
    amountReceived: intent.amount_received,
    amountRefunded: charges.reduce((sum, charge) => sum + (charge.captured ? charge.amount_refunded : 0), 0),
    disputes: disputes.map(({ id }) => id),
    method,
    metadata: { ...intent.metadata },
    customer: idOf(intent.customer),
    session: desk.books.checkoutOf[intent.id] ?? null,
    charges: charges.map(({ id }) => id),
    fee: charges.reduce((sum, charge) => sum + feeOf(desk, charge), 0),
    created: intent.created,
  }
}

const methodOf = (desk: Desk, intent: Stripe.PaymentIntent): string | null =>
  lookUp(desk, 'payment_method', idOf(intent.payment_method) ?? '')?.type ?? null

const feeOf = (desk: Desk, charge: Stripe.Charge): number =>
  lookUp(desk, 'balance_transaction', idOf(charge.balance_transaction) ?? '')?.fee ?? 0
