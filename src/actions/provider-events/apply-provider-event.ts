import { requireScope } from '../../core/access/caller.ts'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import { applyMoneyBackTo } from '../../core/payments/joint-money-back.ts'
import { refundedMinorOf } from '../../core/payments/money-back.ts'
import type { MoneyBackReport } from '../../core/payments/money-back-report.ts'
import type { PaymentReport } from '../../core/payments/report.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import type { Query } from '../../db/client.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { invoicesOf, type OfPayment } from '../../db/repositories/invoices.ts'
import { providerEventsOf } from '../../db/repositories/provider-events.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import type { Fact, OnlineProvider } from '../../providers/provider.ts'
import { writeInvoices } from '../invoices/write-invoice.ts'
import { changeCustomer } from '../payments/change-customer.ts'
import { recordReport } from '../payments/record-report.ts'
import { recordSetup } from '../payments/record-setup.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, prerequisite, type UnitOfWork, withRows } from '../unit-of-work.ts'

type ToApply = { readonly provider: string; readonly eventId: string }

/**
 * Applies a stored provider event. Its effect and the mark that it was applied are one commit, so a repeat changes
 * nothing.
 */
export async function applyProviderEvent(
  deps: Deps,
  unit: UnitOfWork,
  { provider: name, eventId }: ToApply,
): Promise<void> {
  requireScope(unit.caller, 'work')
  const stored = providerEventsOf(deps.db, unit.caller.accountId, name)
  const event = await stored.find(eventId)
  const provider = deps.provider(unit.caller.accountId)
  if (!event || event.appliedAt !== null) return
  if (!provider) throw new ProviderUnavailable()
  const read = provider.read(event)
  const fact = read?.kind === 'to_look_up' ? await lookUp(provider, read) : read
  const at = deps.now()
  if (fact === null) {
    await commitUnit(deps, unit, [], at, [stored.applied(eventId, 'ignored', at)])
    return
  }
  if (fact.kind === 'money_back') await bookPaymentFirst(deps, unit, provider, fact.report)
  const applying = withRows(unit, [stored.applied(eventId, 'applied', at)])
  if (fact.kind === 'method_set_up') return applySetup(deps, applying, provider, fact)
  if (fact.kind === 'method_detached') return applyDetachment(deps, applying, fact.methodId, stored.forgotten(eventId))
  if (fact.kind === 'transfer_returned') return noteReturn(deps, applying, provider, fact)
  const booked = await bookFact(deps, applying, provider, fact)
  if (!booked.ok) await settleRefusal(deps, applying, fact, booked.refusal.code)
}

type ToLookUp = Extract<Fact, { kind: 'to_look_up' }>
type TransferReturned = Extract<Fact, { kind: 'transfer_returned' }>
type MethodSetUp = Extract<Fact, { kind: 'method_set_up' }>
type ToBook = Extract<Fact, { kind: 'payment' | 'money_back' }>

/** Looks up a payment whose state the message does not contain; without an answer the event is retried later. */
async function lookUp(provider: OnlineProvider, { reference, ids }: ToLookUp): Promise<ToBook> {
  const answer = await provider.lookUp(reference, ids)
  if (answer.kind !== 'answered') throw new ProviderUnavailable()
  return { kind: 'payment', report: answer.value.report, reference }
}

const bookFact = (deps: Deps, unit: UnitOfWork, provider: OnlineProvider, fact: ToBook): Promise<Result<unknown>> =>
  fact.kind === 'money_back' ? bookMoneyBack(deps, unit, fact.report) : bookPayment(deps, unit, provider, fact.report)

/** Events about a success rarely name the payment method, so the provider is asked for it. */
async function bookPayment(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  report: PaymentReport,
): Promise<Result<unknown>> {
  if (report.status !== 'succeeded' && report.status !== 'processing') return recordReport(deps, unit, report)
  const reference = { accountId: unit.caller.accountId, invoiceId: '', paymentId: report.paymentId }
  const answer = await provider.lookUp(reference, report)
  const detailed = answer.kind === 'answered' && answer.value.report.status === report.status ? answer.value : null
  const { paidWith } = detailed?.report ?? report
  return recordReport(deps, unit, { ...report, paidWith }, detailed?.saved ?? null)
}

/**
 * A refund or dispute may be reported before the payment itself, whose provider id we may not know yet. The payment is
 * fetched first; without an answer the event is retried later.
 */
async function bookPaymentFirst(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  { providerPaymentId }: MoneyBackReport,
): Promise<void> {
  const { accountId } = unit.caller
  const found = await invoicesOf(deps.db, accountId).byPayment({ providerPaymentId })
  const known = found?.invoices[0]?.payment
  if (known?.status === 'succeeded') return
  const blank = { accountId, invoiceId: '', paymentId: known?.id ?? '' }
  const answer = await provider.lookUp(blank, { providerPaymentId, providerSessionId: null })
  if (answer.kind === 'unknown') throw new ProviderUnavailable()
  if (answer.kind === 'refused') return
  const { report, saved, reference } = answer.value
  const paymentId = known?.id ?? (reference?.accountId === accountId ? reference.paymentId : null)
  if (paymentId !== null) await recordReport(deps, unit, { ...report, paymentId }, saved)
}

