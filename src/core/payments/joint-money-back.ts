import { assert } from '../assert.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { evolvePayments } from './evolve.ts'
import { refundedMinorOf } from './money-back.ts'
import { applyMoneyBack, creditRefundedMinorOf, type MoneyBackReport } from './money-back-report.ts'
import type { Payment, PaymentDispute, PaymentRefund } from './payment.ts'

/**
 * The events of a refund or dispute of a payment, for each of its invoices, oldest first. It is decided as for one invoice that
 * has taken the whole sum, and then divided: the invoices that were paid last give back first.
 */
export function applyMoneyBackTo(
  invoices: readonly IssuedInvoice[],
  report: MoneyBackReport,
): Result<InvoiceEvent[][]> {
  const [oldest, ...others] = invoices
  if (!oldest) return refuse('payment_unknown')
  if (others.length === 0) {
    const decided = applyMoneyBack(oldest, report)
    return decided.ok ? ok([decided.value]) : decided
  }
  const shares = invoices.map((invoice) => paymentOf(invoice, report))
  if (!shares.every((payment) => payment !== undefined)) return refuse('payment_unknown')
  const decided = applyMoneyBack({ ...oldest, payments: [wholeOf(shares)] }, report)
  return decided.ok ? ok(divided(decided.value, shares)) : decided
}

const paymentOf = ({ payments }: IssuedInvoice, { providerPaymentId }: MoneyBackReport): Payment | undefined =>
  payments.find((payment) => payment.providerPaymentId === providerPaymentId)

/** The payments of a joint payment as one. */
function wholeOf(shares: readonly Payment[]): Payment {
  const [first] = shares
  assert(first, 'a payment is of an invoice')
  const sum = (of: (payment: Payment) => number) => shares.reduce((total, payment) => total + of(payment), 0)
  return {
    ...first,
    receivedMinor: sum(({ receivedMinor }) => receivedMinor),
    allocatedMinor: sum(({ allocatedMinor }) => allocatedMinor),
    refunds: added(
      shares.flatMap(({ refunds }) => refunds),
      (one: PaymentRefund, other) => ({
        ...one,
        amountMinor: one.amountMinor + other.amountMinor,
        fromCreditMinor: one.fromCreditMinor + other.fromCreditMinor,
      }),
    ),
    disputes: added(
      shares.flatMap(({ disputes }) => disputes),
      (one: PaymentDispute, other) => ({ ...one, amountMinor: one.amountMinor + other.amountMinor }),
    ),
  }
}

const added = <T extends { readonly id: string }>(parts: readonly T[], add: (one: T, other: T) => T): T[] =>
  [...Map.groupBy(parts, ({ id }) => id).values()].map((same) => same.reduce(add))

/** Each event about the whole as events of its invoices, which add up to it. */
function divided(decided: readonly InvoiceEvent[], shares: readonly Payment[]): InvoiceEvent[][] {
  const divided: InvoiceEvent[][] = shares.map(() => [])
  let current = shares
  for (const event of decided) {
    const parts = partsOf(event, current)
    current = current.map((payment, at) => {
      const part = parts[at]
      if (!part) return payment
      divided[at]?.push(part)
      const [next] = evolvePayments([payment], part, payment.createdAt)
      assert(next, 'a payment stays when money goes back')
      return next
    })
  }
  return divided
}

/** The part of an event for each payment; null where it is not about that one. */
function partsOf(event: InvoiceEvent, shares: readonly Payment[]): (InvoiceEvent | null)[] {
  switch (event.type) {
    case 'payment.refunded': {
      const credit = spread(event.fromCreditMinor, shares.map(creditLeftMinor))
      const paid = spread(event.amountMinor - event.fromCreditMinor, shares.map(keptMinor), shares.map(paidLeftMinor))
      return shares.map(({ id: paymentId }, at) => {
        const [fromCreditMinor, paidMinor] = [credit[at]!, paid[at]!]
        const amountMinor = fromCreditMinor + paidMinor
        return amountMinor === 0 ? null : { ...event, paymentId, amountMinor, fromCreditMinor }
      })
    }
    case 'payment.refund_failed':
      return shares.map(({ id: paymentId, refunds }, at) => {
        const refund = refunds.find(({ id }) => id === event.refundId)
        if (refund) return { ...event, paymentId, ...amountsOf(refund) }
        return at === 0 && event.amountMinor === 0 ? { ...event, paymentId } : null
      })
    case 'payment.dispute_opened': {
      const parts = spread(event.amountMinor, shares.map(leftMinor), shares.map(receivedMinor))
      return shares.map(({ id: paymentId }, at) => ({ ...event, paymentId, amountMinor: parts[at]! }))
    }
    case 'payment.dispute_changed': {
      const disputed = shares.map((payment) => disputedMinor(payment, event.disputeId))
      const parts =
        event.byMinor > 0
          ? spread(
              event.byMinor,
              shares.map(leftMinor),
              shares.map((payment, at) => payment.receivedMinor - disputed[at]!),
            )
          : spread(-event.byMinor, disputed).map((minor) => -minor)
      return shares.map(({ id: paymentId }, at) => (parts[at] ? { ...event, paymentId, byMinor: parts[at] } : null))
    }
    case 'payment.dispute_closed':
      return shares.map((payment) => ({
        ...event,
        paymentId: payment.id,
        amountMinor: disputedMinor(payment, event.disputeId),
      }))
    default:
      throw new Error(`Money does not go back by ${event.type}.`)
  }
}

const amountsOf = ({ amountMinor, fromCreditMinor }: PaymentRefund) => ({ amountMinor, fromCreditMinor })

/**
 * Divides an amount over payments, the newest invoice first, each up to its room (minor units). What finds no room in the first
 * list gets it from the next.
 */
function spread(amountMinor: number, ...rooms: readonly (readonly number[])[]): number[] {
  const parts = rooms[0]?.map(() => 0) ?? []
  let leftMinor = amountMinor
  for (const room of rooms)
    for (let at = parts.length - 1; at >= 0; at--) {
      const partMinor = Math.min(leftMinor, Math.max(0, room[at]! - parts[at]!))
      parts[at]! += partMinor
      leftMinor -= partMinor
    }
  assert(leftMinor === 0, 'no more of a payment goes back than was received')
  return parts
}

const receivedMinor = (payment: Payment): number => payment.receivedMinor

/** Not refunded and not in dispute or lost to one. */
const leftMinor = (payment: Payment): number =>
  payment.receivedMinor -
  refundedMinorOf(payment) -
  payment.disputes.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

const creditLeftMinor = (payment: Payment): number =>
  payment.receivedMinor - payment.allocatedMinor - creditRefundedMinorOf(payment)

/** What paid the invoice and was not refunded. */
const paidLeftMinor = (payment: Payment): number =>
  payment.allocatedMinor - (refundedMinorOf(payment) - creditRefundedMinorOf(payment))

/** The part of it that no dispute has taken. */
const keptMinor = (payment: Payment): number => Math.min(paidLeftMinor(payment), leftMinor(payment))

const disputedMinor = ({ disputes }: Payment, disputeId: string): number =>
  disputes.find(({ id }) => id === disputeId)?.amountMinor ?? 0
