import type { TaxRate } from '../tax/rates.ts'

/** A coupon applied to a line or an invoice: a percentage (`'12.5'`) or an amount in minor units. */
export type Discount = {
  readonly id: string
  readonly couponId: string | null
  readonly name: string | null
  readonly percentOff: string | null
  readonly amountOffMinor: number | null
}

/** An invoice line. `quantity` and `unitAmount` (minor units, may be negative) are decimals with at most 12 places. */
export type Line = {
  readonly id: string
  readonly description: string | null
  readonly quantity: string
  readonly unitAmount: string
  /** Whether discounts apply to this line; never to a negative one. */
  readonly discountable: boolean
  readonly discounts: readonly Discount[]
  /** Null means the invoice's default rates; a list, even an empty one, replaces them. */
  readonly taxRates: readonly TaxRate[] | null
}
