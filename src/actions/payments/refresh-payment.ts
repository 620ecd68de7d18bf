import { requireScope, targetOf } from '../../core/access/caller.ts'
import { type Invoice, type IssuedInvoice, isIssued, isPayable } from '../../core/invoices/invoice.ts'
import { idAtProvider, isSettled, type Payment } from '../../core/payments/payment.ts'
import { nextCheckAt } from '../../core/payments/poll-schedule.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf, invoicesOfPayment, type OfPayment } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { writeInvoice } from '../invoices/write-invoice.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { type UnitOfWork, withRows } from '../unit-of-work.ts'
import { cancelPayment } from './cancel-payment.ts'
import { recordAnswer } from './record-report.ts'
import { syncWithProvider } from './sync-with-provider.ts'

type ToRefresh = { readonly invoiceId: string; readonly paymentId: string }

/** The payer returns: the provider is polled once, whether or not its webhook has arrived. */
export async function refreshPayment(
  deps: Deps,
  unit: UnitOfWork,
  input: ToRefresh,
  justLoaded: WithParties | null = null,
): Promise<Result<Invoice>> {
  const loaded = justLoaded ?? (await invoicesOf(deps.db, unit.caller.accountId).withParties(input.invoiceId))
  if (!loaded) return refuse('resource_missing')
  requireScope(unit.caller, 'payments:create', targetOf(loaded.invoice))
  return refresh(deps, unit, input, loaded)
}

/**
 * The same for a payer who returns to a page of their own: the payment is named by the id that the provider knows, and all of its
 * invoices are returned, oldest first. One of another customer is missing, as one that does not exist is.
 */
export async function refreshPaymentOfCustomer(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, paymentId }: { readonly customerId: string; readonly paymentId: string },
): Promise<Result<readonly IssuedInvoice[]>> {
  requireScope(unit.caller, 'payments:create', { customerId })
  const found = await invoicesOf(deps.db, unit.caller.accountId).byPayment({ paymentId })
  const [oldest] = found?.invoices ?? []
  if (!found || oldest?.invoice.customerId !== customerId) return refuse('resource_missing')
  if (isSettled(oldest.payment)) return ok(found.invoices.map(({ invoice }) => invoice))
  return refreshAll(deps, unit, found.invoices)
}

/** Polls the provider once for a payment of an invoice and records the answer, with all invoices that it is for. */
async function refresh(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId, paymentId }: ToRefresh,
  justLoaded: WithParties | null,
): Promise<Result<Invoice>> {
  const loaded = justLoaded ?? (await invoicesOf(deps.db, unit.caller.accountId).withParties(invoiceId))
  if (!loaded || !isIssued(loaded.invoice)) return refuse('resource_missing')
  const payment = paymentIn(loaded.invoice, paymentId)
  if (!payment) return refuse('payment_unknown')
  if (isSettled(payment)) return ok(loaded.invoice)
  const ids = { paymentId: idAtProvider(payment) }
  const found = payment.joint
    ? await invoicesOf(deps.db, unit.caller.accountId).byPayment(ids)
    : invoicesOfPayment([loaded], ids)
  if (!found) return refuse('payment_unknown')
  const refreshed = await refreshAll(deps, unit, found.invoices)
  if (!refreshed.ok) return refreshed
  return ok(refreshed.value.find(({ id }) => id === invoiceId) ?? loaded.invoice)
}

/** Polls the provider once for a payment of these invoices, oldest first. */
async function refreshAll(
  deps: Deps,
  unit: UnitOfWork,
  all: readonly OfPayment[],
): Promise<Result<readonly IssuedInvoice[]>> {
  const provider = deps.provider(unit.caller.accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  const invoices = all.map(({ invoice }) => invoice)
  const [oldest] = all
  if (!oldest) return refuse('payment_unknown')
  const { customer, payment } = oldest
  const answer = await syncWithProvider(deps, provider, { invoices, customer, payment })
  return recordAnswer(deps, unit, payment.id, answer, all)
}

/** Polls a payment for the sweep and schedules the next poll; the last poll creates a review item instead. */
export async function pollPayment(
  deps: Deps,
  unit: UnitOfWork,
  input: ToRefresh,
  justLoaded: WithParties | null = null,
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'work')
  const checked = await refresh(deps, unit, input, justLoaded)
  const before = checked.ok ? paymentIn(checked.value, input.paymentId) : undefined
  if (before && isSettled(before)) return checked
  if (checked.ok && before && (await cancelUnneeded(deps, unit, checked.value, before))) return checked
  return retryOnConflict(async () => {
    const loaded = await invoicesOf(deps.db, unit.caller.accountId).withParties(input.invoiceId)
    if (!loaded) return refuse('resource_missing')
    const { invoice } = loaded
    const now = deps.now()
    const payment = paymentIn(invoice, input.paymentId)
    if (!payment || isSettled(payment) || payment.nextCheckAt === null || payment.nextCheckAt > now) return ok(invoice)
    const next = nextCheckAt(payment.status, payment.checks + 1, now, payment.paidWith)
    const rows = next === null ? [reviewItem(deps, unit.caller.accountId, unsettled(invoice, payment))] : []
    const checked = { type: 'payment.checked' as const, paymentId: payment.id, nextCheckAt: next }
    return ok(await writeInvoice(deps, withRows(unit, rows), loaded, [checked], now))
  })
}

/**
 * Cancels a payment of an invoice that needs no more money, so that it cannot collect twice; a joint payment is canceled if one
 * of its invoices needs none. Answers whether it did.
 */
async function cancelUnneeded(deps: Deps, unit: UnitOfWork, invoice: Invoice, payment: Payment): Promise<boolean> {
  const { byPayment } = invoicesOf(deps.db, unit.caller.accountId)
  const found = payment.joint ? await byPayment({ paymentId: payment.id }) : null
  const all = found ? found.invoices.map((one) => one.invoice) : [invoice]
  if (all.every(isPayable)) return false
  const closed = await cancelPayment(deps, unit, invoice.id, payment, 'superseded')
  return closed.ok
}

const paymentIn = (invoice: Invoice, paymentId: string): Payment | undefined =>
  isIssued(invoice) ? invoice.payments.find(({ id }) => id === paymentId) : undefined

const unsettled = (invoice: Invoice, { id, status, amountMinor }: Payment) => ({
  kind: 'payment_unsettled',
  subject: id,
  invoiceId: invoice.id,
  detail: { status, amountMinor, currency: invoice.currency },
})
