import type { Day } from '../calendar/day.ts'
import type { Terms } from '../calendar/terms.ts'
import type { CollectionPlan, StepOutcome } from '../collection/plan.ts'
import type { Currency } from '../money/currencies.ts'
import type { Buyer, Seller } from '../parties.ts'
import type { Payment } from '../payments/payment.ts'
import type { TaxExempt, TaxRate } from '../tax/rates.ts'
import type { Discount, Line } from './lines.ts'
import type { Rounding, Totals } from './totals.ts'

export type CollectionMethod = 'charge_automatically' | 'send_invoice'
export type CustomField = { readonly name: string; readonly value: string }
export type Metadata = Readonly<Record<string, string>>

export type InvoiceLine = Line & {
  readonly itemId: string | null
  /** What the merchant calls the thing that is billed; the price says it, and a price of another kind takes it back. */
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
  readonly metadata: Metadata
  /** False stops reminders, automatic charges and their mails; null is "not said" and follows up once finalized. */
  readonly autoAdvance: boolean | null
  /** A saved method of the customer at the provider, for automatic charging; null falls back to the customer's own. */
  readonly defaultPaymentMethod: string | null
  readonly paymentMethodTypes: readonly string[] | null
  readonly statementDescriptor: string | null
  /** Where the customer is offered to go after paying; allow-listed by the account. */
  readonly returnUrl: string | null
  readonly numberOverride: string | null
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
  /** The sequence number of the last event folded in; the next writer must use this plus one. */
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
  /** To the millisecond; read it with `dueAtOf`, since old invoices have only the day. */
  readonly dueAt?: number | null
  /** First instant after the due day in the merchant's zone; past due from here on. */
  readonly overdueFrom: number | null
  readonly seller: Seller
  readonly buyer: Buyer
  readonly plan: CollectionPlan
  /** Customer credit used at finalization; what is due is the total less this. */
  readonly creditAppliedMinor: number
  readonly startingBalanceMinor: number
  readonly payments: readonly Payment[]
  readonly attemptCount: number
  readonly nextChargeAt: number | null
  readonly steps: Readonly<Record<string, StepOutcome>>
  readonly sentAt: number | null
  /** Where its mails go since it was sent to another address than the one it was issued to. */
  readonly mailedTo?: string
  readonly viewCount: number
  readonly lastViewedAt: number | null
}

export type Open = Issued & { readonly status: 'open' }
export type Paid = Issued & { readonly status: 'paid'; readonly paidAt: number }
type Void = Issued & { readonly status: 'void'; readonly voidedAt: number }
type Uncollectible = Issued & { readonly status: 'uncollectible'; readonly markedUncollectibleAt: number }

export type IssuedInvoice = Open | Paid | Void | Uncollectible
export type Invoice = Draft | IssuedInvoice
export type InvoiceStatus = Invoice['status']

/** An invoice that money can still be received for. */
type Payable = Open | Uncollectible

export const isIssued = (invoice: Invoice): invoice is IssuedInvoice => invoice.status !== 'draft'
export const isPayable = (invoice: Invoice): invoice is Payable =>
  invoice.status === 'open' || invoice.status === 'uncollectible'
