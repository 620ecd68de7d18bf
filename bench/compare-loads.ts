import { setTimeout as pause } from 'node:timers/promises'
import { type Load, type LoadResult, type Met, sendLoad } from './load.ts'

/** The number of rounds, and the approximate duration of each side's turn. */
export type Pace = { readonly rounds: number; readonly seconds: number }

export type Compared = { readonly ratio: number; readonly ours: LoadResult; readonly bare: LoadResult }

const warmUp = 400

/** Loads Remit and the minimal Worker in turns on the same setup. The ratio is the median of the rounds' ratios. */
export async function compareLoads(ours: Load, bare: Load, { rounds, seconds }: Pace): Promise<Compared> {
  const [ourAmount, bareAmount] = [await amountFor(ours, seconds), await amountFor(bare, seconds)]
  const turns: { ours: LoadResult; bare: LoadResult }[] = []
  for (let round = 0; round < rounds; round++) {
    const loadOurs = () => settled(sendLoad(ours, ourAmount))
    const loadBare = () => settled(sendLoad(bare, bareAmount))
    // The second may be slowed by the first's work after its responses, so they alternate.
    if (round % 2 === 0) turns.push({ ours: await loadOurs(), bare: await loadBare() })
    else turns.push({ bare: await loadBare(), ours: await loadOurs() })
  }
  return {
    ratio: median(turns.map((turn) => turn.ours.perSecond / turn.bare.perSecond)),
    ours: middle(turns.map((turn) => turn.ours)),
    bare: middle(turns.map((turn) => turn.bare)),
  }
}

/** Waits briefly after a load for the work after its last responses. */
async function settled(loaded: Promise<LoadResult>): Promise<LoadResult> {
  const found = await loaded
  await pause(500)
  return found
}

/** Warms up one side, and estimates how many responses it gives in that many seconds. */
async function amountFor(load: Load, seconds: number): Promise<number> {
  await sendLoad(load, warmUp)
  const { perSecond } = await sendLoad(load, warmUp)
  return Math.max(warmUp, Math.round(perSecond * seconds))
}

const middle = (results: readonly LoadResult[]): LoadResult => ({
  perSecond: median(results.map(({ perSecond }) => perSecond)),
  p50Ms: median(results.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(results.map(({ p99Ms }) => p99Ms)),
  met: together(results.map(({ met }) => met)),
})

/** The statuses of several loads together. */
export function together(all: readonly Met[]): Met {
  const sum: Record<string, number> = {}
  for (const [what, times] of all.flatMap((met) => Object.entries(met))) sum[what] = (sum[what] ?? 0) + times
  return sum
}

/** The value in the middle; of two, the lower one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}
