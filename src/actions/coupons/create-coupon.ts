import { requireScope } from '../../core/access/caller.ts'
import type { Coupon } from '../../core/catalog/coupon.ts'
import { couponTerms, type NewCoupon } from '../../core/catalog/coupon-terms.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { couponsOf } from '../../db/repositories/coupons.ts'
import { wasDeleted } from '../../db/repositories/history.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToCreate = { readonly id: string; readonly coupon: NewCoupon }

/** A new coupon, under an id of the merchant's choice or ours. An id is never used twice, also not after deletion. */
export function createCoupon(deps: Deps, unit: UnitOfWork, { id, coupon }: ToCreate): Promise<Result<Coupon>> {
  requireScope(unit.caller, 'coupons:write')
  return retryOnConflict(async () => {
    const terms = couponTerms(coupon, deps.now())
    if (!terms.ok) return terms
    const coupons = couponsOf(deps.db, unit.caller.accountId)
    if ((await coupons.find(id)) || (await wasDeleted(deps.db, unit.caller.accountId, id))) {
      return refuse('resource_already_exists', { param: 'id', values: { noun: 'Coupon', id } })
    }
    const at = deps.now()
    const { change, after } = coupons.change(
      null,
      [{ type: 'coupon.created', accountId: unit.caller.accountId, id, terms: terms.value }],
      at,
    )
    await commitUnit(deps, unit, [change], at)
    return ok(after!)
  })
}
