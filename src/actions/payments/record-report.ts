import type { SavedMethod } from '../../core/customers/customer.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { nextCheckAt } from '../../core/payments/checks.ts'
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

/** Books what a provider says of one of our payments. What does not fit our attempt books nothing and asks for a person. */
export function recordReport(
  deps: Deps,
  unit: UnitOfWork,
  report: PaymentReport,
  saved: SavedMethod | null = null,
  justWritten: WithParties | null = null,
): Promise<Result<Invoice>> {
  let inHand = justWritten
  return retryOnConflict(async () => {
    const { paymentId, providerPaymentId, providerSessionId } = report
    const loaded =
      inHand ??
      (await invoicesOf(deps.db, unit.caller.accountId).byPayment({
        paymentId,
        providerPaymentId: providerPaymentId ?? undefined,
        providerSessionId: providerSessionId ?? undefined,
      }))
    inHand = null
    if (!loaded || !isIssued(loaded.invoice)) return refuse('payment_unknown')
    const at = deps.now()
    const ours = ownIdOf(loaded.invoice, report)
    const heard = applyReport(loaded.invoice, { ...report, paymentId: ours }, loaded.account.livemode, at)
    if (!heard.ok) {
      await askPerson(deps, unit, loaded.invoice, report, heard.refusal.code)
      return heard
    }
    return ok(await write(deps, unit, loaded, heard.value, at, saved))
  })
}

/**
 * Books what came of asking the provider after one payment: its report, its no, or that there was no readable answer. What was
 * written just now may be handed in: the commit checks that it is still the newest.
 */
export function recordAnswer(
  deps: Deps,
  unit: UnitOfWork,
  paymentId: string,
  asked: SyncAnswer,
  justWritten: WithParties | null = null,
): Promise<Result<Invoice>> {
  if (asked.kind === 'answered' && asked.value.report)
    return recordReport(deps, unit, asked.value.report, asked.value.saved, justWritten)
  let inHand = justWritten
  return retryOnConflict(async () => {
    const loaded = inHand ?? (await invoicesOf(deps.db, unit.caller.accountId).byPayment({ paymentId }))
    inHand = null
    const payment = loaded && isIssued(loaded.invoice) && loaded.invoice.payments.find(({ id }) => id === paymentId)
    if (!payment) return refuse('payment_unknown')
    const at = deps.now()
    return ok(await write(deps, unit, loaded, withoutReport(asked, paymentId, payment.status, at), at, null))
  })
}

/** Our payment by our id, or by the provider's where its message does not carry ours. */
function ownIdOf(invoice: IssuedInvoice, { paymentId, providerPaymentId, providerSessionId }: PaymentReport): string {
  const found =
    invoice.payments.find(({ id }) => id === paymentId) ??
    invoice.payments.find((payment) => providerPaymentId !== null && payment.providerPaymentId === providerPaymentId) ??
    invoice.payments.find((payment) => providerSessionId !== null && payment.providerSessionId === providerSessionId)
  return found?.id ?? paymentId
}

/** Being turned away for the key says nothing of the payment: it stays unknown until the operator has mended the key. */
function withoutReport(asked: SyncAnswer, paymentId: string, status: string, at: number): InvoiceEvent[] {
  const isUnheard = status === 'pending' || status === 'unknown'
  if (!isUnheard) return []
  if (asked.kind === 'answered') return [{ type: 'payment.canceled', paymentId, reason: 'abandoned' }]
  if (asked.kind === 'refused' && asked.code !== 'provider_credentials') {
    const failure = { code: asked.code, declineCode: asked.declineCode, at }
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
  const isNew = saved !== null && !customer?.methods.some(({ id }) => id === saved.id)
  if (decided.length === 0 && !isNew && unit.accompanyingRows.length === 0) return invoice
  const customerEvents = isNew ? [{ type: 'customer.method_saved' as const, method: saved }] : []
  return writeInvoice(deps, unit, loaded, decided, at, { customerEvents })
}

function askPerson(
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
