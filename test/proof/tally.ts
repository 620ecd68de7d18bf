import { appendFileSync } from 'node:fs'
import { seed } from './rounds.ts'

/** What was tried and what came of it, in numbers. */
export type Counts = Readonly<Record<string, number>>

export type Tally = { readonly about: string; readonly seed: number; readonly counts: Counts }

/** Prints what a proof has counted and, where `npm run prove` keeps a report, writes it there too. */
export function tally(about: string, counts: Counts): void {
  const said = Object.entries(counts).map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
  console.log(`${about}: ${said.join(', ')} (seed ${seed})`)
  const report = process.env.REMIT_PROVE
  if (report) appendFileSync(report, `${JSON.stringify({ about, seed, counts } satisfies Tally)}\n`)
}
