import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { bundleHistory, type Patch } from './build.ts'
import { callFaults, otherFaults } from './faults.ts'
import type { Plan } from './history.ts'
import { rareTransitions } from './state-transitions.ts'
import type { HistoryResult, Order } from './worker-thread.ts'

export type Counts = Record<string, number>

/** The sums over all histories of a run. */
export type Summary = {
  histories: number
  steps: number
  turns: number
  readonly faults: Counts
  readonly transitions: Counts
  /** By rare transition, the seeds of the histories that took it. */
  readonly seedsByTransition: Record<string, number[]>
  readonly operations: Counts
  /** By seed, the digest of all that the history wrote. */
  readonly fingerprints: Map<number, string>
  readonly failures: { readonly seed: number; readonly violations: readonly string[]; readonly shrunk: Plan | null }[]
}

type Run = {
  readonly from?: number
  readonly histories?: number
  /** Single seeds, run before all others. */
  readonly chosen?: readonly number[]
  readonly plans?: readonly Plan[]
  readonly databases?: 1 | 2
  readonly patches?: readonly Patch[]
  readonly threads?: number
  readonly isUntilFailure?: boolean
  readonly isTraced?: boolean
  readonly isShrinking?: boolean
  readonly onHistory?: (soFar: Summary) => void
}

/** Runs histories in as many threads as the machine has processors, and sums their results. */
export async function simulate(run: Run): Promise<Summary> {
  const dir = await mkdtemp(join(tmpdir(), 'remit-simulation-'))
  const summary = newSummary()
  try {
    const bundle = join(dir, 'thread.mjs')
    await bundleHistory(bundle, run.patches)
    const { from = 1, histories = 0, chosen = [], plans = [] } = run
    const threads = Math.max(1, Math.min(run.threads ?? availableParallelism(), histories))
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const workers = Array.from({ length: threads }, (_, at) => {
      const seeds = histories > 0 ? { from: from + at, to: from + histories, step: threads } : null
      const { databases = 1, isTraced = false, isShrinking = false } = run
      const own = {
        dir: join(dir, String(at)),
        seeds,
        chosen: at === 0 ? chosen : [],
        plans: at === 0 ? plans : [],
        databases,
        stop,
        isTraced,
        isShrinking,
      }
      return new Worker(bundle, { workerData: own satisfies Order })
    })
    await Promise.all(workers.map((worker) => listen(worker, summary, stop, run)))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
  return summary
}

const newSummary = (): Summary => ({
  histories: 0,
  steps: 0,
  turns: 0,
  // A fault that never occurs is shown with a count of 0.
  faults: Object.fromEntries([...callFaults.map(({ name }) => name), ...otherFaults].map((name) => [name, 0])),
  transitions: {},
  seedsByTransition: Object.fromEntries(Object.keys(rareTransitions).map((transition) => [transition, []])),
  operations: {},
  fingerprints: new Map(),
  failures: [],
})

function listen(worker: Worker, summary: Summary, stop: Int32Array, run: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (result: HistoryResult) => {
      add(summary, result)
      run.onHistory?.(summary)
      if (run.isUntilFailure && result.outcome.violations.length > 0) Atomics.store(stop, 0, 1)
    })
    worker.once('error', reject)
    // Node ends a thread whose promise can never settle with an exit code and without an error.
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A thread ended with ${code}.`))))
  })
}

function add(summary: Summary, { plan, outcome, shrunk }: HistoryResult): void {
  summary.histories += 1
  summary.steps += plan.steps.length
  summary.turns += outcome.turns
  for (const kind of ['faults', 'transitions', 'operations'] as const)
    for (const [name, count] of Object.entries(outcome[kind])) summary[kind][name] = (summary[kind][name] ?? 0) + count
  for (const transition of Object.keys(outcome.transitions)) summary.seedsByTransition[transition]?.push(plan.seed)
  summary.fingerprints.set(plan.seed, outcome.fingerprint)
  if (outcome.violations.length > 0) summary.failures.push({ seed: plan.seed, violations: outcome.violations, shrunk })
}
