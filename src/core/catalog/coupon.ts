import { assert } from '../assert.ts'
import { type DetailsInput, detailChanges } from '../changes.ts'
import type { Metadata } from '../invoices/invoice.ts'
import type { Recorded } from '../recorded.ts'
import { ok, type Result } from '../result.ts'
import { shape } from '../shape.ts'

/** A discount that can be granted by id: a percentage (`'12.5'`) or an amount in minor units of one currency. */
export type Coupon = {
  readonly accountId: string
  readonly id: string
  readonly name: string | null
  readonly percentOff: string | null
  readonly amountOffMinor: number | null
  readonly currency: string | null
  readonly duration: 'once' | 'repeating' | 'forever'
  readonly durationInMonths: number | null
  readonly maxRedemptions: number | null
  readonly redeemBy: number | null
  readonly timesRedeemed: number
  readonly metadata: Metadata
  readonly createdAt: number
  readonly version: number
}

export type CouponTerms = Omit<Coupon, 'accountId' | 'id' | 'createdAt' | 'version' | 'timesRedeemed'>

/** What can be changed of it; its terms never are. */
type CouponDetails = Pick<Coupon, 'name' | 'metadata'>

export type CouponEvent =
  | { readonly type: 'coupon.created'; readonly accountId: string; readonly id: string; readonly terms: CouponTerms }
  | { readonly type: 'coupon.updated'; readonly details: Partial<CouponDetails> }
  | { readonly type: 'coupon.redeemed'; readonly invoiceId: string }
  | { readonly type: 'coupon.deleted' }

export const couponShape = shape<Coupon, CouponEvent>()

export function evolve(coupon: Coupon | null, { seq, at, event }: Recorded<CouponEvent>): Coupon | null {
  if (event.type === 'coupon.created') {
    const { accountId, id, terms } = event
    return { ...terms, accountId, id, timesRedeemed: 0, createdAt: at, version: 1 }
  }
  assert(coupon && seq === coupon.version + 1, 'events follow each other without a gap')
  if (event.type === 'coupon.deleted') return null
  if (event.type === 'coupon.redeemed') return { ...coupon, timesRedeemed: coupon.timesRedeemed + 1, version: seq }
  return { ...coupon, ...event.details, version: seq }
}

/** Decides a new name and new metadata of a coupon. */
export function updateCoupon(coupon: Coupon, input: DetailsInput<CouponDetails>): Result<CouponEvent[]> {
  const details = detailChanges<CouponDetails>(coupon, input)
  if (!details.ok) return details
  return ok(Object.keys(details.value).length === 0 ? [] : [{ type: 'coupon.updated', details: details.value }])
}
