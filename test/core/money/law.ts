import fc from 'fast-check'
import { seed } from '../../proof/rounds.ts'

/** Checks a law for so many random cases, prints how many, and throws the smallest counterexample where it breaks. */
export function hold<T>(law: string, runs: number, cases: fc.Arbitrary<T>, check: (drawn: T) => void): void {
  fc.assert(fc.property(cases, check), { numRuns: runs, seed })
  console.log(`${runs.toLocaleString('en')} cases: ${law} (seed ${seed})`)
}

/** After how many cases a planted bug was found; null if it was missed. */
export function foundAfter<T>(runs: number, cases: fc.Arbitrary<T>, check: (drawn: T) => void): number | null {
  const run = fc.check(fc.property(cases, check), { numRuns: runs, seed, endOnFailure: true })
  return run.failed ? run.numRuns : null
}
