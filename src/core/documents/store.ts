import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type DocumentStored, receiptNumber } from './document.ts'

/** Records a stored document. Refuses `conflict` where another receipt took its number meanwhile: it is drawn with the next. */
export function store(invoice: Invoice, stored: DocumentStored): Result<DocumentStored[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  const { document, ofPayment, number } = stored
  const isTaken = document === 'receipt' && ofPayment !== null && receiptNumber(invoice, ofPayment) !== number
  return isTaken ? refuse('conflict') : ok([stored])
}
