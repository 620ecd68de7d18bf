import { parentPort, workerData } from 'node:worker_threads'
import { type Outcome, type Plan, planOf, prepare, runHistory } from './history.ts'
import { shrink } from './shrink.ts'

/** The input of a thread: where it may write, and which histories it runs. */
export type Order = {
  readonly dir: string
  /** Seeds, each `step` apart, so that several threads share them out; or plans as they are. */
  readonly seeds: { readonly from: number; readonly to: number; readonly step: number } | null
  /** Single seeds, run first. */
  readonly chosen: readonly number[]
  readonly plans: readonly Plan[]
  readonly databases: 1 | 2
  /** Shared by all threads: not 0 when no further history is to be run, since native code does not survive a terminated thread. */
  readonly stop: Int32Array
  readonly isTraced: boolean
  readonly isShrinking: boolean
}

export type HistoryResult = { readonly plan: Plan; readonly outcome: Outcome; readonly shrunk: Plan | null }

const { dir, seeds, chosen, plans, databases, stop, isTraced, isShrinking } = workerData as Order

function* plansToRun(): Generator<Plan> {
  yield* plans
  yield* chosen.map((seed) => planOf(seed, databases))
  if (seeds) for (let seed = seeds.from; seed < seeds.to; seed += seeds.step) yield planOf(seed, databases)
}

const initialState = prepare(dir)

const runOnce = (plan: Plan, trace?: (line: string) => void): Promise<Outcome> =>
  initialState
    .then((state) => runHistory(plan, state, trace))
    .catch((error: Error) => ({
      violations: [`the simulation itself broke: ${error.stack}`],
      turns: 0,
      faults: {},
      transitions: {},
      operations: {},
      fingerprint: '',
    }))

for (const plan of plansToRun()) {
  if (Atomics.load(stop, 0) !== 0) break
  const outcome = await runOnce(plan, isTraced ? console.log : undefined)
  const isFailing = outcome.violations.length > 0
  const shrunk = isFailing && isShrinking ? await shrink(plan, runOnce) : null
  parentPort!.postMessage({ plan, outcome, shrunk } satisfies HistoryResult)
}
