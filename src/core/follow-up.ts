import type { PrintedKind } from './documents/stored-document.ts'
import type { MailKind } from './invoices/events.ts'

/** A place in the messages of a provider, in the order of their key. */
export type MessagePlace = { readonly provider: string; readonly id: string }

/** By what the data of an erased customer is found, which their history does not say any more. Gone with the last round. */
export type ErasedTraces = {
  readonly addresses: readonly string[]
  /** Of the customer, their methods and set-ups at the provider. */
  readonly providerIds: readonly string[]
}

type ErasureRound = {
  readonly round: number
  /** Absent in orders from before they had any. */
  readonly traces?: ErasedTraces
  /** The last of the provider's messages that was read; absent as long as there may be histories. */
  readonly readUntil?: MessagePlace
}

/** What an order carries besides its subject, by kind of follow-up. */
type Ordered = {
  /** What is left of an erased customer; `round` counts the orders of one erasure. */
  readonly erasure: ErasureRound
  /** Of a customer, at the merchant. */
  readonly erasure_request: { readonly requestedAt: number }
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
