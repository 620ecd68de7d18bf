import type { BillingDocument } from '../document/billing-document.ts'
import type { SwissBill } from './swiss-bill.ts'

/** The largest text of a document: how much, and what of it. */
export type Headline = {
  readonly label: string
  readonly amount: string
  readonly detail: string | null
  readonly tone: 'asks' | 'settled' | 'plain'
}

/** A code to scan, and what it is for. */
export type Code = {
  readonly content: string
  readonly text: string
  /** For those who do not see it. */
  readonly alt: string
}

/** What the row is about, smaller lines below it, and its figures. */
export type PrintedRow = {
  readonly text: string
  readonly small: readonly string[]
  readonly figures: readonly string[]
}

/** A table of one column of text and several of figures, of which the last counts. */
export type PrintedTable = { readonly heads: readonly string[]; readonly rows: readonly PrintedRow[] }

/** A document as it is printed, of whatever kind. */
export type Printed = {
  readonly document: Omit<BillingDocument, 'columns' | 'lines'>
  /** Its number, on every page. */
  readonly number: string
  /** How the seller is reached, above the footer. */
  readonly contact: readonly string[]
  readonly headline: Headline
  /** The paragraphs of a letter, above its table. */
  readonly letter: readonly string[]
  readonly table: PrintedTable
  /** Where it is paid online; null where it is not. */
  readonly payOnline: { readonly title: string; readonly url: string; readonly code: Code } | null
  /** How the bank details are headed, with their code, or a payment part in their place; null where no transfer is offered. */
  readonly payByTransfer:
    | { readonly kind: 'details'; readonly title: string; readonly code: Code | null }
    | { readonly kind: 'swiss'; readonly bill: SwissBill }
    | null
}

/** How somebody who has a document on paper finds out whether it is genuine. */
export type Verification = {
  readonly code: string
  /** The address that says so. */
  readonly url: string
  /** The address of the page where the code is entered, as it is typed. */
  readonly page: string
}
