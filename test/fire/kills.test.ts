import { expect, test } from 'vitest'
import { isProving, rounds } from '../proof/rounds.ts'
import { killDatabases, killWorkers, targets } from './killing.ts'
import { answeredTooSoon, claimWithoutEnd, keyMadeAnew } from './planted.ts'

test('nothing acknowledged is lost and nothing is half done, wherever the Worker dies', async () => {
  expect(await killWorkers({ about: 'workerd killed', kills: rounds(8, 200) })).toEqual([])
})

test('nothing acknowledged is lost and nothing is half done, while the database dies again and again', async () => {
  expect(await killDatabases('sqld killed', rounds(6_000, 60_000))).toEqual([])
})

test.runIf(isProving)('a planted bug is found by killing the database: answeredTooSoon', async () => {
  const [first] = await killDatabases('planted: answeredTooSoon', 10_000, answeredTooSoon)
  console.log(`found: ${first}`)
  expect(first).toBeDefined()
})

for (const [bug, plants] of Object.entries({ answeredTooSoon, keyMadeAnew, claimWithoutEnd })) {
  test.runIf(isProving)(`a planted bug is found by killing the Worker: ${bug}`, async () => {
    const [first] = await killWorkers({ about: `planted: ${bug}`, kills: 3 * targets.length }, plants)
    console.log(`found: ${first}`)
    expect(first).toBeDefined()
  })
}
