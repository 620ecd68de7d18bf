import type { Coupon } from '../../core/catalog/coupon.ts'
import type { Change } from '../../db/commit.ts'
import { couponsOf } from '../../db/repositories/coupons.ts'
import type { Deps } from '../../deps.ts'

/** The coupons' part of a commit that gives their discounts: their versions keep the count within its limit. */
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
