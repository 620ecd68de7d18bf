import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reported, Tally } from '../test/proof/tally.ts'
import { fingerprint, type Proof, proofPage } from './proof-page.ts'

const root = join(import.meta.dirname, '..')
const figures = join(root, 'docs/proof.json')
const page = join(root, 'docs/proof.md')

/**
 * Runs every test with its full number of trials and saves the counts of the files in which all tests passed. Arguments are passed to
 * vitest; `--page` only writes the page again, which marks the proofs of earlier code.
 */
async function prove(args: readonly string[]): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'remit-proof-'))
  const report = join(dir, 'tallies.jsonl')
  const commit = testedCommit()
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const results = join(dir, 'results.json')
  const reporters = ['default', './test/proof/slowest.ts', 'json'].map((name) => `--reporter=${name}`)
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, `--outputFile.json=${results}`, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, REMIT_PROVE: report, REMIT_PLANT: undefined },
  })
  const code = await new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)))
  const passed = passedFiles(results)
  const tallies = linesOf(report).map((line) => JSON.parse(line) as Reported)
  const proved = tallies.filter(({ file }) => passed.has(file))
  rmSync(dir, { recursive: true, force: true })
  save(
    proved.map(({ file: _, ...proof }) => proof),
    commit,
  )
  console.log(`Saved in docs/proof.md: ${proved.length} proofs.`)
  if (proved.length < tallies.length) console.error(`Not saved, as a test failed: ${tallies.length - proved.length}.`)
  return code
}

type Results = { readonly testResults: readonly { readonly name: string; readonly status: string }[] }

/** The files in which every test passed; none where the run itself broke. */
function passedFiles(results: string): ReadonlySet<string> {
  if (!existsSync(results)) return new Set()
  const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as Results
  const failed = new Set(testResults.filter(({ status }) => status !== 'passed').map(({ name }) => name))
  return new Set(testResults.map(({ name }) => name).filter((name) => !failed.has(name)))
}

const linesOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [])

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/** The tested commit, marked if there are uncommitted changes. */
function testedCommit(): string {
  const isClean = git('status', '--porcelain', '--', 'src', 'dev', 'test', 'migrations') === ''
  return `${git('rev-parse', '--short', 'HEAD')}${isClean ? '' : ' and changes'}`
}

/** Replaces the saved counts of the tests that ran. */
function save(tallies: readonly Tally[], commit: string): void {
  const on = new Date().toISOString().slice(0, 10)
  const now = tallies.map((tally): Proof => ({ ...tally, on, commit, code: fingerprint(root) }))
  const all = new Map([...savedProofs(), ...now].map((proof) => [proof.about, proof]))
  writeFileSync(figures, `${JSON.stringify([...all.values()], null, 1)}\n`)
  writePage()
}

const savedProofs = () => JSON.parse(readFileSync(figures, 'utf8')) as Proof[]

const writePage = () => writeFileSync(page, proofPage(savedProofs(), fingerprint(root)))

const args = process.argv.slice(2)
if (args[0] === '--page') writePage()
else process.exitCode = await prove(args)
