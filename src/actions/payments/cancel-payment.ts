import { isIssued } from '../../core/invoices/invoice.ts'
import { idAtProvider, type Payment, unsettledOf } from '../../core/payments/payment.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { prerequisite, type UnitOfWork } from '../unit-of-work.ts'
import { changeInvoicesOf } from './change-invoices-of.ts'
import { recordReport } from './record-report.ts'

type Reason = 'superseded' | 'voided'

/**
 * Cancels the open payment of an invoice at the provider, so that it can no longer collect money. Does nothing without
 * one. Refuses if money is on its way or the provider does not confirm the cancellation.
 */
export async function cancelOpenPayment(
  deps: Deps,
  unit: UnitOfWork,
  invoiceId: string,
  reason: Reason,
): Promise<Result<null>> {
  const invoice = await invoicesOf(deps.db, unit.caller.accountId).find(invoiceId)
  const payment = invoice && isIssued(invoice) ? unsettledOf(invoice.payments) : undefined
  if (!payment) return ok(null)
  return cancelPayment(deps, prerequisite(unit), invoiceId, payment, reason)
}

/** Cancels one payment at the provider, and records the outcome that the provider reports with all of its invoices. */
export async function cancelPayment(
  deps: Deps,
  unit: UnitOfWork,
  invoiceId: string,
  payment: Payment,
  reason: Reason,
): Promise<Result<null>> {
  if (payment.status !== 'open' && payment.status !== 'requires_action') return refuse('payment_in_progress')
  const provider = deps.provider(unit.caller.accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  const paymentId = idAtProvider(payment)
  const reference = { accountId: unit.caller.accountId, invoiceId, paymentId }
  const closed = await provider.closeCheckout(reference, payment)
  if (closed.kind !== 'answered') return refuse('payment_provider_unavailable')
  if (closed.value.status !== 'canceled') {
    const recorded = await recordReport(deps, unit, closed.value)
    return recorded.ok ? refuse('payment_in_progress') : recorded
  }
  const canceled = await changeInvoicesOf(deps, unit, { paymentId }, ({ payment: { id, status } }) =>
    ok(status === 'open' || status === 'requires_action' ? [{ type: 'payment.canceled', paymentId: id, reason }] : []),
  )
  return canceled.ok ? ok(null) : canceled
}
