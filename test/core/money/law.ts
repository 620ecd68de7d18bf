import fc from 'fast-check'
import { seed } from '../../proof/rounds.ts'

/** Holds a law against so many drawn cases, prints how many, and throws with the smallest counterexample if it breaks. */
export function hold<T>(law: string, runs: number, cases: fc.Arbitrary<T>, check: (drawn: T) => void): void {
  fc.assert(fc.property(cases, check), { numRuns: runs, seed })
  console.log(`${runs.toLocaleString('en')} cases: ${law} (seed ${seed})`)
}

/** How many cases it took to find a planted bug; null if it went unseen. */
export function foundAfter<T>(runs: number, cases: fc.Arbitrary<T>, check: (drawn: T) => void): number | null {
  const run = fc.check(fc.property(cases, check), { numRuns: runs, seed, endOnFailure: true })
  return run.failed ? run.numRuns : null
}
