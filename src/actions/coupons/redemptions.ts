import type { Coupon } from '../../core/catalog/coupon.ts'
import type { Change } from '../../db/commit.ts'
import { couponsOf } from '../../db/repositories/coupons.ts'
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
    (coupon) => couponsOf(deps.db, accountId).change(coupon, [{ type: 'coupon.redeemed', invoiceId }], at).change,
  )
