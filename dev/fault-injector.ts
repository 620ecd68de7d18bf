import { nextRandom, type RandomState } from './sandbox/random.ts'

/** The kinds of fault at one place, each with its relative frequency. */
export type Weights<Kind extends string> = Readonly<Record<Kind, number>>

/** Draws from a seed whether and which fault is injected into each call, every kind once at first; counts the faults. */
export class FaultInjector<Kind extends string> {
  readonly counts: Record<Kind, number>
  passed = 0
  readonly #random: RandomState
  readonly #weights: Weights<Kind>
  #percent = 0
  #kinds: readonly Kind[] = []
  readonly #undrawn: Set<Kind>

  constructor(weights: Weights<Kind>, seed: number) {
    this.#random = { state: seed | 0 }
    this.#weights = weights
    this.#undrawn = new Set(this.kinds)
    this.counts = Object.fromEntries(this.kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  }

  get kinds(): readonly Kind[] {
    return Object.keys(this.#weights) as Kind[]
  }

  /** From now on injects a fault into this percentage of calls: of any kind, or of one of these. */
  inject(percent: number, ...kinds: readonly Kind[]): void {
    this.#percent = percent
    this.#kinds = kinds.length > 0 ? kinds : this.kinds
  }

  /** From now on injects nothing. */
  clear(): void {
    this.#percent = 0
  }

  /** The fault to inject into this call, or null. */
  next(): Kind | null {
    const kind = nextRandom(this.#random) * 100 < this.#percent ? this.#draw() : undefined
    if (kind === undefined) this.passed += 1
    else this.counts[kind] += 1
    return kind ?? null
  }

  #draw(): Kind | undefined {
    const undrawn = this.#kinds.filter((kind) => this.#undrawn.has(kind))
    const kinds = undrawn.length > 0 ? undrawn : this.#kinds
    let left = nextRandom(this.#random) * kinds.reduce((sum, kind) => sum + this.#weights[kind], 0)
    const drawn = kinds.find((kind) => {
      left -= this.#weights[kind]
      return left < 0
    })
    if (drawn) this.#undrawn.delete(drawn)
    return drawn
  }
}
