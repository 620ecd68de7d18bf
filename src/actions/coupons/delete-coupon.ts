import { type Caller, requireScope } from '../../core/access/caller.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { couponsOf } from '../../db/repositories/coupons.ts'
import type { Deps } from '../../deps.ts'
import { deciding } from '../deciding.ts'

/** Ends a coupon; the discounts that it gave stay. */
export function deleteCoupon(deps: Deps, caller: Caller, { couponId }: { couponId: string }): Promise<Result<null>> {
  requireScope(caller, 'invoices:write')
  return deciding(async () => {
    const coupons = couponsOf(deps.db, caller.accountId)
    const coupon = await coupons.find(couponId)
    if (!coupon) return refuse('resource_missing')
    const at = deps.now()
    await deps.commit(caller, [coupons.change(coupon, [{ type: 'coupon.deleted' }], at).change], at)
    return ok(null)
  })
}
