import type { PrintedKind } from './documents/stored-document.ts'
import type { MailKind } from './invoices/events.ts'

/** What an order carries besides its subject, by kind of follow-up. */
type Ordered = {
  /** Of the histories of an erased customer's invoices; `round` counts the orders of one erasure. */
  readonly erasure: { readonly round: number }
  /** Of a customer's removed method, at the provider. */
  readonly detachment: { readonly methodId: string }
  readonly mail: {
    readonly mail: MailKind
    readonly invoiceId: string
    readonly paymentId?: string
    readonly step?: string
    /** The customer's contact whom it goes to; absent where it goes to the invoice's own address. */
    readonly contactId?: string
  }
  /** That a customer's passkey was added, to them. */
  readonly passkey: { readonly passkeyId: string }
  /** What the customer wrote, to the merchant. */
  readonly message: { readonly invoiceId: string; readonly messageId: string }
  readonly document: {
    readonly document: PrintedKind
    readonly invoiceId: string
    /** Of a receipt. */
    readonly paymentId?: string
  }
}

export type FollowUpKind = keyof Ordered

/** Work ordered by a commit and done after it; the dedupe key makes it happen once. */
export type FollowUp<K extends FollowUpKind = FollowUpKind> = {
  [Kind in K]: {
    readonly kind: Kind
    readonly subjectId: string
    readonly dedupeKey: string
    readonly payload: Ordered[Kind]
  }
}[K]
