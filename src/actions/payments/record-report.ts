import type { SavedMethod } from '../../core/customers/customer.ts'
import { isNewMethod } from '../../core/customers/saved-methods.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { nextCheckAt } from '../../core/payments/poll-schedule.ts'
import { applyReport, type PaymentReport } from '../../core/payments/report.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { writeInvoice } from '../invoices/write-invoice.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import type { SyncAnswer } from './sync-with-provider.ts'

/**
 * Records a provider's report about a payment. A report that does not match our attempt changes nothing and becomes a
 * review item.
 */
export function recordReport(
  deps: Deps,
  unit: UnitOfWork,
  report: PaymentReport,
  saved: SavedMethod | null = null,
  justWritten: WithParties | null = null,
): Promise<Result<Invoice>> {
  let preloaded = justWritten
  return retryOnConflict(async () => {
    const { paymentId, providerPaymentId, providerSessionId } = report
    const loaded =
      preloaded ??
      (await invoicesOf(deps.db, unit.caller.accountId).byPayment({
        paymentId,
        providerPaymentId: providerPaymentId ?? undefined,
        providerSessionId: providerSessionId ?? undefined,
      }))
    preloaded = null
    if (!loaded || !isIssued(loaded.invoice)) return refuse('payment_unknown')
    const at = deps.now()
    const ownId = ownIdOf(loaded.invoice, report)
    const applied = applyReport(loaded.invoice, { ...report, paymentId: ownId }, loaded.account.livemode, at)
    if (!applied.ok) {
      await addReviewItem(deps, unit, loaded.invoice, report, applied.refusal.code)
      return applied
    }
    return ok(await write(deps, unit, loaded, applied.value, at, saved))
  })
}

/**
 * Records the provider's answer about one payment: a report, a refusal, or no readable answer. A preloaded invoice
 * saves a read; the commit checks its version.
 */
export function recordAnswer(
  deps: Deps,
  unit: UnitOfWork,
  paymentId: string,
  answer: SyncAnswer,
  justWritten: WithParties | null = null,
): Promise<Result<Invoice>> {
  if (answer.kind === 'answered' && answer.value.report)
    return recordReport(deps, unit, answer.value.report, answer.value.saved, justWritten)
  let preloaded = justWritten
  return retryOnConflict(async () => {
    const loaded = preloaded ?? (await invoicesOf(deps.db, unit.caller.accountId).byPayment({ paymentId }))
    preloaded = null
    const payment = loaded && isIssued(loaded.invoice) && loaded.invoice.payments.find(({ id }) => id === paymentId)
    if (!payment) return refuse('payment_unknown')
    const at = deps.now()
    return ok(await write(deps, unit, loaded, withoutReport(answer, paymentId, payment.status, at), at, null))
  })
}

/** The id of our payment: from the report, or found by the provider's ids when its message does not carry ours. */
function ownIdOf(invoice: IssuedInvoice, { paymentId, providerPaymentId, providerSessionId }: PaymentReport): string {
  const found =
    invoice.payments.find(({ id }) => id === paymentId) ??
    invoice.payments.find((payment) => providerPaymentId !== null && payment.providerPaymentId === providerPaymentId) ??
    invoice.payments.find((payment) => providerSessionId !== null && payment.providerSessionId === providerSessionId)
  return found?.id ?? paymentId
}

/** Rejected credentials say nothing about the payment: it stays unknown until the operator fixes the key. */
function withoutReport(answer: SyncAnswer, paymentId: string, status: string, at: number): InvoiceEvent[] {
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
          nextCheckAt: nextCheckAt('unknown', 0, at),
        },
      ]
}

async function write(
  deps: Deps,
  unit: UnitOfWork,
  loaded: WithParties,
  decided: readonly InvoiceEvent[],
  at: number,
  saved: SavedMethod | null,
): Promise<Invoice> {
  const { invoice, customer } = loaded
  const isNew = saved !== null && (!customer || isNewMethod(customer, saved.id))
  if (decided.length === 0 && !isNew && unit.accompanyingRows.length === 0) return invoice
  const customerEvents = isNew ? [{ type: 'customer.method_saved' as const, method: saved }] : []
  return writeInvoice(deps, unit, loaded, decided, at, { customerEvents })
}

function addReviewItem(
  deps: Deps,
  unit: UnitOfWork,
  invoice: Invoice,
  report: PaymentReport,
  kind: string,
): Promise<unknown> {
  const { amountMinor, currency, status, livemode } = report
  const subject = report.providerPaymentId ?? report.providerSessionId ?? report.paymentId
  const detail = { amountMinor, currency, status, livemode }
  const row = reviewItem(deps, unit.caller.accountId, { kind, subject, invoiceId: invoice.id, detail })
  return commitUnit(deps, unit, [], deps.now(), [row])
}
