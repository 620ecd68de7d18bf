import type { EInvoiceSettings } from '../accounts/e-invoice-settings.ts'
import type { Day } from '../calendar/day.ts'
import type { CollectionPlan } from '../collection/plan.ts'
import type { DocumentStored } from '../documents/stored-document.ts'
import type { Currency } from '../money/currencies.ts'
import type { DocumentNumber } from '../numbering/series.ts'
import type { Buyer, Seller } from '../parties.ts'
import type { Joint, PaidWith, PaymentFailure, PaymentKind, PaymentRequest } from '../payments/payment.ts'
import type { TaxExempt } from '../tax/rates.ts'
import type { EInvoiceRefusals, InvoiceContent, InvoiceLine } from './invoice.ts'
import type { MessageKind } from './message.ts'
import type { OtherVersion } from './other-version.ts'
import type { Rounding, Totals } from './totals.ts'

export type Created = {
  readonly type: 'invoice.created'
  readonly accountId: string
  readonly id: string
  readonly customerId: string
  readonly currency: Currency
  readonly rounding: Rounding
  readonly taxExempt: TaxExempt
  readonly content: InvoiceContent
  /** Present where it is a revision. */
  readonly revisionOf?: OtherVersion
}

/** An invoice's content without lines. Lines have their own events, so that each event holds only what changed. */
export type Terms = Omit<InvoiceContent, 'lines'>

export type Updated = {
  readonly type: 'invoice.updated'
  readonly content: Partial<Terms>
  /** Only in version 1, which stored all lines with every change. */
  readonly allLines?: readonly InvoiceLine[]
}

/** A line is appended. */
export type LineAdded = { readonly type: 'invoice.line_added'; readonly line: InvoiceLine }

export type LineChanged = {
  readonly type: 'invoice.line_changed'
  readonly lineId: string
  readonly changes: Partial<InvoiceLine>
}

export type LineRemoved = { readonly type: 'invoice.line_removed'; readonly lineId: string }

/** What is personal in its history is gone; a draft is deleted by it. */
type Erased = { readonly type: 'invoice.erased' }

export type Deleted = { readonly type: 'invoice.deleted' }

export type Finalized = DocumentNumber & {
  readonly type: 'invoice.finalized'
  readonly issuedOn: Day
  readonly dueOn: Day | null
  /** Absent in old histories, which stored only the due day. */
  readonly dueAt?: number | null
  readonly overdueFrom: number | null
  readonly seller: Seller
  readonly buyer: Buyer
  readonly plan: CollectionPlan
  readonly taxExempt: TaxExempt
  readonly totals: Totals
  readonly startingBalanceMinor: number
  readonly creditAppliedMinor: number
  readonly nextChargeAt: number | null
  /** None yet. Absent in old histories, whose invoices have no documents. */
  readonly documents?: readonly []
  /** Absent where the account has no e-invoices. */
  readonly eInvoices?: EInvoiceSettings
}

/** The invoice cannot be expressed in some formats of e-invoices; it is issued all the same. */
export type EInvoicesRefused = { readonly type: 'e_invoices.refused'; readonly refusals: EInvoiceRefusals }

type Sent = { readonly type: 'invoice.sent'; readonly recipients: readonly string[] }
type Viewed = { readonly type: 'invoice.viewed'; readonly linkId: string }
type PaidInFull = { readonly type: 'invoice.paid' }
/** With the revision that was issued in the same commit, if there is one. */
type Voided = { readonly type: 'invoice.voided'; readonly replacedBy?: OtherVersion }
type MarkedUncollectible = { readonly type: 'invoice.marked_uncollectible'; readonly writtenOffMinor: number }

export type PaymentStarted = {
  readonly type: 'payment.started'
  readonly paymentId: string
  readonly kind: PaymentKind
  readonly amountMinor: number
  /** Absent where it is for this invoice alone. */
  readonly joint?: Joint
  readonly provider: string
  readonly providerAccount: string
  readonly methodId: string | null
  readonly saveMethod: boolean
  readonly request: PaymentRequest
  readonly nextCheckAt: number | null
}

/** A provider's report changed a payment without settling it. */
export type PaymentMoved = {
  readonly type: 'payment.moved'
  readonly paymentId: string
  readonly status: 'unknown' | 'open' | 'requires_action' | 'processing'
  readonly providerPaymentId: string | null
  readonly providerSessionId: string | null
  readonly url: string | null
  readonly urlExpiresAt: number | null
  readonly paidWith: PaidWith | null
  readonly failure: PaymentFailure | null
  readonly nextCheckAt: number | null
}

export type PaymentSucceeded = {
  readonly type: 'payment.succeeded'
  readonly paymentId: string
  readonly providerPaymentId: string | null
  readonly paidWith: PaidWith | null
  readonly receivedMinor: number
  readonly allocatedMinor: number
}

