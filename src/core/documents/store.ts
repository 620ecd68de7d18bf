import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { documentOf, receiptNumber } from './document.ts'
import type { DocumentStored } from './stored-document.ts'

/**
 * Records a stored document, unless it is recorded already. An invoice has one for good; a receipt has a newer one, with another code,
 * where money went back since. Refuses `conflict` where another receipt took its number meanwhile: it is drawn again with the next.
 */
export function store(invoice: Invoice, stored: DocumentStored): Result<DocumentStored[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  const { document, ofPayment, number } = stored
  const known = documentOf(invoice, document, ofPayment)
  if (known && (document === 'invoice' || said(known) === said(stored))) return ok([])
  const isTaken = ofPayment !== null && receiptNumber(invoice, ofPayment) !== number
  return isTaken ? refuse('conflict') : ok([stored])
}

/** What tells a document from one that says something else: its code, and in those from before there were codes their bytes. */
const said = ({ codeHash, sha256 }: Pick<DocumentStored, 'codeHash' | 'sha256'>): string => codeHash ?? sha256
