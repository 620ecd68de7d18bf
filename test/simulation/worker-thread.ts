import { parentPort, workerData } from 'node:worker_threads'
import { live, type Outcome, type Plan, planOf, prepare } from './history.ts'
import { shrink } from './shrink.ts'

/** What a thread is told: where it may write, and which histories it lives. */
export type Order = {
  readonly dir: string
  /** Seeds, each `step` apart, so that several threads share them out; or plans as they are. */
  readonly seeds: { readonly from: number; readonly to: number; readonly step: number } | null
  /** Single seeds, lived first. */
  readonly chosen: readonly number[]
  readonly plans: readonly Plan[]
  readonly databases: 1 | 2
  /** Shared by all threads: not nought when no further history is wanted. Native code does not survive being terminated. */
  readonly stop: Int32Array
  readonly isTraced: boolean
  readonly isShrinking: boolean
}

export type Lived = { readonly plan: Plan; readonly outcome: Outcome; readonly shrunk: Plan | null }

const { dir, seeds, chosen, plans, databases, stop, isTraced, isShrinking } = workerData as Order

function* toLive(): Generator<Plan> {
  yield* plans
  yield* chosen.map((seed) => planOf(seed, databases))
  if (seeds) for (let seed = seeds.from; seed < seeds.to; seed += seeds.step) yield planOf(seed, databases)
}

const beginning = prepare(dir)

const liveOnce = (plan: Plan, trace?: (line: string) => void): Promise<Outcome> =>
  beginning
    .then((begun) => live(plan, begun, trace))
    .catch((error: Error) => ({
      wrongs: [`the simulation itself broke: ${error.stack}`],
      turns: 0,
      faults: {},
      edges: {},
      operations: {},
      fingerprint: '',
    }))

for (const plan of toLive()) {
  if (Atomics.load(stop, 0) !== 0) break
  const outcome = await liveOnce(plan, isTraced ? console.log : undefined)
  const isWrong = outcome.wrongs.length > 0
  const shrunk = isWrong && isShrinking ? await shrink(plan, liveOnce) : null
  parentPort!.postMessage({ plan, outcome, shrunk } satisfies Lived)
}
