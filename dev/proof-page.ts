import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tally } from '../test/proof/tally.ts'

/** The counts of a test at full scale, and its code: the fingerprint of `src` and `migrations`, null for old entries. */
export type Proof = Tally & { readonly on: string; readonly commit: string; readonly code: string | null }

/** A digest of all deployed files, to detect proofs of earlier code. */
export function fingerprint(root: string): string {
  const hash = createHash('sha256')
  for (const folder of ['src', 'migrations']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.gen.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 12)
}

/** Counts that must be zero; the summary lists those that are. */
const forbidden: ReadonlySet<string> = new Set([
  '5xx',
  'accepted',
  'effects',
  'mails that came twice',
  'not received',
  'retried',
  'slower than 2 s',
  'surplus minor',
  'unexplained minor',
  'violations',
  'violations after one sweep',
  'writes',
  'wrong',
])

const isPlanted = ({ about }: Proof): boolean => about.toLowerCase().startsWith('planted')

/** The page of all proofs: a summary table, then the figures of each. */
export function proofPage(proofs: readonly Proof[], code: string): string {
  const sorted = [...proofs].sort((one, other) => one.about.localeCompare(other.about))
  const [held, planted] = [sorted.filter((proof) => !isPlanted(proof)), sorted.filter(isPlanted)]
  const ofThisCode = proofs.filter((proof) => proof.code === code).length
  return `# What was proved, and how often

\`npm run prove\` runs every test with its whole number of trials and writes the figures here; \`npm test\` runs a share of each. Only
files in which every test passed are saved. This page is generated from [proof.json](proof.json).

${ofThisCode} of ${proofs.length} proofs are of the code as it is now; the others are marked \`earlier code\`. Run
\`npm run prove -- <test file>\` to bring one up to date.

## Summary

| Proof | Trials | None of | Run on | Commit | Code |
| --- | --- | --- | --- | --- | --- |
${held.map((proof) => summaryRow(proof, code)).join('\n')}

## Planted bugs

Each is applied to the code and must be detected, which shows that the tests can fail.

| Bug | Run on | Commit | Code |
| --- | --- | --- | --- |
${planted.map((proof) => `| ${linked(proof)} | ${proof.on} | ${proof.commit} | ${age(proof, code)} |`).join('\n')}

## Figures
${sorted.map(figures).join('\n')}`
}

function summaryRow(proof: Proof, code: string): string {
  const [trials] = Object.entries(proof.counts)
  const none = Object.entries(proof.counts).flatMap(([name, count]) =>
    forbidden.has(name) && count === 0 ? [name] : [],
  )
  const first = trials ? `${figure(trials[1])} ${trials[0]}` : ''
  return `| ${linked(proof)} | ${first} | ${none.join(', ')} | ${proof.on} | ${proof.commit} | ${age(proof, code)} |`
}

const figures = (proof: Proof): string => `
### ${proof.about}

| Counted | Figure |
| --- | ---: |
${Object.entries(proof.counts)
  .map(([what, count]) => `| ${what} | ${figure(count)} |`)
  .join('\n')}
| seed | ${proof.seed} |
`

const age = (proof: Proof, code: string): string => (proof.code === code ? 'this code' : 'earlier code')
const figure = (count: number): string => count.toLocaleString('en')
const linked = ({ about }: Proof): string => `[${about}](#${anchor(about)})`

/** A heading's anchor in rendered Markdown: lower case, hyphens for spaces, other punctuation dropped. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
