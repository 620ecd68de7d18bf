import { ok, type Result, refuse } from '../result.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, isIssued } from './invoice.ts'

/** Sending mails the invoice to the address it was issued to, also when it is paid already. */
export function send(invoice: Invoice): Result<InvoiceEvent[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  if (invoice.status === 'void') return refuse('invoice_void')
  if (invoice.collectionMethod !== 'send_invoice') return refuse('parameter_invalid', { param: 'collection_method' })
  if (!invoice.buyer.email) return refuse('customer_email_missing')
  return ok([{ type: 'invoice.sent', recipients: [invoice.buyer.email] }])
}
