import { type Currency, stepMinor } from '../money/currencies.ts'
import { isWithinLimit } from '../money/money.ts'
import { compare, type Ratio, ratio, rounded, times, zero } from '../money/ratio.ts'
import { halfUp } from '../money/rounding.ts'
import { apportion } from '../money/split.ts'
import { ok, type Result, refuse } from '../result.ts'
import { parsePercentage } from '../tax/rates.ts'
import type { Discount } from './lines.ts'
import type { PricedLine } from './pricing.ts'

/** The most discounts on a line or on an invoice. */
export const maxDiscounts = 20

type Taken = { readonly discountId: string; readonly amount: bigint }

/** A priced line after discounts: the amount left to tax, and what each discount took, in the currency's steps. */
export type DiscountedLine = PricedLine & { readonly left: bigint; readonly taken: readonly Taken[] }

/**
 * Applies each line's own discounts, then the invoice's, each to what the previous ones left. An invoice discount is
 * spread in proportion, leftover units to earlier lines first. All take at most `mostOff` steps; null is no bound.
 * Refuses `discount_invalid` or `discounts_too_many`.
 */
export function discountLines(
  currency: Currency,
  lines: readonly PricedLine[],
  discounts: readonly Discount[],
  mostOff: bigint | null = null,
): Result<DiscountedLine[]> {
  const invoiceCuts = cutsOf(currency, discounts, 'discounts')
  if (!invoiceCuts.ok) return invoiceCuts
  const open: Open[] = []
  let allowance = mostOff
  const within = (amount: bigint): bigint => {
    const taken = allowance === null || amount < allowance ? amount : allowance
    if (allowance !== null) allowance -= taken
    return taken
  }
  for (const priced of lines) {
    const cuts = cutsOf(currency, priced.line.discounts, `lines[${priced.place}][discounts]`)
    if (!cuts.ok) return cuts
    const line: Open = { ...priced, left: priced.amount, taken: [] }
    for (const cut of cuts.value) if (takesDiscount(line)) take(line, cut, within(cut.off(line.left)))
    open.push(line)
  }
  for (const cut of invoiceCuts.value) spread(cut, open, within)
  return ok(open)
}

type Open = PricedLine & { left: bigint; taken: Taken[] }
type Cut = { readonly id: string; readonly off: (base: bigint) => bigint }

const takesDiscount = ({ line, left }: Open): boolean => line.discountable && left > 0n

function take(line: Open, cut: Cut, amount: bigint): void {
  line.left -= amount
  line.taken.push({ discountId: cut.id, amount })
}

function spread(cut: Cut, lines: readonly Open[], within: (amount: bigint) => bigint): void {
  const takers = lines.filter(takesDiscount)
  const whole = takers.reduce((total, { left }) => total + left, 0n)
  if (whole === 0n) return
  const off = within(cut.off(whole))
  const parts = apportion(takers.map(({ left }) => ratio(off * left, whole)))
  for (const [i, line] of takers.entries()) take(line, cut, parts[i]!)
}

function cutsOf(currency: Currency, discounts: readonly Discount[], param: string): Result<Cut[]> {
  if (discounts.length > maxDiscounts) return refuse('discounts_too_many', { param, values: { most: maxDiscounts } })
  const cuts: Cut[] = []
  for (const discount of discounts) {
    const off = offOf(currency, discount)
    if (!off) return refuse('discount_invalid', { param })
    cuts.push({ id: discount.id, off })
  }
  return ok(cuts)
}

function offOf(currency: Currency, { percentOff, amountOffMinor }: Discount): Cut['off'] | null {
  if (percentOff !== null && amountOffMinor === null) {
    const fraction = parsePercentage(percentOff)
    return fraction.ok && compare(fraction.value, zero) > 0 ? percentOf(fraction.value) : null
  }
  if (amountOffMinor === null || percentOff !== null) return null
  const step = stepMinor(currency)
  if (!Number.isInteger(amountOffMinor / step) || amountOffMinor <= 0 || !isWithinLimit(amountOffMinor)) return null
  const amount = BigInt(amountOffMinor / step)
  return (base) => (amount < base ? amount : base)
}

const percentOf =
  (fraction: Ratio): Cut['off'] =>
  (base) =>
    rounded(times(ratio(base), fraction), halfUp)
