import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Plan } from './history.ts'
import { type Planted, planted, plantedInMoves } from './planted.ts'
import { type Counts, type Summary, simulate } from './simulate.ts'
import { declaredTransitions } from './state-transitions.ts'

const keptDir = join(import.meta.dirname, 'kept')

/** A history that failed once, and its violations. */
type Kept = { readonly violations: readonly string[]; readonly plan: Plan }

/** The plans of all histories that failed once. */
export async function keptPlans(): Promise<Plan[]> {
  const files = (await readdir(keptDir)).filter((name) => name.endsWith('.json')).sort()
  const kept = await Promise.all(files.map((name) => readFile(join(keptDir, name), 'utf8')))
  return kept.map((text) => (JSON.parse(text) as Kept).plan)
}

/** Saves the shrunk plans of failing histories, which every later run repeats. */
async function keep({ failures }: Summary): Promise<void> {
  await mkdir(keptDir, { recursive: true })
  for (const { seed, violations, shrunk } of failures.slice(0, 5)) {
    if (shrunk === null) continue
    const file = join(keptDir, `seed-${seed}.json`)
    await writeFile(file, `${JSON.stringify({ violations, plan: shrunk } satisfies Kept, null, 2)}\n`)
    console.log(`Kept as ${file}: ${shrunk.steps.length} steps.`)
  }
}

/** The faults and transitions that a run should have reached and did not. */
export const neverSeen = ({ faults, transitions }: Summary): string[] => [
  ...Object.keys(faults).filter((name) => faults[name] === 0),
  ...[...declaredTransitions].filter((transition) => !transitions[transition]),
]

/** Transitions that were taken and are not declared. */
export const undeclared = ({ transitions }: Summary): string[] =>
  Object.keys(transitions).filter((transition) => !declaredTransitions.has(transition))

export type Caught = {
  readonly name: string
  readonly isCaught: boolean
  readonly histories: number
  readonly violation: string
}

/** After how many histories a planted bug counts as missed. */
const mostHistories = 3000

/** Plants each bug in turn and runs histories until one of them fails. */
export async function catchPlanted(
  bugs: readonly Planted[],
  { most = mostHistories, onEach }: { most?: number; onEach?: (caught: Caught, done: number) => void } = {},
): Promise<Caught[]> {
  const all: Caught[] = []
  for (const { name, patches, databases } of bugs) {
    const run = { histories: most, patches, databases, isUntilFailure: true }
    const { histories, failures } = await simulate(run)
    const caught = { name, isCaught: failures.length > 0, histories, violation: failures[0]?.violations[0] ?? '' }
    all.push(caught)
    onEach?.(caught, all.length)
  }
  return all
}

const table = (counts: Counts) =>
  Object.entries(counts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `  ${String(count).padStart(9)}  ${name}`)
    .join('\n')

/** Prints all figures of a run. */
export function report({
  histories,
  steps,
  turns,
  faults,
  transitions,
  seedsByTransition,
  operations,
  failures,
}: Summary): void {
  console.log(
    `${histories} histories, ${steps} steps, ${turns} calls.\nOperations:\n${table(operations)}\nFaults:\n${table(faults)}\nState transitions:\n${table(transitions)}`,
  )
  for (const [transition, seeds] of Object.entries(seedsByTransition))
    console.log(`  ${transition}: seeds ${seeds.slice(0, 6).join(', ') || 'none'}`)
  for (const { seed, violations } of failures)
    console.log(`\nSeed ${seed} (npm run simulate -- --seed ${seed} --trace):\n  ${violations.join('\n  ')}`)
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      histories: { type: 'string', default: '20000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      trace: { type: 'boolean', default: false },
      databases: { type: 'string', default: '1' },
      planted: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const one = values.seed !== undefined
  const summary = await simulate({
    from: Number(values.seed ?? values.from),
    histories: one ? 1 : Number(values.histories),
    plans: one ? [] : await keptPlans(),
    databases: values.databases === '2' ? 2 : 1,
    isTraced: values.trace,
    isShrinking: !one,
    onHistory: ({ histories }) => {
      if (!one && histories % 500 === 0) console.log(`${histories} histories …`)
    },
  })
  report(summary)
  await keep(summary)
  const missing = one ? [] : neverSeen(summary)
  if (missing.length > 0) console.log(`Never exercised: ${missing.join(', ')}`)
  const caught = values.planted
    ? await catchPlanted(named(values.only), { onEach: progress(named(values.only).length) })
    : []
  const missed = caught.filter(({ isCaught }) => !isCaught)
  const { histories, steps, failures, faults, transitions } = summary
  const counts = { caught: caught.length - missed.length, total: caught.length }
  if (values.json)
    console.log(JSON.stringify({ histories, steps, violations: failures.length, faults, transitions, planted: counts }))
  return failures.length + missing.length + missed.length + undeclared(summary).length > 0 ? 1 : 0
}

const named = (part: string | undefined) =>
  [...planted, ...plantedInMoves].filter(({ name }) => part === undefined || name.includes(part))

/** Prints whether each bug was caught, and an estimate of the time that is left. */
function progress(total: number): (caught: Caught, done: number) => void {
  const began = performance.now()
  return (caught, done) => {
    printCaught(caught)
    const leftS = Math.round(((performance.now() - began) / done / 1000) * (total - done))
    if (done < total) console.log(`        ${done} of ${total} planted bugs; about ${leftS} s left`)
  }
}

const printCaught = ({ name, isCaught, histories, violation }: Caught) =>
  console.log(
    `${isCaught ? 'caught' : 'MISSED'}  ${name.padEnd(48)} after ${String(histories).padStart(4)}  ${violation.slice(0, 110)}`,
  )

if (import.meta.main) process.exitCode = await main()
