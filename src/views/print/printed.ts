import type { BillingDocument } from '../document/billing-document.ts'

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

/** What a printed document shows beyond the document itself. */
export type Printed = {
  readonly document: BillingDocument
  /** Its number, on every page. */
  readonly number: string
  readonly headline: Headline
  /** Where it is paid online; null where it is not. */
  readonly payOnline: { readonly title: string; readonly url: string; readonly code: Code } | null
  /** How the bank details are headed, and their code; null where no transfer is offered. */
  readonly payByTransfer: { readonly title: string; readonly code: Code | null } | null
}
