import { appendFileSync } from 'node:fs'
import { seed } from './rounds.ts'

/** The numbers of trials and of their results. */
export type Counts = Readonly<Record<string, number>>

export type Tally = { readonly about: string; readonly seed: number; readonly counts: Counts }

/** Prints the counts of a test, and appends them to the report of `npm run prove`. */
export function tally(about: string, counts: Counts): void {
  const figures = Object.entries(counts).map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
  console.log(`${about}: ${figures.join(', ')} (seed ${seed})`)
  const report = process.env.REMIT_PROVE
  if (report) appendFileSync(report, `${JSON.stringify({ about, seed, counts } satisfies Tally)}\n`)
}
