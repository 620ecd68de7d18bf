import { Hono } from 'hono'
import { createCoupon } from '../../../actions/coupons/create-coupon.ts'
import { deleteCoupon } from '../../../actions/coupons/delete-coupon.ts'
import { updateCoupon } from '../../../actions/coupons/update-coupon.ts'
import { mergeMetadata } from '../../../core/metadata.ts'
import { largestAmountMinor } from '../../../core/money/money.ts'
import { couponsOf } from '../../../db/repositories/coupons.ts'
import { listsOf } from '../../../db/screens/api-lists.ts'
import { currency, decimal, emptyable, instant, integer, oneOf, range, text } from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import type { ApiEnv } from './context.ts'
import { deleting, listing, type Resource, retrieving, writing } from './endpoint.ts'
import { couponObject } from './objects/coupon.ts'

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

const resource: Resource = {
  object: 'coupon',
  noun: 'coupon',
  show: async ({ var: { deps, account } }, id, context) => {
    const coupon = await couponsOf(deps.db, account.id).find(id)
    return coupon && couponObject(context, coupon)
  },
}

export const coupons = new Hono<ApiEnv>()
  .get(
    '/',
    listing(resource, {
      params: { created: range },
      find: ({ var: { deps, account } }, filter, page) => listsOf(deps.db, account.id).coupons(filter, page),
      showAll: (_, found, context) => found.map((coupon) => couponObject(context, coupon)),
    }),
  )
  .post(
    '/',
    writing(resource, {
      params: createParams,
      objectId: (c, { id }) => id ?? c.var.deps.newId('coupon').replace(/^coupon_/, ''),
      act: async ({ var: { deps } }, unit, id, params) => {
        const merged = mergeMetadata({}, params.metadata)
        if (!merged.ok) return merged
        return createCoupon(deps, unit, {
          id,
          coupon: {
            name: params.name ?? null,
            percentOff: params.percent_off ?? null,
            amountOffMinor: params.amount_off ?? null,
            currency: params.currency ?? null,
            duration: params.duration ?? 'once',
            durationInMonths: params.duration_in_months ?? null,
            maxRedemptions: params.max_redemptions ?? null,
            redeemBy: params.redeem_by ?? null,
            metadata: merged.value,
          },
        })
      },
    }),
  )
  .get('/:id', retrieving(resource))
  .post(
    '/:id',
    writing(resource, {
      params: updateParams,
      act: ({ var: { deps } }, unit, couponId, params) => updateCoupon(deps, unit, { couponId, ...params }),
    }),
  )
  .delete(
    '/:id',
    deleting(resource, ({ var: { deps } }, unit, couponId) => deleteCoupon(deps, unit, { couponId })),
  )
