export type Address = {
  readonly line1: string | null
  readonly line2: string | null
  readonly city: string | null
  readonly postalCode: string | null
  readonly state: string | null
  readonly country: string | null
}

/** An empty address. */
export const blankAddress: Address = {
  line1: null,
  line2: null,
  city: null,
  postalCode: null,
  state: null,
  country: null,
}

export type TaxId = { readonly type: string; readonly value: string }

/** The merchant as printed on an invoice; frozen when the invoice is finalized. */
export type Seller = {
  readonly name: string
  readonly address: Address | null
  readonly taxIds: readonly TaxId[]
  readonly supportEmail: string | null
  readonly supportPhone: string | null
  readonly website: string | null
  readonly country: string
  readonly timeZone: string
}

/** The customer as printed on an invoice; frozen when the invoice is finalized. */
export type Buyer = {
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: Address | null
  readonly shipping: { readonly name: string | null; readonly phone: string | null; readonly address: Address } | null
  readonly taxIds: readonly TaxId[]
  readonly locales: readonly string[]
  /** By which the customer sorts the invoice: an office's Leitweg-ID, say. Absent in invoices from before there was one. */
  readonly reference?: string | null
  /** IANA zone for the hour of reminders; null means the merchant's zone. */
  readonly timeZone: string | null
}
