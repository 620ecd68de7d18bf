import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tally } from '../test/proof/tally.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs/proof.md')

/** Runs every test with its whole number of trials and writes down what was counted. What is given is passed on to vitest. */
async function prove(asked: readonly string[]): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'remit-proof-'))
  const report = join(dir, 'tallies.jsonl')
  const commit = standing()
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', ...asked], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, REMIT_PROVE: report, REMIT_PLANT: undefined },
  })
  const code = await new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)))
  const tallies = linesOf(report).map((line) => JSON.parse(line) as Tally)
  rmSync(dir, { recursive: true, force: true })
  if (code !== 0) {
    console.error('Something did not hold: docs/proof.md stays as it was.')
    return code
  }
  keep(tallies.map((tally) => rowOf(tally, commit)))
  console.log(`Written down in docs/proof.md: ${tallies.length} proofs.`)
  return 0
}

const linesOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [])

const git = (...asked: string[]) => execFileSync('git', asked, { cwd: root, encoding: 'utf8' }).trim()

/** The commit that is proved. */
function standing(): string {
  const isClean = git('status', '--porcelain', '--', 'src', 'dev', 'test', 'migrations') === ''
  return `${git('rev-parse', '--short', 'HEAD')}${isClean ? '' : ' and changes'}`
}

const rowOf = ({ about, seed, counts }: Tally, commit: string) =>
  `| ${about} | ${said(counts)} | ${seed} | ${new Date().toISOString().slice(0, 10)} | ${commit} |`

const aboutOf = (row: string) => row.split(' | ')[0]!

/** A new row takes the place of the older one about the same; what was not run again stays as it was. */
function keep(rows: readonly string[]): void {
  const before = linesOf(file).filter(
    (line) => line.startsWith('| ') && !line.startsWith('| What') && !line.startsWith('| -'),
  )
  const all = new Map([...before, ...rows].map((row) => [aboutOf(row), row]))
  const sorted = [...all.values()].sort((one, other) => one.localeCompare(other))
  writeFileSync(file, `${heading}${sorted.join('\n')}\n`)
}

const heading = `# What was proved, and how often

Written by \`npm run prove\`, which runs every test with its whole number of trials; \`npm test\` runs a share of each. Only what
held is written down, each with its seed, its day and its commit.

| What | Counted | Seed | On | Commit |
| --- | --- | --- | --- | --- |
`

const said = (counts: Tally['counts']) =>
  Object.entries(counts)
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ')

process.exitCode = await prove(process.argv.slice(2))
