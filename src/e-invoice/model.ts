import type { EInvoiceSettings } from '../core/accounts/e-invoice-settings.ts'
import type { Day } from '../core/calendar/day.ts'
import type { Currency } from '../core/money/currencies.ts'

/** The rules that a document says it follows. */
export type Profile = EInvoiceSettings['profile']

/** UNTDID 5305: standard, zero, exempt, reverse charge, supply within the union, export, not subject to tax. */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O'

/** A category with its percentage: zero in all but `S`. */
export type Tax = { readonly category: TaxCategory; readonly percent: string }

export type Period = { readonly from: Day; readonly to: Day }

/** An identifier, with the register it is from (ISO 6523) where that has a code. */
export type Identifier = { readonly value: string; readonly scheme: string | null }

export type PostalAddress = {
  readonly line1: string | null // BT-35, BT-50, BT-75
  readonly line2: string | null // BT-36, BT-51, BT-76
  readonly city: string | null // BT-37, BT-52, BT-77
  readonly postalCode: string | null // BT-38, BT-53, BT-78
  readonly subdivision: string | null // BT-39, BT-54, BT-79
  readonly country: string // BT-40, BT-55, BT-80
}

export type Contact = {
  readonly name: string | null // BT-41, BT-56
  readonly phone: string | null // BT-42, BT-57
  readonly email: string | null // BT-43, BT-58
}

export type EInvoiceParty = {
  readonly name: string // BT-27, BT-44
  readonly identifier: string | null // BT-29, BT-46
  readonly registration: Identifier | null // BT-30, BT-47
  readonly vatNumber: string | null // BT-31, BT-48
  readonly taxNumber: string | null // BT-32, of the seller only
  readonly email: string | null // BT-34, BT-49: the electronic address
  readonly address: PostalAddress // BG-5, BG-8
  readonly contact: Contact | null // BG-6, BG-9
}

/** Taken off a line or the whole; amounts without tax. */
export type Allowance = {
  readonly amountMinor: number // BT-92, BT-136
  readonly reason: string | null // BT-97, BT-139; the code (BT-98, BT-140) is always that of a discount
}

export type EInvoiceLine = {
  readonly id: string // BT-126
  readonly name: string // BT-153
  readonly quantity: string // BT-129: negative for what is taken back, since a price never is
  readonly price: string // BT-146: in major units, without tax
  readonly period: Period | null // BG-26
  readonly allowances: readonly Allowance[] // BG-27
  readonly netMinor: number // BT-131
  readonly tax: Tax // BT-151, BT-152
}

export type TaxSum = Tax & {
  readonly taxableMinor: number // BT-116
  readonly amountMinor: number // BT-117
  readonly exemption: { readonly text: string; readonly code: string | null } | null // BT-120, BT-121
}

/** How to pay: to an account, or online. */
export type PaymentMeans = {
  readonly code: '30' | '58' | '68' // BT-81: credit transfer, SEPA credit transfer, online payment service
  readonly reference: string // BT-83
  readonly account: {
    readonly number: string // BT-84
    readonly isIban: boolean
    readonly holder: string // BT-85
    readonly bic: string | null // BT-86
    readonly bank: string | null // BT-82: where the number alone does not name the bank
  } | null
}

/** An invoice or credit note in the terms of EN 16931. Amounts in minor units, but prices; both syntaxes write this one model. */
export type EInvoice = {
  readonly profile: Profile // BT-23, BT-24
  readonly kind: 'invoice' | 'credit_note' // BT-3
  readonly number: string // BT-1
  readonly issuedOn: Day // BT-2
  readonly currency: Currency // BT-5
  readonly dueOn: Day | null // BT-9
  readonly buyerReference: string | null // BT-10
  readonly purchaseOrder: string | null // BT-13
  readonly paymentTerms: string | null // BT-20
  readonly note: string | null // BT-22
  readonly credits: { readonly number: string; readonly issuedOn: Day } | null // BG-3
  readonly seller: EInvoiceParty // BG-4
  readonly buyer: EInvoiceParty // BG-7
  readonly delivery: { readonly name: string | null; readonly address: PostalAddress } | null // BG-13
  readonly period: Period | null // BG-14
  readonly paymentMeans: PaymentMeans // BG-16
  readonly allowances: readonly (Allowance & { readonly tax: Tax })[] // BG-20
  readonly totals: {
    readonly linesMinor: number // BT-106
    readonly allowancesMinor: number // BT-107
    readonly withoutTaxMinor: number // BT-109
    readonly taxMinor: number // BT-110
    readonly withTaxMinor: number // BT-112
    readonly prepaidMinor: number // BT-113
    readonly dueMinor: number // BT-115
  }
  readonly taxes: readonly TaxSum[] // BG-23
  readonly lines: readonly EInvoiceLine[] // BG-25
}
