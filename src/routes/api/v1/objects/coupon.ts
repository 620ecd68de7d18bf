import type { Coupon } from '../../../../core/catalog/coupon.ts'
import { whyNotRedeemable } from '../../../../core/catalog/redeeming.ts'
import type { ApiObject } from '../expansion.ts'
import type { RenderContext } from '../render-context.ts'
import { seconds, secondsOrNull } from './seconds.ts'

export const couponObject = ({ livemode, now }: RenderContext, coupon: Coupon): ApiObject => ({
  id: coupon.id,
  object: 'coupon',
  amount_off: coupon.amountOffMinor,
  created: seconds(coupon.createdAt),
  currency: coupon.currency,
  duration: coupon.duration,
  duration_in_months: coupon.durationInMonths,
  livemode,
  max_redemptions: coupon.maxRedemptions,
  metadata: coupon.metadata,
  name: coupon.name,
  percent_off: coupon.percentOff === null ? null : Number(coupon.percentOff),
  redeem_by: secondsOrNull(coupon.redeemBy),
  times_redeemed: coupon.timesRedeemed,
  valid: whyNotRedeemable(coupon, now) === null,
})
