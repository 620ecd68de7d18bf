import { expect, test } from 'vitest'
import { isProving, rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { killAtEachStep } from './kill-each-step.ts'
import { plantsOf } from './planted.ts'

test('a call whose Worker was killed at any of its steps is done exactly once when it is retried', async () => {
  const { kills, violations } = await killAtEachStep(rounds(6, 1))
  tally('Calls killed at each of their steps', { kills, violations: violations.length })
  expect(violations).toEqual([])
  expect(kills).toBeGreaterThan(5)
})

test.runIf(isProving)('a planted bug is found: a call is acknowledged after its first commit', async () => {
  const [first] = (
    await killAtEachStep(1, plantsOf('an operation of several steps counts as done after the first commit'))
  ).violations
  console.log(`found: ${first}`)
  expect(first).toBeDefined()
})
