import { type Chance, draw } from '../../dev/sandbox/chance.ts'
import { seed } from '../proof/rounds.ts'

/** Chance that comes out the same for the same seed. */
export function chanceFrom(from: number = seed) {
  const chance: Chance = { state: from | 0 }
  /** A whole number from `least` to `most`, both included. */
  const between = (least: number, most: number): number => least + Math.floor(draw(chance) * (most - least + 1))
  return {
    between,
    pick: <T>(items: readonly T[]): T => items[between(0, items.length - 1)] as T,
    shuffled: <T>(items: readonly T[]): T[] =>
      items
        .map((item) => [draw(chance), item] as const)
        .sort(([one], [other]) => one - other)
        .map(([, item]) => item),
  }
}
