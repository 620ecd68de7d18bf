import type Stripe from 'stripe'

/** Signed links that a person can open right away. */
export type SeededUrls = {
  readonly invoiceUrl: string
  readonly pastDueInvoiceUrl: string
  readonly paidInvoiceUrl: string
}

/** A merchant's tools: their key to Remit, their key to the provider, and what time it is. */
export type Desk = { readonly remit: Stripe; readonly provider: Stripe; readonly now: () => number }

/** What a merchant does on a day, counted back from today; answers links worth showing. */
export type Diary = (daysAgo: number) => Promise<Partial<SeededUrls>>
