import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { everyPlant } from '../fire/planted.ts'

test('every planted bug finds the text that it changes', () => {
  const lost = [...everyPlant].flatMap(([name, plants]) =>
    plants.filter(({ file, from }) => !readFileSync(file, 'utf8').includes(from)).map(({ file }) => `${name}: ${file}`),
  )
  expect(everyPlant.size).toBeGreaterThan(30)
  expect(lost).toEqual([])
})
