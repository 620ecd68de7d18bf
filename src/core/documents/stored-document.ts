import type { BankAccount } from '../accounts/bank-account.ts'

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
