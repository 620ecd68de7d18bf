import { requireScope } from '../../core/access/caller.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { refundedMinorOf } from '../../core/payments/money-back.ts'
import { applyMoneyBack, type MoneyBackReport } from '../../core/payments/money-back-report.ts'
import type { PaymentReport } from '../../core/payments/report.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { providerEventsOf } from '../../db/repositories/provider-events.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import type { Fact, OnlineProvider } from '../../providers/provider.ts'
import { writeInvoice } from '../invoices/write-invoice.ts'
import { recordReport } from '../payments/record-report.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork, withRows } from '../unit-of-work.ts'

type ToApply = { readonly provider: string; readonly eventId: string }

/** Applies a kept message of the provider. Its effect and the mark that it is applied are one commit; again, it changes nothing. */
export async function applyProviderEvent(
  deps: Deps,
  unit: UnitOfWork,
  { provider: name, eventId }: ToApply,
): Promise<void> {
  requireScope(unit.caller, 'work')
  const kept = providerEventsOf(deps.db, unit.caller.accountId, name)
  const event = await kept.find(eventId)
  const provider = deps.provider(unit.caller.accountId)
  if (!event || event.appliedAt !== null) return
  if (!provider) throw new NotYet()
  const fact = provider.read(event)
  const at = deps.now()
  if (fact === null) {
    await commitUnit(deps, unit, [], at, [kept.applied(eventId, 'ignored', at)])
    return
  }
  if (fact.kind === 'money_back') await hearPaymentFirst(deps, unit, provider, fact.report)
  const applying = withRows(unit, [kept.applied(eventId, 'applied', at)])
  const heard = await hearFact(deps, applying, provider, fact)
  if (!heard.ok) await settleRefusal(deps, applying, fact, heard.refusal.code)
}

const hearFact = (deps: Deps, unit: UnitOfWork, provider: OnlineProvider, fact: Fact): Promise<Result<Invoice>> =>
  fact.kind === 'money_back' ? hearMoneyBack(deps, unit, fact.report) : hearPayment(deps, unit, provider, fact.report)

/** A message about a success seldom says what was paid with; the provider is asked for that, and believed over an older message. */
async function hearPayment(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  report: PaymentReport,
): Promise<Result<Invoice>> {
  if (report.status !== 'succeeded' && report.status !== 'processing') return recordReport(deps, unit, report)
  const reference = { accountId: unit.caller.accountId, invoiceId: '', paymentId: report.paymentId }
  const asked = await provider.lookUp(reference, report)
  const fuller = asked.kind === 'answered' && asked.value.report.status === report.status ? asked.value : null
  const { paidWith } = fuller?.report ?? report
  return recordReport(deps, unit, { ...report, paidWith }, fuller?.saved ?? null)
}

/**
 * News of money going back may overtake the news that it came, when we do not even know the provider's id of the payment yet.
 * The provider is asked for the payment first; without its answer the news waits.
 */
async function hearPaymentFirst(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  { providerPaymentId }: MoneyBackReport,
): Promise<void> {
  const { accountId } = unit.caller
  const loaded = await invoicesOf(deps.db, accountId).byPayment({ providerPaymentId })
  const payments = loaded && isIssued(loaded.invoice) ? loaded.invoice.payments : []
  const known = payments.find((one) => one.providerPaymentId === providerPaymentId)
  if (known?.status === 'succeeded') return
  const blank = { accountId, invoiceId: '', paymentId: known?.id ?? '' }
  const asked = await provider.lookUp(blank, { providerPaymentId, providerSessionId: null })
  if (asked.kind === 'unknown') throw new NotYet()
  if (asked.kind === 'refused') return
  const { report, saved, reference } = asked.value
  const paymentId = known?.id ?? (reference?.accountId === accountId ? reference.paymentId : null)
  if (paymentId !== null) await recordReport(deps, unit, { ...report, paymentId }, saved)
}

/** It cannot be applied now and may be later; the job tries again, a few times. */
class NotYet extends Error {
  override name = 'NotYet'
}

/** More is refunded than came, unless an earlier refund has failed and that is still to be reported: the job tries again. */
class RefundExceedsPayment extends Error {
  override name = 'RefundExceedsPayment'
}

const hearMoneyBack = (deps: Deps, unit: UnitOfWork, report: MoneyBackReport): Promise<Result<Invoice>> =>
  retryOnConflict(async () => {
    const { providerPaymentId } = report
    const loaded = await invoicesOf(deps.db, unit.caller.accountId).byPayment({ providerPaymentId })
    if (!loaded || !isIssued(loaded.invoice)) return refuse('payment_unknown')
    const heard = applyMoneyBack(loaded.invoice, report)
    if (!heard.ok && mayFitLater(loaded.invoice, report)) throw new RefundExceedsPayment()
    if (!heard.ok) return heard
    const failed = heard.value.some(({ type }) => type === 'payment.refund_failed')
    const writing = failed ? withRows(unit, [failedRefund(deps, unit, loaded.invoice.id, report)]) : unit
    return ok(await writeInvoice(deps, writing, loaded, heard.value, deps.now()))
  })

const mayFitLater = ({ payments }: IssuedInvoice, { kind, providerPaymentId }: MoneyBackReport): boolean =>
  kind === 'refund' && payments.some((one) => one.providerPaymentId === providerPaymentId && refundedMinorOf(one) > 0)

/** The customer still waits for money that the merchant believes was sent: only a person can send it another way. */
const failedRefund = (deps: Deps, { caller }: UnitOfWork, invoiceId: string, report: MoneyBackReport) =>
  reviewItem(deps, caller.accountId, {
    kind: 'refund_failed',
    subject: report.id,
    invoiceId,
    detail: { amountMinor: report.amountMinor, currency: report.currency },
  })

/** A payment that is not ours is the merchant's own business, unless it claims to be ours: then a person looks. */
async function settleRefusal(deps: Deps, unit: UnitOfWork, fact: Fact, code: string): Promise<unknown> {
  if (code === 'provider_mismatch' && fact.kind === 'payment') return null // already asked
  const isForeign = code === 'payment_unknown' && (fact.kind === 'money_back' || fact.reference === null)
  if (isForeign) return commitUnit(deps, unit, [], deps.now())
  const { amountMinor, currency, providerPaymentId } = fact.report
  const subject = providerPaymentId ?? (fact.kind === 'payment' ? fact.report.providerSessionId : null) ?? 'unknown'
  const item = reviewItem(deps, unit.caller.accountId, {
    kind: code,
    subject,
    invoiceId: null,
    detail: { amountMinor, currency },
  })
  return commitUnit(deps, unit, [], deps.now(), [item])
}
