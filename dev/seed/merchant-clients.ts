import type Stripe from 'stripe'

/** Signed links to seeded invoices. */
export type SeededUrls = {
  readonly invoiceUrl: string
  readonly pastDueInvoiceUrl: string
  readonly paidInvoiceUrl: string
}

/** A merchant's API clients for Remit and the provider, and the clock (ms since 1970). */
export type MerchantClients = { readonly remit: Stripe; readonly provider: Stripe; readonly now: () => number }

/** What a merchant does, by how many days before today; returns links worth showing. */
export type History = Readonly<Record<number, () => Promise<Partial<SeededUrls> | undefined>>>
