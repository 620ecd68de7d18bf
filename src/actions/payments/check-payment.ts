import { type Caller, requireScope } from '../../core/access/caller.ts'
import { type Invoice, isIssued, isPayable } from '../../core/invoices/invoice.ts'
import { nextCheckAt } from '../../core/payments/checks.ts'
import { isSettled, type Payment } from '../../core/payments/payment.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import { askProvider } from './ask-provider.ts'
import { closePayment } from './close-open-payment.ts'
import { hearAnswer } from './hear-report.ts'

type ToCheck = { readonly invoiceId: string; readonly paymentId: string }

/** The payer comes back: the provider is asked once how the payment stands, whether or not its message has arrived. */
export async function checkPayment(deps: Deps, caller: Caller, input: ToCheck): Promise<Result<Invoice>> {
  requireScope(caller, 'invoices:pay', input.invoiceId)
  return look(deps, caller, input)
}

/** Asks the provider once how a payment stands and books the answer. */
async function look(deps: Deps, caller: Caller, { invoiceId, paymentId }: ToCheck): Promise<Result<Invoice>> {
  const loaded = await invoicesOf(deps.db, caller.accountId).withParties(invoiceId)
  if (!loaded || !isIssued(loaded.invoice)) return refuse('resource_missing')
  const payment = loaded.invoice.payments.find(({ id }) => id === paymentId)
  if (!payment) return refuse('payment_unknown')
  if (isSettled(payment)) return ok(loaded.invoice)
  const provider = deps.provider(caller.accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  const asked = await askProvider(deps, provider, { ...loaded, invoice: loaded.invoice, payment })
  return hearAnswer(deps, caller, payment.id, asked)
}

/** The sweep's look at a payment: asks, then says when to ask again; the last look asks a person instead. */
export async function sweepPayment(deps: Deps, caller: Caller, input: ToCheck): Promise<Result<Invoice>> {
  requireScope(caller, 'work')
  const checked = await look(deps, caller, input)
  const before = checked.ok ? paymentIn(checked.value, input.paymentId) : undefined
  if (before && isSettled(before)) return checked
  if (checked.ok && before && (await isLeftOver(deps, caller, checked.value, before))) return checked
  return changeInvoice(deps, caller, input.invoiceId, (invoice, now) => {
    const payment = paymentIn(invoice, input.paymentId)
    if (!payment || isSettled(payment) || payment.nextCheckAt === null || payment.nextCheckAt > now) return ok([])
    const next = nextCheckAt(payment.status, payment.checks + 1, now)
    if (next === null) deps.marks.push(reviewItem(deps, caller.accountId, unsettled(invoice, payment)))
    return ok([{ type: 'payment.checked', paymentId: payment.id, nextCheckAt: next }])
  })
}

/** The invoice needs no more, so what the customer left open at the provider is ended there: it must not take money too. */
async function isLeftOver(deps: Deps, caller: Caller, invoice: Invoice, payment: Payment): Promise<boolean> {
  if (isPayable(invoice)) return false
  const closed = await closePayment(deps, caller, invoice.id, payment, 'superseded')
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
