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
  const startedAt = Date.now()
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', ...asked], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, REMIT_PROVE: report },
  })
  const code = await new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)))
  const tallies = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n').filter(Boolean) : []
  rmSync(dir, { recursive: true, force: true })
  const minutes = Math.round((Date.now() - startedAt) / 60_000)
  writeFileSync(
    file,
    page(
      tallies.map((line) => JSON.parse(line) as Tally),
      { code, minutes },
    ),
  )
  console.log(`Written down in docs/proof.md (${tallies.length} proofs, ${minutes} minutes).`)
  return code
}

const git = (...asked: string[]) => execFileSync('git', asked, { cwd: root, encoding: 'utf8' }).trim()

function page(tallies: readonly Tally[], { code, minutes }: { code: number; minutes: number }): string {
  const commit = git('rev-parse', '--short', 'HEAD')
  const isClean = git('status', '--porcelain', '--', 'src', 'dev', 'test', 'migrations') === ''
  const rows = [...tallies]
    .sort((one, other) => one.about.localeCompare(other.about))
    .map(({ about, seed, counts }) => `| ${about} | ${said(counts)} | ${seed} |`)
  return `# What was proved, and how often

Written by \`npm run prove\`, which runs every test with its whole number of trials. \`npm test\` runs a share of each.

- Date: ${new Date().toISOString().slice(0, 10)}
- Commit: ${commit}${isClean ? '' : ' and changes not committed yet'}
- Outcome: ${code === 0 ? 'everything held' : 'something failed; see the run'}
- Took: ${minutes} minutes

| What | Counted | Seed |
| --- | --- | --- |
${rows.join('\n')}
`
}

const said = (counts: Tally['counts']) =>
  Object.entries(counts)
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ')

process.exitCode = await prove(process.argv.slice(2))
