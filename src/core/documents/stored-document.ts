import type { BankAccount } from '../accounts/bank-account.ts'

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
  /** SHA-256 of its verification code in hexadecimal, by which it is found; absent where it carries none. */
  readonly codeHash?: string
  /** The bank account that it names; null where it names none. */
  readonly payTo?: BankAccount | null
  /** In ms since 1970. */
  readonly storedAt: number
}

export type DocumentStored = Omit<StoredDocument, 'kind' | 'storedAt'> & {
  readonly type: 'document.stored'
  readonly document: DocumentKind
}
