import type { TaxRate } from '../tax/rates.ts'

/** A coupon at work on a line or an invoice: either a percentage (`'12.5'`) or an amount in minor units. */
export type Discount = {
  readonly id: string
  readonly couponId: string | null
  readonly name: string | null
  readonly percentOff: string | null
  readonly amountOffMinor: number | null
}

/** Something billed. `quantity` and `unitAmount` (minor units, may be negative) are decimals with at most 12 places. */
export type Line = {
  readonly id: string
  readonly description: string | null
  readonly quantity: string
  readonly unitAmount: string
  /** Whether discounts fall on this line; a negative line never takes one. */
  readonly discountable: boolean
  readonly discounts: readonly Discount[]
  /** Null takes the invoice's default rates; a list, even an empty one, replaces them. */
  readonly taxRates: readonly TaxRate[] | null
}
