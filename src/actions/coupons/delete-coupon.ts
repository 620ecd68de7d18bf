import { requireScope } from '../../core/access/caller.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { couponsOf } from '../../db/repositories/coupons.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Deletes a coupon; discounts already granted stay. */
export function deleteCoupon(deps: Deps, unit: UnitOfWork, { couponId }: { couponId: string }): Promise<Result<null>> {
  requireScope(unit.caller, 'coupons:write')
  return retryOnConflict(async () => {
    const coupons = couponsOf(deps.db, unit.caller.accountId)
    const coupon = await coupons.find(couponId)
    if (!coupon) return refuse('resource_missing')
    const at = deps.now()
    await commitUnit(deps, unit, [coupons.change(coupon, [{ type: 'coupon.deleted' }], at).change], at)
    return ok(null)
  })
}
