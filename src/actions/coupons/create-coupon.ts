import type { Coupon } from '../../core/catalog/coupon.ts'
import { type CouponInput, newCoupon } from '../../core/catalog/coupon-terms.ts'
import { type Result, refuse } from '../../core/result.ts'
import { wasDeleted } from '../../db/repositories/history.ts'
import { objectsOf } from '../../db/repositories/objects.ts'
import type { Deps } from '../../deps.ts'
import { createObject } from '../objects/create-object.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

type ToCreate = { readonly id: string; readonly coupon: CouponInput }

/** A new coupon, under an id of the merchant's choice or ours. An id is never used twice, also not after deletion. */
export function createCoupon(deps: Deps, unit: UnitOfWork, { id, coupon }: ToCreate): Promise<Result<Coupon>> {
  const { accountId } = unit.caller
  const isTaken = async () =>
    (await objectsOf(deps.db, accountId, 'coupon').find(id)) !== null || (await wasDeleted(deps.db, accountId, id))
  return createObject(
    deps,
    unit,
    'coupon',
    (at) => newCoupon({ accountId, id }, coupon, at),
    async () =>
      (await isTaken()) ? refuse('resource_already_exists', { param: 'id', values: { noun: 'Coupon', id } }) : null,
  )
}
