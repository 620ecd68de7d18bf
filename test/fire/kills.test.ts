import { expect, test } from 'vitest'
import { isProving, rounds } from '../proof/rounds.ts'
import { killDatabases, killWorkers, targets } from './kill-loop.ts'
import { plantsOf } from './planted.ts'

test('killing the Worker at any point loses nothing acknowledged and leaves nothing half done', async () => {
  expect(await killWorkers({ about: 'workerd killed', kills: rounds(8, 200) })).toEqual([])
})

test('killing the database again and again loses nothing acknowledged and leaves nothing half done', async () => {
  expect(await killDatabases('sqld killed', rounds(6_000, 60_000))).toEqual([])
})

test.runIf(isProving)('a planted bug is found by killing the database', async () => {
  const bug = 'an unknown commit counts as written'
  const [first] = await killDatabases(`planted: ${bug}`, 15_000, plantsOf(bug))
  console.log(`found: ${first}`)
  expect(first).toBeDefined()
})

const bugs = [
  'a webhook is acknowledged before it is stored',
  'a charge whose response was lost is retried under another key',
  'a lease never expires',
]

for (const bug of bugs) {
  test.runIf(isProving)(`a planted bug is found by killing the Worker: ${bug}`, async () => {
    const [first] = await killWorkers({ about: `planted: ${bug}`, kills: 3 * targets.length }, plantsOf(bug))
    console.log(`found: ${first}`)
    expect(first).toBeDefined()
  })
}
