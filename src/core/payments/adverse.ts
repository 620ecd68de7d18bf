import type { InvoiceEvent } from '../invoices/events.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Payment } from './payment.ts'

/** What a provider says of money that went back: a refund, or a dispute with the customer's bank. */
export type AdverseReport = {
  readonly kind: 'refund' | 'dispute_opened' | 'dispute_won' | 'dispute_lost'
  readonly id: string
  readonly providerPaymentId: string
  readonly amountMinor: number
  readonly currency: string
}

/** The events that money going back adds; none when it was heard before. Neither a refund nor a dispute re-opens an invoice. */
export function hearAdverse(invoice: IssuedInvoice, report: AdverseReport): Result<InvoiceEvent[]> {
  const payment = invoice.payments.find(({ providerPaymentId }) => providerPaymentId === report.providerPaymentId)
  if (!payment) return refuse('payment_unknown')
  if (payment.status !== 'succeeded' || report.currency !== invoice.currency) return refuse('provider_mismatch')
  return report.kind === 'refund' ? refunded(payment, report) : disputed(payment, report)
}

/** A refund takes the credit that this payment left first, then what had paid the invoice. */
function refunded(payment: Payment, { id, amountMinor }: AdverseReport): Result<InvoiceEvent[]> {
  if (payment.adverse.includes(`refund:${id}`)) return ok([])
  if (payment.refundedMinor + amountMinor > payment.receivedMinor) return refuse('provider_mismatch')
  const surplusMinor = payment.receivedMinor - payment.allocatedMinor
  const fromCreditMinor = Math.min(amountMinor, Math.max(0, surplusMinor - payment.refundedMinor))
  return ok([{ type: 'payment.refunded', paymentId: payment.id, refundId: id, amountMinor, fromCreditMinor }])
}

/** News of the end may come before news of the beginning: it then brings both. */
function disputed(payment: Payment, { kind, id, amountMinor }: AdverseReport): Result<InvoiceEvent[]> {
  if (amountMinor > payment.receivedMinor) return refuse('provider_mismatch')
  const about = { paymentId: payment.id, disputeId: id, amountMinor }
  const opened: InvoiceEvent[] = payment.adverse.includes(`opened:${id}`)
    ? []
    : [{ type: 'payment.dispute_opened', ...about }]
  if (kind === 'dispute_opened') return ok(opened)
  if (payment.adverse.includes(`closed:${id}`)) return ok([])
  return ok([...opened, { type: 'payment.dispute_closed', ...about, won: kind === 'dispute_won' }])
}
