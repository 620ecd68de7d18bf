import type { Coupon } from '../../core/catalog/coupon.ts'
import type { Change } from '../../db/commit.ts'
import { objectChange } from '../../db/repositories/objects.ts'
import type { Deps } from '../../deps.ts'

/**
 * Redemption events for a commit that grants discounts. The coupon's version check keeps the count within its limit.
 */
export const redemptions = (
  deps: Deps,
  accountId: string,
  redeemed: readonly Coupon[],
  invoiceId: string,
  at: number,
): Change[] =>
  redeemed.map(
    (coupon) => objectChange(deps.db, accountId, 'coupon', coupon, [{ type: 'coupon.redeemed', invoiceId }], at).change,
  )
