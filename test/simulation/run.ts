import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Plan } from './history.ts'
import { type Planted, planted, plantedInMoves } from './planted.ts'
import { type Counts, type Summary, simulate } from './simulate.ts'
import { declaredTransitions } from './state-transitions.ts'

const keptDir = join(import.meta.dirname, 'kept')

/** A history that once went wrong, and what was wrong in it. */
type Kept = { readonly wrongs: readonly string[]; readonly plan: Plan }

/** The histories that once went wrong. */
export async function keptPlans(): Promise<Plan[]> {
  const files = (await readdir(keptDir)).filter((name) => name.endsWith('.json')).sort()
  const kept = await Promise.all(files.map((name) => readFile(join(keptDir, name), 'utf8')))
  return kept.map((text) => (JSON.parse(text) as Kept).plan)
}

/** Keeps what failing histories shrank to: from now on every run lives them again. */
async function keep({ violations }: Summary): Promise<void> {
  await mkdir(keptDir, { recursive: true })
  for (const { seed, wrongs, shrunk } of violations.slice(0, 5)) {
    if (shrunk === null) continue
    const file = join(keptDir, `seed-${seed}.json`)
    await writeFile(file, `${JSON.stringify({ wrongs, plan: shrunk } satisfies Kept, null, 2)}\n`)
    console.log(`Kept as ${file}: ${shrunk.steps.length} steps.`)
  }
}

/** The names with a count of nought: what a run promised to exercise and did not. */
export const neverSeen = ({ faults, edges }: Summary): string[] => [
  ...Object.keys(faults).filter((name) => faults[name] === 0),
  ...[...declaredTransitions].filter((edge) => !edges[edge]),
]

/** Edges that were gone and are not declared. */
export const undeclared = ({ edges }: Summary): string[] =>
  Object.keys(edges).filter((edge) => !declaredTransitions.has(edge))

export type Caught = {
  readonly name: string
  readonly isCaught: boolean
  readonly histories: number
  readonly wrong: string
}

/** How many histories a planted bug may live through before it counts as missed. */
const mostHistories = 3000

/** Plants each bug in turn and lives histories until one of them shows it. */
export async function catchPlanted(
  bugs: readonly Planted[],
  { most = mostHistories, onEach }: { most?: number; onEach?: (caught: Caught, done: number) => void } = {},
): Promise<Caught[]> {
  const all: Caught[] = []
  for (const { name, patches, databases } of bugs) {
    const run = { histories: most, patches, databases, isUntilWrong: true }
    const { histories, violations } = await simulate(run)
    const caught = { name, isCaught: violations.length > 0, histories, wrong: violations[0]?.wrongs[0] ?? '' }
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

/** Says what a run has seen, in full. */
export function report({ histories, steps, turns, faults, edges, along, operations, violations }: Summary): void {
  console.log(
    `${histories} histories, ${steps} steps, ${turns} calls.\nDeeds:\n${table(operations)}\nFaults:\n${table(faults)}\nState edges:\n${table(edges)}`,
  )
  for (const [edge, seeds] of Object.entries(along))
    console.log(`  ${edge}: seeds ${seeds.slice(0, 6).join(', ') || 'none'}`)
  for (const { seed, wrongs } of violations)
    console.log(`\nSeed ${seed} (npm run simulate -- --seed ${seed} --trace):\n  ${wrongs.join('\n  ')}`)
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
  const { histories, steps, violations, faults, edges } = summary
  const counts = { caught: caught.length - missed.length, total: caught.length }
  if (values.json)
    console.log(JSON.stringify({ histories, steps, violations: violations.length, faults, edges, planted: counts }))
  return violations.length + missing.length + missed.length + undeclared(summary).length > 0 ? 1 : 0
}

const named = (part: string | undefined) =>
  [...planted, ...plantedInMoves].filter(({ name }) => part === undefined || name.includes(part))

/** Says what became of each bug, and how long the rest will take if it goes on like this. */
function progress(total: number): (caught: Caught, done: number) => void {
  const began = performance.now()
  return (caught, done) => {
    sayCaught(caught)
    const leftS = Math.round(((performance.now() - began) / done / 1000) * (total - done))
    if (done < total) console.log(`        ${done} of ${total} planted bugs; about ${leftS} s left`)
  }
}

const sayCaught = ({ name, isCaught, histories, wrong }: Caught) =>
  console.log(
    `${isCaught ? 'caught' : 'MISSED'}  ${name.padEnd(48)} after ${String(histories).padStart(4)}  ${wrong.slice(0, 110)}`,
  )

if (import.meta.main) process.exitCode = await main()
