import { unsettledOf } from '../payments/payment.ts'
import { ok, type Result, refuse } from '../result.ts'
import { amountPaidMinor, amountRemainingMinor } from './amounts.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, isPayable } from './invoice.ts'

/** Voiding says the invoice was a mistake: its postings are reversed, its number stays. Not once money came or is coming. */
export function voidInvoice(invoice: Invoice): Result<InvoiceEvent[]> {
  if (!isPayable(invoice)) return refuse('invoice_not_open')
  if (unsettledOf(invoice.payments)) return refuse('payment_in_progress')
  if (amountPaidMinor(invoice) > 0) return refuse('invoice_paid_not_voidable')
  return ok([{ type: 'invoice.voided' }])
}

/** A label for the books: what remains becomes bad debt. It can still be paid. */
export function markUncollectible(invoice: Invoice): Result<InvoiceEvent[]> {
  if (invoice.status !== 'open') return refuse('invoice_not_open')
  if (unsettledOf(invoice.payments)) return refuse('payment_in_progress')
  return ok([{ type: 'invoice.marked_uncollectible', writtenOffMinor: amountRemainingMinor(invoice) }])
}
