import type { EInvoiceSettings } from '../accounts/e-invoice-settings.ts'
import type { Day } from '../calendar/day.ts'
import type { Terms } from '../calendar/terms.ts'
import type { CollectionMethod } from '../collection/collection-method.ts'
import type { CollectionPlan, StepOutcome } from '../collection/plan.ts'
import type { EInvoiceFormat, StoredDocument } from '../documents/stored-document.ts'
import type { Currency } from '../money/currencies.ts'
import type { Buyer, Seller } from '../parties.ts'
import type { Payment } from '../payments/payment.ts'
import type { Refusal } from '../result.ts'
import type { TaxExempt, TaxRate } from '../tax/rates.ts'
import type { Discount, Line } from './lines.ts'
import type { InvoiceMessage } from './message.ts'
import type { OtherVersion } from './other-version.ts'
import type { PaymentPromise } from './promise.ts'
import type { Rounding, Totals } from './totals.ts'

export type CustomField = { readonly name: string; readonly value: string }
export type Metadata = Readonly<Record<string, string>>

export type InvoiceLine = Line & {
  readonly itemId: string | null
  /** The merchant's product id from `price_data`; a new price without a product clears it. */
  readonly product?: string | null
  readonly metadata: Metadata
  readonly periodStart: number
  readonly periodEnd: number
}

/** What a merchant may change while an invoice is a draft; instants in milliseconds since 1970. */
export type InvoiceContent = {
  readonly collectionMethod: CollectionMethod
  readonly terms: Terms | null
  readonly lines: readonly InvoiceLine[]
  readonly discounts: readonly Discount[]
  readonly defaultTaxRates: readonly TaxRate[]
  readonly memo: string | null
  readonly footer: string | null
  readonly customFields: readonly CustomField[]
  /** The number of the customer's order. Absent in older invoices. */
  readonly purchaseOrder?: string | null
  readonly metadata: Metadata
  /** False stops reminders, automatic charges and their mails; null (not sent) means true once finalized. */
  readonly autoAdvance: boolean | null
  /** A saved method for automatic charging; null means the customer's default. */
  readonly defaultPaymentMethod: string | null
  readonly paymentMethodTypes: readonly string[] | null
  readonly statementDescriptor: string | null
  /** A link offered after paying; its origin must be on the account's allow list. */
  readonly returnUrl: string | null
  readonly numberOverride: string | null
  /** Whether its mails carry the PDF; what the account says where this is null, or absent as in older invoices. */
  readonly attachDocuments?: boolean | null
  /** How much of the amount due a payer has to pay at once, in percent; what the account says where this is null or absent. */
  readonly minimumPaymentPercent?: number | null
}

type Every = InvoiceContent & {
  readonly accountId: string
  readonly id: string
  readonly customerId: string
  readonly currency: Currency
  readonly rounding: Rounding
  readonly taxExempt: TaxExempt
  readonly totals: Totals
  readonly createdAt: number
  /** The invoice that this one replaces, from when it is finalized. */
  readonly revisionOf?: OtherVersion
  /** The sequence number of the last event applied; the next event must have this plus one. */
  readonly version: number
}

export type Draft = Every & { readonly status: 'draft' }

type Issued = Every & {
  readonly number: string
  readonly series: string | null
  readonly sequence: number | null
  readonly finalizedAt: number
  readonly issuedOn: Day
  readonly dueOn: Day | null
  /** In ms; read it with `dueAtOf`, since old invoices have only the day. */
  readonly dueAt?: number | null
  /** The first instant after the due day in the merchant's zone; past due from then on. */
  readonly overdueFrom: number | null
  readonly seller: Seller
  readonly buyer: Buyer
  readonly plan: CollectionPlan
  /** Customer credit applied at finalization; the amount due is the total less this. */
  readonly creditAppliedMinor: number
  readonly startingBalanceMinor: number
  readonly payments: readonly Payment[]
  readonly attemptCount: number
  readonly nextChargeAt: number | null
  readonly steps: Readonly<Record<string, StepOutcome>>
  readonly sentAt: number | null
  /** The address of its mails, if it was sent to another one than it was issued to. */
  readonly mailedTo?: string
  readonly viewCount: number
  readonly lastViewedAt: number | null
  /** The number of their order that the customer added since; absent where they never did. */
  readonly addedPurchaseOrder?: string | null
  /** What the customer wrote about it, oldest first; absent where they wrote nothing. */
  readonly messages?: readonly InvoiceMessage[]
  /** Present once the customer switched automatic payment off, until a charge is planned again: nothing else charges it. */
  readonly isLeftToCustomer?: true
  /** When it was left to them, in ms since 1970; absent in rows stored before it was kept, whose passed steps were skipped instead. */
  readonly leftAt?: number
  /** By when the customer promised to pay; absent where they never did. */
  readonly promise?: PaymentPromise
  /** In the order in which they were stored; absent in invoices that were issued before there were any. */
  readonly documents?: readonly StoredDocument[]
  /** Absent where the account had no e-invoices when it was issued. */
  readonly eInvoices?: EInvoiceSettings
  /** Why it has no e-invoice of a format. */
  readonly eInvoiceRefusals?: EInvoiceRefusals
}

export type EInvoiceRefusals = { readonly [F in EInvoiceFormat]?: Refusal }

export type Open = Issued & { readonly status: 'open' }
export type Paid = Issued & { readonly status: 'paid'; readonly paidAt: number }
type Void = Issued & {
  readonly status: 'void'
  readonly voidedAt: number
  /** The revision that was issued in its place. */
  readonly replacedBy?: OtherVersion
}
type Uncollectible = Issued & { readonly status: 'uncollectible'; readonly markedUncollectibleAt: number }

export type IssuedInvoice = Open | Paid | Void | Uncollectible
export type Invoice = Draft | IssuedInvoice
export type InvoiceStatus = Invoice['status']

/** An invoice that can still be paid. */
type Payable = Open | Uncollectible

export const isIssued = (invoice: Invoice): invoice is IssuedInvoice => invoice.status !== 'draft'
export const isPayable = (invoice: Invoice): invoice is Payable =>
  invoice.status === 'open' || invoice.status === 'uncollectible'
