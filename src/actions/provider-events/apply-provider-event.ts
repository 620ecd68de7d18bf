import { requireScope } from '../../core/access/caller.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import { type AdverseReport, hearAdverse } from '../../core/payments/adverse.ts'
import type { PaymentReport } from '../../core/payments/report.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { providerEventsOf } from '../../db/repositories/provider-events.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import type { Fact, PaymentProvider } from '../../providers/provider.ts'
import { writeInvoice } from '../invoices/write-invoice.ts'
import { hearReport } from '../payments/hear-report.ts'
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
  if (fact.kind === 'adverse') await hearPaymentFirst(deps, unit, provider, fact.report)
  const applying = withRows(unit, [kept.applied(eventId, 'applied', at)])
  const heard = await hearFact(deps, applying, provider, fact)
  if (!heard.ok) await settleRefusal(deps, applying, fact, heard.refusal.code)
}

const hearFact = (deps: Deps, unit: UnitOfWork, provider: PaymentProvider, fact: Fact): Promise<Result<Invoice>> =>
  fact.kind === 'adverse' ? hearMoneyBack(deps, unit, fact.report) : hearPayment(deps, unit, provider, fact.report)

/** A message about a success seldom says what was paid with; the provider is asked for that, and believed over an older message. */
async function hearPayment(
  deps: Deps,
  unit: UnitOfWork,
  provider: PaymentProvider,
  report: PaymentReport,
): Promise<Result<Invoice>> {
  if (report.status !== 'succeeded' && report.status !== 'processing') return hearReport(deps, unit, report)
  const reference = { accountId: unit.caller.accountId, invoiceId: '', paymentId: report.paymentId }
  const asked = await provider.lookUp(reference, report)
  const fuller = asked.kind === 'heard' && asked.value.report.status === report.status ? asked.value : null
  const { paidWith } = fuller?.report ?? report
  return hearReport(deps, unit, { ...report, paidWith }, fuller?.saved ?? null)
}

/**
 * News of money going back may overtake the news that it came, when we do not even know the provider's id of the payment yet.
 * The provider is asked for the payment first; without its answer the news waits.
 */
async function hearPaymentFirst(
  deps: Deps,
  unit: UnitOfWork,
  provider: PaymentProvider,
  { providerPaymentId }: AdverseReport,
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
  if (paymentId !== null) await hearReport(deps, unit, { ...report, paymentId }, saved)
}

/** It cannot be applied now and may be later; the job tries again, a few times. */
class NotYet extends Error {
  override name = 'NotYet'
}

const hearMoneyBack = (deps: Deps, unit: UnitOfWork, report: AdverseReport): Promise<Result<Invoice>> =>
  retryOnConflict(async () => {
    const { providerPaymentId } = report
    const loaded = await invoicesOf(deps.db, unit.caller.accountId).byPayment({ providerPaymentId })
    if (!loaded || !isIssued(loaded.invoice)) return refuse('payment_unknown')
    const heard = hearAdverse(loaded.invoice, report)
    return heard.ok ? ok(await writeInvoice(deps, unit, loaded, heard.value, deps.now())) : heard
  })

/** A payment that is not ours is the merchant's own business, unless it claims to be ours: then a person looks. */
async function settleRefusal(deps: Deps, unit: UnitOfWork, fact: Fact, code: string): Promise<unknown> {
  if (code === 'provider_mismatch' && fact.kind === 'payment') return null // already asked
  const isForeign = code === 'payment_unknown' && (fact.kind === 'adverse' || fact.reference === null)
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
