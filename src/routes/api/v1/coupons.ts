import { createCoupon } from '../../../actions/coupons/create-coupon.ts'
import { changeObject } from '../../../actions/objects/change-object.ts'
import { deleteObject } from '../../../actions/objects/delete-object.ts'
import { type Coupon, updateCoupon } from '../../../core/catalog/coupon.ts'
import { whyNotRedeemable } from '../../../core/catalog/redeeming.ts'
import { largestAmountMinor } from '../../../core/money/money.ts'
import { currency, decimal, emptyable, instant, integer, oneOf, text } from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import type { Params } from '../../../http/params/table.ts'
import { call, type ObjectApi } from './object-api.ts'
import { seconds, secondsOrNull } from './objects/seconds.ts'

const updateParams = { metadata, name: emptyable(text(40)) }

const createParams = {
  ...updateParams,
  amount_off: integer({ least: 1, most: largestAmountMinor }),
  currency,
  duration: oneOf('once', 'repeating', 'forever'),
  duration_in_months: integer({ least: 1, most: 1200 }),
  id: text(100, { pattern: /^[\w-]+$/, reason: 'it may hold letters, digits, hyphens and underscores' }),
  max_redemptions: integer({ least: 1 }),
  percent_off: decimal({ scale: 4 }),
  redeem_by: instant,
}

export const coupon: ObjectApi<Coupon> = {
  path: '/coupons',
  noun: 'coupon',
  filters: {},
  create: {
    ...call(createParams, (deps, unit, id, params) =>
      createCoupon(deps, unit, {
        id,
        coupon: {
          name: params.name,
          percentOff: params.percent_off,
          amountOffMinor: params.amount_off,
          currency: params.currency,
          duration: params.duration,
          durationInMonths: params.duration_in_months,
          maxRedemptions: params.max_redemptions,
          redeemBy: params.redeem_by,
          metadata: params.metadata,
        },
      }),
    ),
    /** The merchant's choice, or ours without its prefix. */
    id: ({ id }: Params<typeof createParams>, newId) => id ?? newId('coupon').replace(/^coupon_/, ''),
  },
  update: call(updateParams, (deps, unit, id, params) =>
    changeObject(deps, unit, 'coupon', id, (coupon) => updateCoupon(coupon, params)),
  ),
  /** Discounts already granted stay. */
  delete: (deps, unit, id) => deleteObject(deps, unit, 'coupon', id),
  show: ({ livemode, now }, coupon) => ({
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
  }),
}
