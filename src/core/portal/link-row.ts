/** A link to an invoice in a list; instants in ms since 1970. */
export type LinkRow = {
  readonly id: string
  readonly invoiceId: string
  /** Of the invoice. */
  readonly number: string
  /** The address it is mailed to; null for the merchant's own. */
  readonly recipient: string | null
  readonly expiresAt: number
  readonly lastUsedAt: number | null
}

export const linksOnPage = 50
