import type { InvoiceEvent } from '../invoices/events.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { refundedMinorOf } from './money-back.ts'
import type { Payment } from './payment.ts'

/** A provider's report of a refund, a failed refund, or a dispute. */
export type MoneyBackReport = {
  readonly kind: 'refund' | 'refund_failed' | 'dispute_opened' | 'dispute_won' | 'dispute_lost'
  readonly id: string
  readonly providerPaymentId: string
  readonly amountMinor: number
  readonly currency: string
}

/** The events of a refund or dispute; none if it was reported before. Neither re-opens an invoice. */
export function applyMoneyBack(invoice: IssuedInvoice, report: MoneyBackReport): Result<InvoiceEvent[]> {
  const payment = invoice.payments.find(({ providerPaymentId }) => providerPaymentId === report.providerPaymentId)
  if (!payment) return refuse('payment_unknown')
  if (payment.status !== 'succeeded' || report.currency !== invoice.currency) return refuse('provider_mismatch')
  switch (report.kind) {
    case 'refund':
      return refunded(payment, report)
    case 'refund_failed':
      return refundFailed(payment, report)
    default:
      return disputed(payment, report)
  }
}

/** A refund first takes the credit that this payment left, then the money that paid the invoice. */
function refunded(payment: Payment, { id, amountMinor }: MoneyBackReport): Result<InvoiceEvent[]> {
  if (payment.refunds.some((refund) => refund.id === id)) return ok([])
  const refundedMinor = refundedMinorOf(payment)
  if (refundedMinor + amountMinor > payment.receivedMinor) return refuse('provider_mismatch')
  const surplusMinor = payment.receivedMinor - payment.allocatedMinor - creditRefundedMinorOf(payment)
  const fromCreditMinor = Math.min(amountMinor, Math.max(0, surplusMinor))
  return ok([{ type: 'payment.refunded', paymentId: payment.id, refundId: id, amountMinor, fromCreditMinor }])
}

/** Reverses the refund. If the failure is reported before the refund itself, neither of them posts anything. */
function refundFailed(payment: Payment, { id, amountMinor: failedMinor }: MoneyBackReport): Result<InvoiceEvent[]> {
  const refund = payment.refunds.find((one) => one.id === id)
  if (refund?.status === 'failed') return ok([])
  if (refund && refund.amountMinor !== failedMinor) return refuse('provider_mismatch')
  const { amountMinor, fromCreditMinor } = refund ?? { amountMinor: 0, fromCreditMinor: 0 }
  return ok([{ type: 'payment.refund_failed', paymentId: payment.id, refundId: id, amountMinor, fromCreditMinor }])
}

/**
 * The end of a dispute may be reported before its opening and then records both. The final amount is what the bank
 * took; if a payment has several disputes and an amount differs, a person must decide. A lost dispute can still be won.
 */
function disputed(payment: Payment, { kind, id, amountMinor }: MoneyBackReport): Result<InvoiceEvent[]> {
  if (amountMinor > payment.receivedMinor) return refuse('provider_mismatch')
  const about = { paymentId: payment.id, disputeId: id }
  const known = payment.disputes.find((dispute) => dispute.id === id)
  const opened: InvoiceEvent[] = known ? [] : [{ type: 'payment.dispute_opened', ...about, amountMinor }]
  if (kind === 'dispute_opened') return ok(opened)
  const won = kind === 'dispute_won'
  if (known?.status === 'won' || (known?.status === 'lost' && !won)) return ok([])
  const byMinor = amountMinor - (known?.amountMinor ?? amountMinor)
  if (byMinor !== 0 && (known?.status === 'lost' || payment.disputes.length > 1)) return refuse('provider_mismatch')
  const changed: InvoiceEvent[] = byMinor === 0 ? [] : [{ type: 'payment.dispute_changed', ...about, byMinor }]
  return ok([...opened, ...changed, { type: 'payment.dispute_closed', ...about, amountMinor, won }])
}

/** The part of successful refunds that was taken from credit, in minor units. */
export const creditRefundedMinorOf = ({ refunds }: Payment): number =>
  refunds.reduce((sum, { status, fromCreditMinor }) => sum + (status === 'failed' ? 0 : fromCreditMinor), 0)
