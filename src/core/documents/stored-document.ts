/** What is drawn as a PDF. */
export type PrintedKind = 'invoice' | 'receipt'

/** An e-invoice: a Cross Industry Invoice, as it is in the PDF too, or a UBL document by EN 16931 or by XRechnung. */
export type EInvoiceFormat = 'cii' | 'ubl' | 'xrechnung'

export type DocumentKind = PrintedKind | EInvoiceFormat

/** A document that was made once and stored: nothing makes it again. */
export type StoredDocument = {
  readonly kind: DocumentKind
  /** The payment of a receipt. */
  readonly ofPayment: string | null
  readonly number: string
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string
  readonly bytes: number
  /** In ms since 1970. */
  readonly storedAt: number
}

export type DocumentStored = Omit<StoredDocument, 'kind' | 'storedAt'> & {
  readonly type: 'document.stored'
  readonly document: DocumentKind
}
