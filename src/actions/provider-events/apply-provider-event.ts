import { type Caller, requireScope } from '../../core/access/caller.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import { type AdverseReport, hearAdverse } from '../../core/payments/adverse.ts'
import type { PaymentReport } from '../../core/payments/report.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { providerEventsOf } from '../../db/repositories/provider-events.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import type { Fact, PaymentProvider } from '../../providers/provider.ts'
import { deciding } from '../deciding.ts'
import { writeInvoice } from '../invoices/write-invoice.ts'
import { hearReport } from '../payments/hear-report.ts'

type ToApply = { readonly provider: string; readonly eventId: string }

/** Applies a kept message of the provider. Its effect and the mark that it is applied are one commit; again, it changes nothing. */
export async function applyProviderEvent(
  deps: Deps,
  caller: Caller,
  { provider: name, eventId }: ToApply,
): Promise<void> {
  requireScope(caller, 'work')
  const kept = providerEventsOf(deps.db, caller.accountId, name)
  const event = await kept.find(eventId)
  const provider = deps.provider(caller.accountId)
  if (!event || event.appliedAt !== null) return
  if (!provider) throw new NotYet()
  const fact = provider.read(event)
  const at = deps.now()
  if (fact === null) return deps.commit(caller, [], at, [kept.applied(eventId, 'ignored', at)])
  if (fact.kind === 'adverse') await hearPaymentFirst(deps, caller, provider, fact.report)
  deps.marks.push(kept.applied(eventId, 'applied', at))
  const heard = await hearFact(deps, caller, provider, fact)
  if (!heard.ok) await settleRefusal(deps, caller, fact, heard.refusal.code)
  else if (deps.marks.length > 0) await deps.commit(caller, [], at)
}

const hearFact = (deps: Deps, caller: Caller, provider: PaymentProvider, fact: Fact): Promise<Result<Invoice>> =>
  fact.kind === 'adverse' ? hearMoneyBack(deps, caller, fact.report) : hearPayment(deps, caller, provider, fact.report)

/** A message about a success seldom says what was paid with; the provider is asked for that, and believed over an older message. */
async function hearPayment(
  deps: Deps,
  caller: Caller,
  provider: PaymentProvider,
  report: PaymentReport,
): Promise<Result<Invoice>> {
  if (report.status !== 'succeeded' && report.status !== 'processing') return hearReport(deps, caller, report)
  const reference = { accountId: caller.accountId, invoiceId: '', paymentId: report.paymentId }
  const asked = await provider.lookUp(reference, report)
  const fuller = asked.kind === 'heard' && asked.value.report.status === report.status ? asked.value : null
  const { paidWith } = fuller?.report ?? report
  return hearReport(deps, caller, { ...report, paidWith }, fuller?.saved ?? null)
}

/**
 * News of money going back may overtake the news that it came, when we do not even know the provider's id of the payment yet.
 * The provider is asked for the payment first; without its answer the news waits.
 */
async function hearPaymentFirst(
  deps: Deps,
  caller: Caller,
  provider: PaymentProvider,
  { providerPaymentId }: AdverseReport,
): Promise<void> {
  const { accountId } = caller
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
  if (paymentId !== null) await hearReport(deps, caller, { ...report, paymentId }, saved)
}

/** It cannot be applied now and may be later; the job tries again, a few times. */
class NotYet extends Error {
  override name = 'NotYet'
}

const hearMoneyBack = (deps: Deps, caller: Caller, report: AdverseReport): Promise<Result<Invoice>> =>
  deciding(async () => {
    const { providerPaymentId } = report
    const loaded = await invoicesOf(deps.db, caller.accountId).byPayment({ providerPaymentId })
    if (!loaded || !isIssued(loaded.invoice)) return refuse('payment_unknown')
    const heard = hearAdverse(loaded.invoice, report)
    return heard.ok ? ok(await writeInvoice(deps, caller, loaded, heard.value, deps.now())) : heard
  })

/** A payment that is not ours is the merchant's own business, unless it claims to be ours: then a person looks. */
async function settleRefusal(deps: Deps, caller: Caller, fact: Fact, code: string): Promise<void> {
  if (code === 'provider_mismatch' && fact.kind === 'payment') return // already asked
  const isForeign = code === 'payment_unknown' && (fact.kind === 'adverse' || fact.reference === null)
  if (isForeign) return deps.commit(caller, [], deps.now())
  const { amountMinor, currency, providerPaymentId } = fact.report
  const subject = providerPaymentId ?? (fact.kind === 'payment' ? fact.report.providerSessionId : null) ?? 'unknown'
  const item = reviewItem(deps, caller.accountId, {
    kind: code,
    subject,
    invoiceId: null,
    detail: { amountMinor, currency },
  })
  return deps.commit(caller, [], deps.now(), [item])
}
