import { unsettledOf } from '../payments/payment.ts'
import { ok, type Result, refuse } from '../result.ts'
import { amountPaidMinor, amountRemainingMinor } from './amounts.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, isPayable } from './invoice.ts'
import type { OtherVersion } from './other-version.ts'

/**
 * Voids an invoice, for itself or in favour of its revision: its postings are reversed and its number stays. Refused once money was
 * received or is on its way.
 */
export function voidInvoice(invoice: Invoice, replacedBy?: OtherVersion): Result<InvoiceEvent[]> {
  if (!isPayable(invoice)) return refuse('invoice_not_open')
  if (unsettledOf(invoice.payments)) return refuse('payment_in_progress')
  if (amountPaidMinor(invoice) > 0) return refuse('invoice_paid_not_voidable')
  return ok([{ type: 'invoice.voided', ...(replacedBy && { replacedBy }) }])
}

/** Marks an invoice uncollectible: the remaining amount becomes bad debt. It can still be paid. */
export function markUncollectible(invoice: Invoice): Result<InvoiceEvent[]> {
  if (invoice.status !== 'open') return refuse('invoice_not_open')
  if (unsettledOf(invoice.payments)) return refuse('payment_in_progress')
  return ok([{ type: 'invoice.marked_uncollectible', writtenOffMinor: amountRemainingMinor(invoice) }])
}
