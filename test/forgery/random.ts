import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import { seed } from '../proof/rounds.ts'

/** A repeatable source of randomness for one test. */
export type Random = {
  /** A whole number from 0, below `most`. */
  below(most: number): number
  pick<T>(list: readonly T[]): T
  /** True in so many of a hundred cases. */
  percent(often: number): boolean
  bytes(count: number): Uint8Array
}

/** The same sequence for the same seed and name; each test uses its own name. */
export function randomFor(name: string): Random {
  const chance: RandomState = {
    state: [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed) | 0,
  }
  const below = (most: number) => Math.floor(nextRandom(chance) * most)
  return {
    below,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    percent: (often) => below(100) < often,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  }
}
