import { appendFileSync } from 'node:fs'
import { expect } from 'vitest'
import { seed } from './rounds.ts'

/** The numbers of trials and of their results. */
export type Counts = Readonly<Record<string, number>>

export type Tally = { readonly about: string; readonly seed: number; readonly counts: Counts }

/** A tally with the file of its test. */
export type Reported = Tally & { readonly file: string }

/** Prints the counts of a test, and appends them to the report of `npm run prove`. */
export function tally(about: string, counts: Counts): void {
  const figures = Object.entries(counts).map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
  console.log(`${about}: ${figures.join(', ')} (seed ${seed})`)
  const report = process.env.REMIT_PROVE
  const file = expect.getState().testPath ?? ''
  if (report) appendFileSync(report, `${JSON.stringify({ file, about, seed, counts } satisfies Reported)}\n`)
}
