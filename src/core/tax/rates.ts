import { parseDecimal, toRatio } from '../money/decimal.ts'
import { compare, over, type Ratio, ratio } from '../money/ratio.ts'
import { ok, type Result, refuse } from '../result.ts'

/** A tax a merchant charges; `percentage` is a decimal string from 0 to 100 with at most four decimals. */
export type TaxRate = {
  readonly id: string
  readonly displayName: string
  readonly percentage: string
  readonly inclusive: boolean
  readonly country: string | null
  readonly state: string | null
  readonly jurisdiction: string | null
  readonly taxType: string | null
  readonly description: string | null
}

/** Whether a customer is charged tax; `reverse` is reverse charge, with a note on the invoice. */
export type TaxExempt = 'none' | 'exempt' | 'reverse'

/** The reason of a tax amount, with Stripe's values (`taxability_reason`). */
export type TaxReason = 'standard_rated' | 'zero_rated' | 'customer_exempt' | 'reverse_charge'

const hundred = ratio(100n)

/** A percentage as a fraction of one. Refuses `percentage_invalid` unless it is from 0 to 100 with at most four decimals. */
export function parsePercentage(text: string): Result<Ratio> {
  const decimal = parseDecimal(text, { scale: 4 })
  if (!decimal.ok) return refuse('percentage_invalid')
  const percent = toRatio(decimal.value)
  if (compare(percent, hundred) > 0) return refuse('percentage_invalid')
  return ok(over(percent, hundred))
}

/** The taxability reason of a rate on an invoice. */
export function taxReason(rate: TaxRate, taxExempt: TaxExempt): TaxReason {
  if (taxExempt === 'exempt') return 'customer_exempt'
  if (taxExempt === 'reverse') return 'reverse_charge'
  return /^0(\.0+)?$/.test(rate.percentage) ? 'zero_rated' : 'standard_rated'
}
