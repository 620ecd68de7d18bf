import { expect, test } from 'vitest'
import { isProving, rounds } from '../proof/rounds.ts'
import { killDatabases, killWorkers, targets } from './killing.ts'
import { plantsOf } from './planted.ts'

test('nothing acknowledged is lost and nothing is half done, wherever the Worker dies', async () => {
  expect(await killWorkers({ about: 'workerd killed', kills: rounds(8, 200) })).toEqual([])
})

test('nothing acknowledged is lost and nothing is half done, while the database dies again and again', async () => {
  expect(await killDatabases('sqld killed', rounds(6_000, 60_000))).toEqual([])
})

test.runIf(isProving)('a planted bug is found by killing the database', async () => {
  const bug = 'an unknown commit counts as written'
  const [first] = await killDatabases(`planted: ${bug}`, 15_000, plantsOf(bug))
  console.log(`found: ${first}`)
  expect(first).toBeDefined()
})

const bugs = [
  'a message is answered while it is being kept',
  'a charge whose answer was lost is made again under another key',
  'who dies with work in hand keeps it for ever',
]

for (const bug of bugs) {
  test.runIf(isProving)(`a planted bug is found by killing the Worker: ${bug}`, async () => {
    const [first] = await killWorkers({ about: `planted: ${bug}`, kills: 3 * targets.length }, plantsOf(bug))
    console.log(`found: ${first}`)
    expect(first).toBeDefined()
  })
}
