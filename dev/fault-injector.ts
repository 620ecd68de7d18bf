import { nextRandom, type RandomState } from './sandbox/random.ts'

/** The kinds of fault at one place, each with its relative frequency. */
export type Weights<Kind extends string> = Readonly<Record<Kind, number>>

/** Decides from a seed whether a fault is injected into the next call and which one, each kind once to begin with; counts them. */
export class FaultInjector<Kind extends string> {
  readonly counts: Record<Kind, number>
  passed = 0
  readonly #chance: RandomState
  readonly #weights: Weights<Kind>
  #percent = 0
  #kinds: readonly Kind[] = []
  readonly #notYetDrawn: Set<Kind>

  constructor(weights: Weights<Kind>, seed: number) {
    this.#chance = { state: seed | 0 }
    this.#weights = weights
    this.#notYetDrawn = new Set(this.kinds)
    this.counts = Object.fromEntries(this.kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  }

  get kinds(): readonly Kind[] {
    return Object.keys(this.#weights) as Kind[]
  }

  /** From now on so many of a hundred calls get a fault: of any kind, or of one of these. */
  inject(percent: number, ...kinds: readonly Kind[]): void {
    this.#percent = percent
    this.#kinds = kinds.length > 0 ? kinds : this.kinds
  }

  /** From now on everything passes. */
  clear(): void {
    this.#percent = 0
  }

  /** The fault to inject into this call, null where it passes. */
  next(): Kind | null {
    const kind = nextRandom(this.#chance) * 100 < this.#percent ? this.#drawn() : undefined
    if (kind === undefined) this.passed += 1
    else this.counts[kind] += 1
    return kind ?? null
  }

  #drawn(): Kind | undefined {
    const notYetDrawn = this.#kinds.filter((kind) => this.#notYetDrawn.has(kind))
    const kinds = notYetDrawn.length > 0 ? notYetDrawn : this.#kinds
    let left = nextRandom(this.#chance) * kinds.reduce((sum, kind) => sum + this.#weights[kind], 0)
    const drawn = kinds.find((kind) => {
      left -= this.#weights[kind]
      return left < 0
    })
    if (drawn) this.#notYetDrawn.delete(drawn)
    return drawn
  }
}
