import type { ItemInput } from '../../core/invoices/item-line.ts'
import type { References } from '../../db/repositories/drafting.ts'

/** The coupons and tax rates that the input names, to be loaded before it is validated. */
export const itemReferences = ({ discounts, taxRates }: ItemInput): References => ({
  couponIds: (discounts ?? []).flatMap(({ coupon }) => coupon ?? []),
  taxRateIds: taxRates ?? [],
})
