import type { Discount } from '../invoices/lines.ts'
import type { Currency } from '../money/currencies.ts'
import type { RefusalCode } from '../refusals.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Coupon } from './coupon.ts'

/** Why a coupon cannot be redeemed at an instant (ms since 1970); null if it can. */
export function whyNotRedeemable(coupon: Coupon, now: number): RefusalCode | null {
  if (coupon.redeemBy !== null && now >= coupon.redeemBy) return 'coupon_expired'
  if (coupon.maxRedemptions !== null && coupon.timesRedeemed >= coupon.maxRedemptions) return 'coupon_exhausted'
  return null
}

type Redeeming = {
  readonly discountId: string
  readonly currency: Currency
  readonly now: number
  readonly param: string
}

/** Redeems a coupon for a discount. Refuses `coupon_expired`, `coupon_exhausted`, `currency_mismatch`. */
export function redeem(coupon: Coupon, { discountId, currency, now, param }: Redeeming): Result<Discount> {
  const { id, name, percentOff, amountOffMinor } = coupon
  const reason = whyNotRedeemable(coupon, now)
  if (reason) return refuse(reason, { param, values: { id } })
  if (amountOffMinor !== null && coupon.currency !== currency) {
    return refuse('currency_mismatch', { param, values: { currency } })
  }
  return ok({ id: discountId, couponId: id, name, percentOff, amountOffMinor })
}
