import type { InvoiceEvent } from '../invoices/events.ts'
import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { unsettledOf } from '../payments/payment.ts'
import { isCharged } from './charging.ts'

/**
 * A charge that was given up, or waits for its next try, is made now: the customer gave another method, or the merchant took a
 * pause back. Nothing where no charge is owed or one is under way.
 */
export function chargeNow(invoice: Invoice, reason: 'method_changed' | 'resumed', now: number): InvoiceEvent[] {
  if (!isIssued(invoice) || !isCharged(invoice) || unsettledOf(invoice.payments)) return []
  const isYetToBeTried = invoice.attemptCount === 0 && invoice.nextChargeAt !== null
  return isYetToBeTried ? [] : [{ type: 'charge.scheduled', at: now, reason }]
}
