import type { Coupon } from '../catalog/coupon.ts'
import { redeem } from '../catalog/redeeming.ts'
import type { Currency } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'
import { maxDiscounts } from './discounting.ts'
import type { Discount } from './lines.ts'

/** A new discount from a coupon, or an existing one that stays. */
export type DiscountChoice = { readonly coupon?: string | undefined; readonly discount?: string | undefined }

type Chosen = { readonly discounts: readonly Discount[]; readonly redeemed: readonly Coupon[] }

type Choosing = {
  readonly before: readonly Discount[]
  readonly coupons: ReadonlyMap<string, Coupon>
  readonly currency: Currency
  readonly now: number
  readonly newId: () => string
}

/** The chosen discounts, and each coupon that is redeemed for them once. */
export function choose(
  choices: readonly DiscountChoice[],
  { before, coupons, currency, now, newId }: Choosing,
): Result<Chosen> {
  if (choices.length > maxDiscounts) {
    return refuse('discounts_too_many', { param: 'discounts', values: { most: maxDiscounts } })
  }
  const discounts: Discount[] = []
  const redeemed = new Map<string, Coupon>()
  for (const [index, choice] of choices.entries()) {
    const param = `discounts[${index}]`
    if (choice.coupon !== undefined && choice.discount !== undefined)
      return refuse('parameters_exclusive', { param: `${param}[coupon]`, values: { other: `${param}[discount]` } })
    const coupon = choice.coupon === undefined ? null : coupons.get(choice.coupon)
    if (coupon === undefined) {
      return refuse('resource_missing', {
        param: `${param}[coupon]`,
        values: { noun: 'coupon', id: choice.coupon ?? '' },
      })
    }
    const discount = coupon
      ? redeem(coupon, { discountId: newId(), currency, now, param: `${param}[coupon]` })
      : existingDiscount(before, choice, param)
    if (!discount.ok) return discount
    discounts.push(discount.value)
    if (coupon) redeemed.set(coupon.id, coupon)
  }
  if (new Set(discounts.map(({ id }) => id)).size < discounts.length)
    return refuse('discount_invalid', { param: 'discounts' })
  return ok({ discounts, redeemed: [...redeemed.values()] })
}

function existingDiscount(before: readonly Discount[], { discount }: DiscountChoice, param: string): Result<Discount> {
  if (discount === undefined) return refuse('parameter_missing', { param: `${param}[coupon]` })
  const found = before.find(({ id }) => id === discount)
  const missing = { param: `${param}[discount]`, values: { noun: 'discount', id: discount } }
  return found ? ok(found) : refuse('resource_missing', missing)
}