type PaymentFailed = {
  readonly type: 'payment.failed'
  readonly paymentId: string
  readonly providerPaymentId: string | null
  readonly failure: PaymentFailure
  /** When the charge is retried automatically; null if it is not. */
  readonly retryAt: number | null
}

type PaymentCanceled = {
  readonly type: 'payment.canceled'
  readonly paymentId: string
  readonly reason: 'expired' | 'superseded' | 'voided' | 'abandoned'
}

type PaymentChecked = {
  readonly type: 'payment.checked'
  readonly paymentId: string
  /** When to poll next; null ends the schedule with a review item. */
  readonly nextCheckAt: number | null
}

type PaymentRefunded = {
  readonly type: 'payment.refunded'
  readonly paymentId: string
  readonly refundId: string
  readonly amountMinor: number
  /** The part taken from the customer's credit; the rest had paid the invoice. */
  readonly fromCreditMinor: number
}

/** The refund did not reach the customer. Amounts are zero if the refund was never recorded. */
type PaymentRefundFailed = {
  readonly type: 'payment.refund_failed'
  readonly paymentId: string
  readonly refundId: string
  readonly amountMinor: number
  readonly fromCreditMinor: number
}

type DisputeOpened = {
  readonly type: 'payment.dispute_opened'
  readonly paymentId: string
  readonly disputeId: string
  readonly amountMinor: number
}

/** The disputed amount changed between opening and closing. */
type DisputeChanged = {
  readonly type: 'payment.dispute_changed'
  readonly paymentId: string
  readonly disputeId: string
  readonly byMinor: number
}

type DisputeClosed = {
  readonly type: 'payment.dispute_closed'
  readonly paymentId: string
  readonly disputeId: string
  readonly amountMinor: number
  readonly won: boolean
}

/** The automatic charge was given up: the customer must add a method or pay the invoice. */
type ChargeGivenUp = { readonly type: 'charge.given_up'; readonly reason: string }
type ChargeScheduled = { readonly type: 'charge.scheduled'; readonly at: number; readonly reason: string }

export type StepDone = {
  readonly type: 'reminder.sent' | 'reminder.skipped'
  readonly steps: Readonly<Record<string, 'sent' | 'merged' | 'skipped'>>
  readonly reason: string | null
}

/** A link was revoked and replaced by another for the same recipient. */
type LinkRevoked = { readonly type: 'link.revoked'; readonly linkId: string; readonly replacementId: string }

/** The customer wrote the number of their order, or took it away. */
type PurchaseOrderSet = { readonly type: 'purchase_order.set'; readonly purchaseOrder: string | null }

/** The customer wrote to the merchant about the invoice. */
type MessageWritten = {
  readonly type: 'message.written'
  readonly messageId: string
  readonly kind: MessageKind
  readonly text: string
  readonly lineId: string | null
}

/** The customer promised to pay by a day. Days are the merchant's; `endsAt` is when that day is over. */
type PaymentPromised = {
  readonly type: 'payment.promised'
  readonly payOn: Day
  readonly promisedOn: Day
  readonly endsAt: number
}

export type MailKind = 'invoice' | 'reminder' | 'receipt' | 'payment_failed' | 'action_required' | 'fresh_link'

/** The outcome of a mail, which explains in the history why it was or was not sent. */
export type MailDone = {
  readonly type: 'mail.sent' | 'mail.skipped' | 'mail.failed'
  readonly mail: MailKind
  readonly to: string | null
  readonly reason: string | null
  /** The mail server's reply, where `reason` is our own code. */
  readonly answer?: string
  /** Contacts of the customer who get the same mail, each a mail of their own, ordered by this event. */
  readonly copies?: MailCopies
}

export type MailCopies = {
  readonly contactIds: readonly string[]
  readonly paymentId?: string
  readonly step?: string
}

export type InvoiceEvent =
  | Created
  | Updated
  | LineAdded
  | LineChanged
  | LineRemoved
  | Deleted
  | Erased
  | Finalized
  | Sent
  | Viewed
  | PaidInFull
  | Voided
  | MarkedUncollectible
  | PaymentStarted
  | PaymentMoved
  | PaymentSucceeded
  | PaymentFailed
  | PaymentCanceled
  | PaymentChecked
  | PaymentRefunded
  | PaymentRefundFailed
  | DisputeOpened
  | DisputeChanged
  | DisputeClosed
  | ChargeScheduled
  | ChargeGivenUp
  | StepDone
  | MailDone
  | LinkRevoked
  | PurchaseOrderSet
  | MessageWritten
  | PaymentPromised
  | DocumentStored
  | EInvoicesRefused