/**
 * Records a method that was saved without a payment, also if the customer never came back. The charges that wait for it are scheduled
 * before the event counts as applied, so that a crash in between loses none. One that is not ours, or is detached since, is ignored.
 */
async function applySetup(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  { reference, methodId }: MethodSetUp,
): Promise<void> {
  if (reference?.accountId === unit.caller.accountId) {
    const saved = await provider.method(methodId)
    if (saved.kind === 'unknown') throw new ProviderUnavailable()
    if (saved.kind === 'answered') await recordSetup(deps, prerequisite(unit), reference, saved.value)
  }
  await commitUnit(deps, unit, [], deps.now())
}

/**
 * The merchant has removed a method on the provider's own pages: it can no longer be charged. One that nobody has here, as it went with an
 * erased customer, is forgotten.
 */
async function applyDetachment(deps: Deps, unit: UnitOfWork, methodId: string, forgotten: Query): Promise<void> {
  const customer = await customersOf(deps.db, unit.caller.accountId).byMethod(methodId)
  const removed = (methods: Customer['methods']): CustomerEvent[] =>
    methods.some(({ id }) => id === methodId) ? [{ type: 'customer.method_removed', methodId, by: 'provider' }] : []
  const changed =
    customer && (await changeCustomer(deps, unit, customer.id, ({ methods }) => ok(removed(methods)), customer))
  if (!changed?.ok) await commitUnit(deps, unit, [], deps.now(), [forgotten])
}

/** Money that is neither the invoice's nor in the books: a person has to send it back, or leave it for the next transfer. */
async function noteReturn(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  { providerPaymentId, amountMinor, currency }: TransferReturned,
): Promise<void> {
  const { accountId } = unit.caller
  const blank = { accountId, invoiceId: '', paymentId: '' }
  const answer = await provider.lookUp(blank, { providerPaymentId, providerSessionId: null })
  if (answer.kind !== 'answered') throw new ProviderUnavailable()
  const { reference } = answer.value
  const item = { kind: 'transfer_returned', subject: providerPaymentId, detail: { amountMinor, currency } }
  const isOurs = reference?.accountId === accountId
  const rows = isOurs ? [reviewItem(deps, accountId, { ...item, invoiceId: reference.invoiceId })] : []
  await commitUnit(deps, unit, [], deps.now(), rows)
}

/** The provider cannot be asked now; the job retries a few times. */
class ProviderUnavailable extends Error {
  override name = 'NotYet'
}

/** The refund exceeds the payment, unless an earlier refund failed and that is not reported yet; the job retries. */
class RefundExceedsPayment extends Error {
  override name = 'RefundExceedsPayment'
}

const bookMoneyBack = (deps: Deps, unit: UnitOfWork, report: MoneyBackReport): Promise<Result<unknown>> =>
  retryOnConflict(async () => {
    const { providerPaymentId } = report
    const found = await invoicesOf(deps.db, unit.caller.accountId).byPayment({ providerPaymentId })
    if (!found) return refuse('payment_unknown')
    const { invoices, receipt } = found
    const booked = applyMoneyBackTo(
      invoices.map(({ invoice }) => invoice),
      report,
    )
    if (!booked.ok && mayFitLater(invoices, report)) throw new RefundExceedsPayment()
    if (!booked.ok) return booked
    const failed = invoices.find((_, at) => booked.value[at]?.some(({ type }) => type === 'payment.refund_failed'))
    const writing = failed ? withRows(unit, [failedRefund(deps, unit, failed.invoice.id, report)]) : unit
    const all = invoices.map((loaded, at) => ({ loaded, decided: booked.value[at] ?? [] }))
    return ok(await writeInvoices(deps, writing, all, deps.now(), { receipt }))
  })

const mayFitLater = (invoices: readonly OfPayment[], { kind }: MoneyBackReport): boolean =>
  kind === 'refund' && invoices.some(({ payment }) => refundedMinorOf(payment) > 0)

/** The customer still waits for the refund, and only a person can send it another way. */
const failedRefund = (deps: Deps, { caller }: UnitOfWork, invoiceId: string, report: MoneyBackReport) =>
  reviewItem(deps, caller.accountId, {
    kind: 'refund_failed',
    subject: report.id,
    invoiceId,
    detail: { amountMinor: report.amountMinor, currency: report.currency },
  })

/**
 * A payment without our ids belongs to the merchant's other business and is ignored. One with our ids becomes a review
 * item.
 */
async function settleRefusal(deps: Deps, unit: UnitOfWork, fact: ToBook, code: string): Promise<unknown> {
  if (code === 'provider_mismatch' && fact.kind === 'payment') return null // recordReport has created the review item
  const isForeign = code === 'payment_unknown' && (fact.kind === 'money_back' || fact.reference === null)
  if (isForeign) return commitUnit(deps, unit, [], deps.now())
  const { amountMinor, currency, providerPaymentId } = fact.report
  const subject =
    fact.kind === 'money_back' ? fact.report.id : (providerPaymentId ?? fact.report.providerSessionId ?? 'unknown')
  const about = fact.kind === 'money_back' ? { report: fact.report.kind, payment: providerPaymentId } : {}
  const item = reviewItem(deps, unit.caller.accountId, {
    kind: code,
    subject,
    invoiceId: null,
    detail: { amountMinor, currency, ...about },
  })
  return commitUnit(deps, unit, [], deps.now(), [item])
}
