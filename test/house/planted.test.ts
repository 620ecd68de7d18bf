import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { everyPlant } from '../fire/planted.ts'
import { plantedInMoves } from '../simulation/planted.ts'

const occurrences = (file: string, text: string) => readFileSync(file, 'utf8').split(text).length - 1

test('the patch of every planted bug applies to the code at hand exactly once', () => {
  const inMoves = plantedInMoves.map(({ name, patches }) => [name, patches] as const)
  const lost = [...everyPlant, ...inMoves].flatMap(([name, plants]) =>
    plants.filter(({ file, from }) => occurrences(file, from) !== 1).map(({ file }) => `${name}: ${file}`),
  )
  expect(everyPlant.size).toBeGreaterThan(30)
  expect(lost).toEqual([])
})
