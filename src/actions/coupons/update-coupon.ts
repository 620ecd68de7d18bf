import { requireScope } from '../../core/access/caller.ts'
import type { Coupon } from '../../core/catalog/coupon.ts'
import { changesTo } from '../../core/changes.ts'
import { type MetadataChange, mergeMetadata } from '../../core/metadata.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { couponsOf } from '../../db/repositories/coupons.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToUpdate = {
  readonly couponId: string
  readonly name?: string | null | undefined
  readonly metadata?: MetadataChange | undefined
}

/** Changes a coupon's name and metadata; its terms never change. */
export function updateCoupon(deps: Deps, unit: UnitOfWork, { couponId, ...input }: ToUpdate): Promise<Result<Coupon>> {
  requireScope(unit.caller, 'coupons:write')
  return retryOnConflict(async () => {
    const coupons = couponsOf(deps.db, unit.caller.accountId)
    const coupon = await coupons.find(couponId)
    if (!coupon) return refuse('resource_missing')
    const metadata = mergeMetadata(coupon.metadata, input.metadata)
    if (!metadata.ok) return metadata
    const at = deps.now()
    const name = input.name === undefined ? coupon.name : input.name
    const details = changesTo(coupon, { name, metadata: metadata.value })
    if (Object.keys(details).length === 0) return ok(coupon)
    const { change, after } = coupons.change(coupon, [{ type: 'coupon.updated', details }], at)
    await commitUnit(deps, unit, [change], at)
    return ok(after!)
  })
}
