import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { documentOf, receiptNumber } from './document.ts'
import type { DocumentStored } from './stored-document.ts'

/**
 * Records stored documents, unless they are recorded already. An invoice has one of each kind for good; a receipt has a newer one where
 * money went back since. Refuses `conflict` where another receipt took its number meanwhile: it is drawn again with the next.
 */
export function store(invoice: Invoice, stored: readonly DocumentStored[]): Result<DocumentStored[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  const unknown = stored.filter(({ document, ofPayment, sha256 }) => {
    const known = documentOf(invoice, document, ofPayment)
    return !known || (document === 'receipt' && known.sha256 !== sha256)
  })
  const isTaken = unknown.some(
    ({ ofPayment, number }) => ofPayment !== null && receiptNumber(invoice, ofPayment) !== number,
  )
  return isTaken ? refuse('conflict') : ok(unknown)
}
