import type { InvoiceEvent } from '../invoices/events.ts'
import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { unsettledOf } from '../payments/payment.ts'
import { isCharged } from './charging.ts'

/**
 * Schedules a charge at once after the customer changed the method or the merchant resumed collection. No event if
 * nothing is to be charged or a payment is in progress.
 */
export function chargeNow(invoice: Invoice, reason: 'method_changed' | 'resumed', now: number): InvoiceEvent[] {
  if (!isIssued(invoice) || !isCharged(invoice) || unsettledOf(invoice.payments)) return []
  const isYetToBeTried = invoice.attemptCount === 0 && invoice.nextChargeAt !== null
  return isYetToBeTried ? [] : [{ type: 'charge.scheduled', at: now, reason }]
}
