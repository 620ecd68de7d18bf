import { assert } from '../assert.ts'
import type { RoundingRule } from './rounding.ts'

/** An exact fraction in lowest terms; `over` is above zero. */
export type Ratio = { readonly count: bigint; readonly over: bigint }

/** The exact value of `count / over`. Faults unless `over` is above zero. */
export function ratio(count: bigint, over = 1n): Ratio {
  assert(over > 0n, 'a ratio is over more than zero')
  const shared = gcd(count < 0n ? -count : count, over)
  return { count: count / shared, over: over / shared }
}

export const zero: Ratio = { count: 0n, over: 1n }

export const plus = (a: Ratio, b: Ratio): Ratio =>
  a.over === b.over ? ratio(a.count + b.count, a.over) : ratio(a.count * b.over + b.count * a.over, a.over * b.over)

export const minus = (a: Ratio, b: Ratio): Ratio => plus(a, { count: -b.count, over: b.over })

export const times = (a: Ratio, b: Ratio): Ratio => ratio(a.count * b.count, a.over * b.over)

/** Faults unless the divisor is above zero. */
export const over = (a: Ratio, b: Ratio): Ratio => ratio(a.count * b.over, a.over * b.count)

export const sum = (ratios: readonly Ratio[]): Ratio => ratios.reduce(plus, zero)

/** Negative, zero or positive, as `a` is below, at or above `b`. */
export function compare(a: Ratio, b: Ratio): number {
  const difference = a.count * b.over - b.count * a.over
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export const rounded = (exact: Ratio, rule: RoundingRule): bigint => rule(exact.count, exact.over)

function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b]
  return a
}
