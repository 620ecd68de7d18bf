import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { bundleHistory, type Patch } from './build.ts'
import { callFaults, otherFaults } from './faults.ts'
import type { Plan } from './history.ts'
import { rareTransitions } from './state-transitions.ts'
import type { Lived, Order } from './worker-thread.ts'

export type Counts = Record<string, number>

/** What a run has seen. */
export type Summary = {
  histories: number
  steps: number
  turns: number
  readonly faults: Counts
  readonly edges: Counts
  /** By rare edge, the seeds of the histories that went along it. */
  readonly along: Record<string, number[]>
  readonly operations: Counts
  /** By seed, what the history wrote. */
  readonly fingerprints: Map<number, string>
  readonly violations: { readonly seed: number; readonly wrongs: readonly string[]; readonly shrunk: Plan | null }[]
}

type Run = {
  readonly from?: number
  readonly histories?: number
  /** Single seeds, lived before all others. */
  readonly chosen?: readonly number[]
  readonly plans?: readonly Plan[]
  readonly databases?: 1 | 2
  readonly patches?: readonly Patch[]
  readonly threads?: number
  readonly isUntilWrong?: boolean
  readonly isTraced?: boolean
  readonly isShrinking?: boolean
  readonly onHistory?: (soFar: Summary) => void
}

/** Lives histories in as many threads as the machine has processors, and adds up what they say. */
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
  // What never happens is to be seen as a nought.
  faults: Object.fromEntries([...callFaults.map(({ name }) => name), ...otherFaults].map((name) => [name, 0])),
  edges: {},
  along: Object.fromEntries(Object.keys(rareTransitions).map((edge) => [edge, []])),
  operations: {},
  fingerprints: new Map(),
  violations: [],
})

function listen(worker: Worker, summary: Summary, stop: Int32Array, run: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (lived: Lived) => {
      add(summary, lived)
      run.onHistory?.(summary)
      if (run.isUntilWrong && lived.outcome.wrongs.length > 0) Atomics.store(stop, 0, 1)
    })
    worker.once('error', reject)
    // Node ends a thread that waits for what never comes with a code of its own and without an error.
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A thread ended with ${code}.`))))
  })
}

function add(summary: Summary, { plan, outcome, shrunk }: Lived): void {
  summary.histories += 1
  summary.steps += plan.steps.length
  summary.turns += outcome.turns
  for (const kind of ['faults', 'edges', 'operations'] as const)
    for (const [name, count] of Object.entries(outcome[kind])) summary[kind][name] = (summary[kind][name] ?? 0) + count
  for (const edge of Object.keys(outcome.edges)) summary.along[edge]?.push(plan.seed)
  summary.fingerprints.set(plan.seed, outcome.fingerprint)
  if (outcome.wrongs.length > 0) summary.violations.push({ seed: plan.seed, wrongs: outcome.wrongs, shrunk })
}
