import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tally } from '../test/proof/tally.ts'
import { fingerprint, type Proof, proofPage } from './proof-page.ts'

const root = join(import.meta.dirname, '..')
const figures = join(root, 'docs/proof.json')
const page = join(root, 'docs/proof.md')

/**
 * Runs every test with its whole number of trials and writes down what was counted. What is given is passed on to vitest;
 * `--page` only draws the page anew, which marks what is of earlier code.
 */
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
  keep(tallies, commit)
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

/** What was counted now takes the place of the older figures of the same proof; what was not run again stays. */
function keep(tallies: readonly Tally[], commit: string): void {
  const on = new Date().toISOString().slice(0, 10)
  const now = tallies.map((tally): Proof => ({ ...tally, on, commit, code: fingerprint(root) }))
  const all = new Map([...kept(), ...now].map((proof) => [proof.about, proof]))
  writeFileSync(figures, `${JSON.stringify([...all.values()], null, 1)}\n`)
  draw()
}

const kept = () => JSON.parse(readFileSync(figures, 'utf8')) as Proof[]

const draw = () => writeFileSync(page, proofPage(kept(), fingerprint(root)))

const asked = process.argv.slice(2)
if (asked[0] === '--page') draw()
else process.exitCode = await prove(asked)
