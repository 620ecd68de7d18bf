import { assert } from '../assert.ts'
import { toMinor } from './money.ts'
import { compare, minus, type Ratio, ratio, rounded, sum } from './ratio.ts'
import { halfUp } from './rounding.ts'

/**
 * Splits an amount by weights: the parts sum to it, share its sign, and are within one unit of the exact share.
 * Leftover units go to the largest remainder, then the larger weight, then the earlier place. Throws on negative
 * weights, or all zero with an amount to split.
 */
export function split(totalMinor: number, weights: readonly bigint[] | readonly number[]): number[] {
  const sizes = weights.map(BigInt)
  const whole = sizes.reduce((total, size) => total + size, 0n)
  assert(
    sizes.every((size) => size >= 0n),
    'nothing is split by a negative weight',
  )
  assert(whole > 0n || totalMinor === 0, 'something must carry what is split')
  if (whole === 0n) return sizes.map(() => 0)
  return apportion(sizes.map((size) => ratio(BigInt(totalMinor) * size, whole))).map(toMinor)
}

/**
 * Rounds exact shares to integers that sum to the rounded sum, each within one unit of its share. Shares can have
 * either sign; negating all of them negates the result. Ties go to the larger share, then the earlier place.
 */
export function apportion(shares: readonly Ratio[]): bigint[] {
  const parts = shares.map(({ count, over }) => count / over)
  const whole = rounded(sum(shares), halfUp)
  const missing = whole - parts.reduce((total, part) => total + part, 0n)
  const unit = missing < 0n ? -1n : 1n
  const due = shares.map((share, place) => ({
    place,
    rest: rest(share, parts[place]!, unit),
    size: sized(share, unit),
  }))
  due.sort((a, b) => compare(b.rest, a.rest) || compare(b.size, a.size) || a.place - b.place)
  for (const { place } of due.slice(0, Number(missing * unit))) parts[place]! += unit
  return parts
}

const rest = (share: Ratio, part: bigint, unit: bigint): Ratio => sized(minus(share, ratio(part)), unit)
const sized = ({ count, over }: Ratio, unit: bigint): Ratio => ({ count: count * unit, over })
