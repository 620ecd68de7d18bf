import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bugsPlanted } from '../fire/planted.ts'
import { planted } from '../simulation/planted.ts'

const occurrences = (file: string, text: string) => readFileSync(file, 'utf8').split(text).length - 1

/** A patch that no longer applies, or applies twice, plants nothing or something else: its proof would prove nothing. */
describe.each([...planted, ...bugsPlanted])('the planted bug "$name"', ({ patches }) => {
  test('each of its patches applies to the code at hand exactly once', () => {
    expect(patches.map(({ file, from }) => [file, from, occurrences(file, from)])).toEqual(
      patches.map(({ file, from }) => [file, from, 1]),
    )
  })
})
