import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import { seed } from '../proof/rounds.ts'

/** Chance that can be repeated: everything a campaign picks comes from here. */
export type Luck = {
  /** A whole number from nought, below `most`. */
  below(most: number): number
  one<T>(list: readonly T[]): T
  /** True so often out of a hundred. */
  percent(often: number): boolean
  bytes(count: number): Uint8Array
}

/** The same for the same seed and name; each campaign has a name of its own. */
export function luckOf(campaign: string): Luck {
  const chance: RandomState = {
    state: [...campaign].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed) | 0,
  }
  const below = (most: number) => Math.floor(nextRandom(chance) * most)
  return {
    below,
    one: <T>(list: readonly T[]) => list[below(list.length)] as T,
    percent: (often) => below(100) < often,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  }
}
