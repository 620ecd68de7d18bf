import { expect, test } from 'vitest'
import { isProving, rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { plantsOf } from './planted.ts'
import { dieAtEachStep } from './steps.ts'

test('a call whose Worker died at any of its steps is done, once, when it is made again', async () => {
  const { kills, wrongs } = await dieAtEachStep(rounds(6, 1))
  tally('Calls that died at each of their steps', { kills, wrongs: wrongs.length })
  expect(wrongs).toEqual([])
  expect(kills).toBeGreaterThan(5)
})

test.runIf(isProving)('a call that is said to be done after its first step is found', async () => {
  const [first] = (await dieAtEachStep(1, plantsOf('work of several steps counts as done when the first is written')))
    .wrongs
  console.log(`found: ${first}`)
  expect(first).toBeDefined()
})
