import { type Chance, draw } from './sandbox/chance.ts'

/** What can go wrong at one place, each with how often it does beside the others. */
export type Weights<Kind extends string> = Readonly<Record<Kind, number>>

/** Draws from a seed whether a fault strikes the next call and which one it is, each kind once to begin with; counts what struck. */
export class Strikes<Kind extends string> {
  readonly counts: Record<Kind, number>
  passed = 0
  readonly #chance: Chance
  readonly #weights: Weights<Kind>
  #percent = 0
  #kinds: readonly Kind[] = []
  readonly #owed: Set<Kind>

  constructor(weights: Weights<Kind>, seed: number) {
    this.#chance = { state: seed | 0 }
    this.#weights = weights
    this.#owed = new Set(this.kinds)
    this.counts = Object.fromEntries(this.kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  }

  get kinds(): readonly Kind[] {
    return Object.keys(this.#weights) as Kind[]
  }

  /** From now on so many of a hundred calls are struck: by any kind, or by one of these. */
  begin(percent: number, ...kinds: readonly Kind[]): void {
    this.#percent = percent
    this.#kinds = kinds.length > 0 ? kinds : this.kinds
  }

  /** From now on everything passes. */
  lift(): void {
    this.#percent = 0
  }

  /** The fault that strikes this call, null where it passes. */
  next(): Kind | null {
    const kind = draw(this.#chance) * 100 < this.#percent ? this.#drawn() : undefined
    if (kind === undefined) this.passed += 1
    else this.counts[kind] += 1
    return kind ?? null
  }

  #drawn(): Kind | undefined {
    const owed = this.#kinds.filter((kind) => this.#owed.has(kind))
    const kinds = owed.length > 0 ? owed : this.#kinds
    let left = draw(this.#chance) * kinds.reduce((sum, kind) => sum + this.#weights[kind], 0)
    const drawn = kinds.find((kind) => {
      left -= this.#weights[kind]
      return left < 0
    })
    if (drawn) this.#owed.delete(drawn)
    return drawn
  }
}
