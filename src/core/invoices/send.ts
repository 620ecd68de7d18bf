import { sentJustNowMs } from '../collection/mail-limits.ts'
import type { Customer } from '../customers/customer.ts'
import { ok, type Result, refuse } from '../result.ts'
import { addressOf, isAddressRefused } from './address-of.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, isIssued } from './invoice.ts'

/**
 * Sends an invoice, also a paid one. If its address is missing or was refused, it goes to the customer's current
 * address. A send within a minute of the last to the same address makes no event.
 */
export function send(invoice: Invoice, now: number, customer: Customer | null = null): Result<InvoiceEvent[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  if (invoice.status === 'void') return refuse('invoice_void')
  if (invoice.collectionMethod !== 'send_invoice') return refuse('parameter_invalid', { param: 'collection_method' })
  const known = addressOf(invoice)
  const to = known === null || isAddressRefused(invoice, customer) ? (customer?.email ?? known) : known
  if (!to) return refuse('customer_email_missing')
  const { sentAt } = invoice
  if (to === known && sentAt !== null && now - sentAt < sentJustNowMs) return ok([])
  return ok([{ type: 'invoice.sent', recipients: [to] }])
}
