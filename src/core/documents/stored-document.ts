export type DocumentKind = 'invoice' | 'receipt'

/** A document that was drawn once and stored: nothing draws it again. */
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
