import type { ItemInput } from '../../core/invoices/item-line.ts'
import type { Wanted } from '../../db/repositories/drafting.ts'

/** What has to be loaded to judge what a merchant says about an item. */
export const wantedByItem = ({ discounts, taxRates }: ItemInput): Wanted => ({
  couponIds: (discounts ?? []).flatMap(({ coupon }) => coupon ?? []),
  taxRateIds: taxRates ?? [],
})
