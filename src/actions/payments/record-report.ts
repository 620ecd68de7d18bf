import type { SavedMethod } from '../../core/customers/customer.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { isPolled, type Payment } from '../../core/payments/payment.ts'
import { nextCheckAt } from '../../core/payments/poll-schedule.ts'
import { applyReport, type PaymentReport } from '../../core/payments/report.ts'
import { ok, type Result } from '../../core/result.ts'
import type { OfPayment } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { changeInvoicesOf } from './change-invoices-of.ts'
import type { SyncAnswer } from './sync-with-provider.ts'

/**
 * Records a provider's report about a payment in the history of each of its invoices, which it returns, oldest first. A
 * report that does not match our attempt changes nothing and becomes a review item.
 */
export async function recordReport(
  deps: Deps,
  unit: UnitOfWork,
  report: PaymentReport,
  saved: SavedMethod | null = null,
  justWritten: readonly WithParties[] | null = null,
): Promise<Result<readonly IssuedInvoice[]>> {
  const { paymentId, providerPaymentId, providerSessionId } = report
  const ids = {
    paymentId,
    providerPaymentId: providerPaymentId ?? undefined,
    providerSessionId: providerSessionId ?? undefined,
  }
  let about: string | null = null
  const apply = ({ invoice, account, payment }: OfPayment, at: number) => {
    about = invoice.id
    return applyReport(invoice, { ...report, paymentId: payment.id }, account.livemode, at)
  }
  const recorded = await changeInvoicesOf(deps, unit, ids, apply, { saved, justWritten })
  if (!recorded.ok && about !== null) await addReviewItem(deps, unit, about, report, recorded.refusal.code)
  return recorded
}

/**
 * Records the provider's answer about one payment: a report, a refusal, or no readable answer. Preloaded invoices save a
 * read; the commit checks their versions.
 */
export function recordAnswer(
  deps: Deps,
  unit: UnitOfWork,
  paymentId: string,
  answer: SyncAnswer,
  justWritten: readonly WithParties[] | null = null,
): Promise<Result<readonly IssuedInvoice[]>> {
  if (answer.kind === 'answered' && answer.value.report)
    return recordReport(deps, unit, answer.value.report, answer.value.saved, justWritten)
  return changeInvoicesOf(deps, unit, { paymentId }, ({ payment }, at) => ok(withoutReport(answer, payment, at)), {
    justWritten,
  })
}

/** Rejected credentials say nothing about the payment: it stays unknown until the operator fixes the key. */
function withoutReport(answer: SyncAnswer, payment: Payment, at: number): InvoiceEvent[] {
  const { id: paymentId, status } = payment
  const isUnanswered = status === 'pending' || status === 'unknown'
  if (!isUnanswered) return []
  if (answer.kind === 'answered') return [{ type: 'payment.canceled', paymentId, reason: 'abandoned' }]
  if (answer.kind === 'refused' && answer.code !== 'provider_credentials') {
    const failure = { code: answer.code, declineCode: answer.declineCode, at }
    return [{ type: 'payment.failed', paymentId, providerPaymentId: null, failure, retryAt: null }]
  }
  return status === 'unknown'
    ? []
    : [
        {
          type: 'payment.moved',
          paymentId,
          status: 'unknown',
          providerPaymentId: null,
          providerSessionId: null,
          url: null,
          urlExpiresAt: null,
          paidWith: null,
          failure: null,
          nextCheckAt: isPolled(payment) ? nextCheckAt('unknown', 0, at) : null,
        },
      ]
}

function addReviewItem(
  deps: Deps,
  unit: UnitOfWork,
  invoiceId: string,
  report: PaymentReport,
  kind: string,
): Promise<unknown> {
  const { amountMinor, currency, status, livemode } = report
  const subject = report.providerPaymentId ?? report.providerSessionId ?? report.paymentId
  const detail = { amountMinor, currency, status, livemode }
  const row = reviewItem(deps, unit.caller.accountId, { kind, subject, invoiceId, detail })
  return commitUnit(deps, unit, [], deps.now(), [row])
}
