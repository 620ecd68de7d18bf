import type { IssuedInvoice } from '../invoices/invoice.ts'
import type { DocumentKind, StoredDocument } from './stored-document.ts'

/** The newest document of a kind, and of a payment where it is a receipt; null where none is stored yet. */
export const documentOf = (
  { documents = [] }: IssuedInvoice,
  kind: DocumentKind,
  paymentId: string | null = null,
): StoredDocument | null =>
  documents.findLast((document) => document.kind === kind && document.ofPayment === paymentId) ?? null

type File = { readonly type: string; readonly extension: string; readonly syntax: string | null }

const pdf: File = { type: 'application/pdf', extension: 'pdf', syntax: null }
const xml = (syntax: string): File => ({ type: 'application/xml', extension: 'xml', syntax })

/** What the file of each kind of document is; `syntax` is the name of an e-invoice's. */
export const files: Readonly<Record<DocumentKind, File>> = {
  invoice: pdf,
  receipt: pdf,
  cii: xml('CII'),
  ubl: xml('UBL'),
  xrechnung: xml('XRechnung'),
}

/** The newest receipt of each payment, oldest payment first. */
export const receiptsOf = (invoice: IssuedInvoice): StoredDocument[] =>
  invoice.payments.map(({ id }) => documentOf(invoice, 'receipt', id)).filter((receipt) => receipt !== null)

/** Of the payment that succeeded last; null where none has a receipt. */
export function newestReceiptNumber({ number, payments }: IssuedInvoice): string | null {
  const receipts = payments.filter(({ receiptNumber }) => receiptNumber).length
  return receipts === 0 ? null : `${number}-R${receipts}`
}

/** The invoice as it was issued, before anything was paid: what its document shows, however late it is drawn. */
export function asIssued(invoice: IssuedInvoice): IssuedInvoice {
  const { addedPurchaseOrder: _, messages: __, isLeftToCustomer, leftAt, ...issued } = invoice
  const { finalizedAt, totals, creditAppliedMinor } = issued
  const before = {
    ...issued,
    // One that was left to its customer later was still to be charged.
    ...(isLeftToCustomer && leftAt === finalizedAt && { isLeftToCustomer, leftAt }),
    payments: [],
    attemptCount: 0,
    nextChargeAt: null,
    steps: {},
    viewCount: 0,
    lastViewedAt: null,
  }
  return totals.totalMinor - creditAppliedMinor === 0
    ? { ...before, status: 'paid', paidAt: finalizedAt }
    : { ...before, status: 'open' }
}
