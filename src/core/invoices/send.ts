import { sentJustNowMs } from '../collection/mail-limits.ts'
import type { Customer } from '../customers/customer.ts'
import { ok, type Result, refuse } from '../result.ts'
import { addressOf, isAddressRefused } from './address-of.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, isIssued } from './invoice.ts'

/**
 * Sending mails the invoice to its address, also when it is paid already. Where that address is missing or was refused, to the
 * one that its customer has by now. What was sent to it just now is not sent again.
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
