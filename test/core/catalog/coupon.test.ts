import { describe, expect, test } from 'vitest'
import { type Coupon, evolve } from '../../../src/core/catalog/coupon.ts'
import { couponTerms, type NewCoupon } from '../../../src/core/catalog/coupon-terms.ts'
import { redeem, whyNotRedeemable } from '../../../src/core/catalog/redeeming.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { monday } from '../../world/cast.ts'

function coupon(given: Partial<NewCoupon>, redemptions = 0): Coupon {
  const terms = couponTerms({ metadata: {}, ...given }, 0)
  if (!terms.ok) throw new Error(`refused: ${terms.refusal.code}`)
  const created = { type: 'coupon.created', accountId: 'acct_kranwerk', id: 'SPRING', terms: terms.value } as const
  const redeemed = Array.from({ length: redemptions }, () => ({ type: 'coupon.redeemed', invoiceId: 'in_1' }) as const)
  return replay(evolve, record([created, ...redeemed], 0, monday))!
}

const redeeming = { discountId: 'di_1', currency: 'eur', now: monday, param: 'discounts[0][coupon]' } as const

describe('a coupon', () => {
  test.each<[string, Partial<NewCoupon>]>([
    ['parameter_missing', {}],
    ['parameters_exclusive', { percentOff: '10', amountOffMinor: 500, currency: 'eur' }],
    ['parameter_invalid', { percentOff: '10', currency: 'eur' }],
    ['percentage_invalid', { percentOff: '0' }],
    ['percentage_invalid', { percentOff: '100.0001' }],
    ['parameter_missing', { amountOffMinor: 500 }],
    ['amount_invalid', { amountOffMinor: 150, currency: 'isk' }],
    ['parameter_missing', { percentOff: '10', duration: 'repeating' }],
    ['parameter_invalid', { percentOff: '10', duration: 'once', durationInMonths: 3 }],
    ['parameter_invalid', { percentOff: '10', redeemBy: monday }],
  ])('is refused with %s for %o', (code, given) => {
    expect(couponTerms({ metadata: {}, ...given }, monday)).toMatchObject({ refusal: { code } })
  })

  test('gives a discount in its own currency, or a percentage in any', () => {
    expect(redeem(coupon({ amountOffMinor: 500, currency: 'eur' }), redeeming)).toMatchObject({
      value: { amountOffMinor: 500 },
    })
    expect(redeem(coupon({ amountOffMinor: 500, currency: 'usd' }), redeeming)).toMatchObject({
      refusal: { code: 'currency_mismatch' },
    })
    expect(redeem(coupon({ percentOff: '12.5' }), redeeming)).toMatchObject({
      value: { percentOff: '12.5', couponId: 'SPRING' },
    })
  })

  test('gives nothing from the instant it ends, nor once it was redeemed as often as it may be', () => {
    const ending = coupon({ percentOff: '10', redeemBy: monday })
    expect([whyNotRedeemable(ending, monday - 1), whyNotRedeemable(ending, monday)]).toEqual([null, 'coupon_expired'])
    expect(whyNotRedeemable(coupon({ percentOff: '10', maxRedemptions: 2 }, 1), monday)).toBeNull()
    expect(whyNotRedeemable(coupon({ percentOff: '10', maxRedemptions: 2 }, 2), monday)).toBe('coupon_exhausted')
  })
})
