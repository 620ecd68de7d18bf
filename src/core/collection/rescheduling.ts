import type { SavedMethod } from '../customers/customer.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { unsettledOf } from '../payments/payment.ts'
import { isCharged } from './charging.ts'

/**
 * Schedules the charge of an invoice that waited for another method. No event if the last try was with this method too, or a charge
 * is due already: several reports of one method cause one try. None where the customer chose to pay it themselves.
 */
export function chargeWith(method: SavedMethod | null, invoice: Invoice, now: number): InvoiceEvent[] {
  if (!isIssued(invoice)) return []
  const isTried = method !== null && invoice.payments.at(-1)?.methodId === method.id
  const isDue = invoice.nextChargeAt !== null && invoice.nextChargeAt <= now
  return isTried || isDue || invoice.isLeftToCustomer ? [] : chargeNow(invoice, 'method_changed', now)
}

/**
 * Schedules a charge at once after the customer changed the method or the merchant resumed collection. No event if
 * nothing is to be charged or a payment is in progress.
 */
export function chargeNow(invoice: Invoice, reason: 'method_changed' | 'resumed', now: number): InvoiceEvent[] {
  if (!isIssued(invoice) || !isCharged(invoice) || unsettledOf(invoice.payments)) return []
  const isYetToBeTried = invoice.attemptCount === 0 && invoice.nextChargeAt !== null
  return isYetToBeTried ? [] : [{ type: 'charge.scheduled', at: now, reason }]
}
