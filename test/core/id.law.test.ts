import fc from 'fast-check'
import { expect, test } from 'vitest'
import { looksLikeId, makeId } from '../../src/core/id.ts'
import { foundAfter, hold } from './money/law.ts'

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })
const pairs = fc.tuple(fc.nat({ max: Date.UTC(9999, 0) }), fc.nat({ max: Date.UTC(9999, 0) }), bytes, bytes)

const sorts =
  (make: typeof makeId) =>
  ([one, other, first, second]: [number, number, Uint8Array, Uint8Array]) => {
    const ids = [make('invoice', one, first), make('invoice', other, second)] as const
    for (const id of ids) if (!looksLikeId(id) || !/^in_\w{25}$/.test(id)) throw new Error(`${id} is no id`)
    if (one !== other && one < other !== ids[0] < ids[1]) throw new Error('ids do not sort by time')
  }

test('ids sort by the time at which they were made, until the year 9999', () => {
  hold('pairs of ids', 5_000, pairs, sorts(makeId))
})

test('the law detects ids whose time is not written in full', () => {
  expect(
    foundAfter(
      2_000,
      pairs,
      sorts((kind, now, random) => makeId(kind, now % 56 ** 6, random)),
    ),
  ).not.toBeNull()
})
