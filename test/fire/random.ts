import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import { seed } from '../proof/rounds.ts'

/** A random generator that repeats itself for the same seed. */
export function seededRandom(from: number = seed) {
  const random: RandomState = { state: from | 0 }
  /** A whole number from `least` to `most`, both included. */
  const between = (least: number, most: number): number => least + Math.floor(nextRandom(random) * (most - least + 1))
  return {
    between,
    pick: <T>(items: readonly T[]): T => items[between(0, items.length - 1)] as T,
    shuffled: <T>(items: readonly T[]): T[] =>
      items
        .map((item) => [nextRandom(random), item] as const)
        .sort(([one], [other]) => one - other)
        .map(([, item]) => item),
  }
}
