import { type MetadataChange, mergeMetadata } from '../metadata.ts'
import { type Currency, stepMinor } from '../money/currencies.ts'
import { compare, zero } from '../money/ratio.ts'
import { ok, type Result, refuse } from '../result.ts'
import { parsePercentage } from '../tax/rates.ts'
import type { Coupon, CouponEvent, CouponTerms } from './coupon.ts'

export type NewCoupon = Partial<CouponTerms> & { readonly metadata: CouponTerms['metadata'] }

/** Validates the terms of a new coupon: a percentage or an amount, and a duration. Refuses contradictions. */
export function couponTerms(given: NewCoupon, now: number): Result<CouponTerms> {
  const {
    percentOff = null,
    amountOffMinor = null,
    currency = null,
    durationInMonths = null,
    duration = 'once',
  } = given
  if (percentOff !== null && amountOffMinor !== null) {
    return refuse('parameters_exclusive', { param: 'percent_off', values: { other: 'amount_off' } })
  }
  if (percentOff === null && amountOffMinor === null) return refuse('parameter_missing', { param: 'percent_off' })
  if (percentOff !== null) {
    if (currency !== null) {
      const reason = 'it is only possible with amount_off'
      return refuse('parameter_invalid', { param: 'currency', values: { reason } })
    }
    const fraction = parsePercentage(percentOff)
    if (!fraction.ok || compare(fraction.value, zero) <= 0)
      return refuse('percentage_invalid', { param: 'percent_off' })
  }
  if (amountOffMinor !== null) {
    if (currency === null) return refuse('parameter_missing', { param: 'currency' })
    if (amountOffMinor % stepMinor(currency as Currency) !== 0) {
      return refuse('amount_invalid', { param: 'amount_off', values: { currency } })
    }
  }
  if (duration === 'repeating' && durationInMonths === null) {
    return refuse('parameter_missing', { param: 'duration_in_months' })
  }
  if (duration !== 'repeating' && durationInMonths !== null) {
    return refuse('parameter_invalid', {
      param: 'duration_in_months',
      values: { reason: 'it is only possible with duration repeating' },
    })
  }
  if (given.redeemBy != null && given.redeemBy <= now)
    return refuse('parameter_invalid', { param: 'redeem_by', values: { reason: 'it must be in the future' } })
  return ok({
    name: given.name ?? null,
    percentOff,
    amountOffMinor,
    currency,
    duration,
    durationInMonths,
    maxRedemptions: given.maxRedemptions ?? null,
    redeemBy: given.redeemBy ?? null,
    metadata: given.metadata,
  })
}

export type CouponInput = Partial<Omit<CouponTerms, 'metadata'>> & { readonly metadata?: MetadataChange | undefined }

/** Decides a new coupon at an instant (ms since 1970). Refuses contradictory terms. */
export function newCoupon(
  { accountId, id }: Pick<Coupon, 'accountId' | 'id'>,
  input: CouponInput,
  now: number,
): Result<CouponEvent[]> {
  const metadata = mergeMetadata({}, input.metadata)
  if (!metadata.ok) return metadata
  const terms = couponTerms({ ...input, metadata: metadata.value }, now)
  return terms.ok ? ok([{ type: 'coupon.created', accountId, id, terms: terms.value }]) : terms
}
