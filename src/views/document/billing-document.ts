import type { Currency } from '../../core/money/currencies.ts'

/** A name and its value, without marks of direction, which would be copied with it: each format isolates it in its own way. */
export type Field = { readonly name: string; readonly value: string }

export type Party = {
  readonly label: string
  readonly name: string | null
  /** The address in its country's format, then how to reach the party. */
  readonly lines: readonly string[]
  readonly taxIds: readonly Field[]
}

/** The heads of the table of lines; without `tax` it has no such column. */
type Columns = {
  readonly description: string
  readonly quantity: string
  readonly unitPrice: string
  readonly tax: string | null
  readonly amount: string
}

export type DocumentLine = {
  readonly description: string
  readonly period: string | null
  readonly quantity: string
  readonly unitPrice: string
  /** The rates, or why none is charged. */
  readonly tax: string
  /** What each took; null where it did not apply. */
  readonly discounts: readonly { readonly label: string; readonly amountMinor: number | null }[]
  /** Before discounts. */
  readonly amountMinor: number
}

export type TotalsRow = {
  readonly kind:
    | 'subtotal'
    | 'discount'
    | 'tax'
    | 'included_tax'
    | 'tax_not_charged'
    | 'total'
    | 'balance'
    | 'paid'
    | 'remaining'
    | 'settled'
  readonly label: string
  /** Negative where it is taken off; zero, and not shown, of what is settled. */
  readonly amountMinor: number
}

/** A payment that arrived or is on its way, with its method and what became of it. */
export type PaymentRow = { readonly day: string; readonly details: readonly string[]; readonly amountMinor: number }

/**
 * A document as it is shown to one reader, the same for every format. Amounts are in minor units of its currency; all else is
 * text in the reader's words.
 */
export type BillingDocument = {
  readonly title: string
  readonly currency: Currency
  /** Its number and dates. */
  readonly fields: readonly Field[]
  readonly customFields: readonly Field[]
  readonly seller: Party
  readonly buyer: Party
  readonly shipTo: Party | null
  readonly columns: Columns
  readonly lines: readonly DocumentLine[]
  /** From the subtotal to what is still to pay, or that it is settled. */
  readonly totals: readonly TotalsRow[]
  /** Explanations of the totals, and the notes that the law requires. */
  readonly notes: readonly { readonly kind: 'rounding' | 'tax'; readonly text: string }[]
  readonly payments: {
    readonly label: string
    readonly rows: readonly PaymentRow[]
    /** What became of money above the amount due. */
    readonly surplus: string | null
  } | null
  /** The details that the customer's bank needs; empty where no transfer is offered. */
  readonly paymentMeans: readonly Field[]
  /** The merchant's own words on the invoice. */
  readonly memo: Field | null
  readonly footer: string | null
}
