import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkExpiry, shownExpiry } from '../../../src/core/links/expiry.ts'
import { foundAfter, hold } from '../money/law.ts'

const dayMs = 86_400_000
const instants = fc.integer({ min: 0, max: Date.UTC(2099, 0, 1) })
const lifetimes = fc.record({
  overdueFrom: fc.option(instants),
  carriedAt: fc.array(instants, { minLength: 1, maxLength: 5 }).map((all) => all.sort((a, b) => a - b)),
  readAt: instants,
})

const promises =
  (expiry: typeof linkExpiry, shown: typeof shownExpiry) =>
  (lifetime: typeof lifetimes extends fc.Arbitrary<infer T> ? T : never) => {
    const { overdueFrom, carriedAt, readAt } = lifetime
    let before = 0
    for (const at of carriedAt) {
      const ends = expiry(overdueFrom, at)
      if (ends < at + 30 * dayMs) throw new Error('less than 30 days after the mail')
      if (overdueFrom !== null && ends < overdueFrom + 30 * dayMs) throw new Error('less than 30 days after it was due')
      if (ends < before) throw new Error('a later mail made it shorter')
      before = ends
    }
    const ends = shown(before, readAt)
    if (ends < before || ends < readAt + 10 * dayMs) throw new Error('a link that was just shown is too short')
    if (ends > Math.max(before, readAt + 11 * dayMs)) throw new Error('a link that was just shown is too long')
    if (
      shown(before, Math.floor(readAt / dayMs) * dayMs + 1) !==
      shown(before, Math.floor(readAt / dayMs) * dayMs + dayMs)
    )
      throw new Error('it changes within a day')
  }

test('a link is valid until 30 days past due and past each mail, never shorter than before, and ten days once it is shown', () => {
  hold('lifetimes of links', 10_000, lifetimes, promises(linkExpiry, shownExpiry))
})

test.each<[string, typeof linkExpiry, typeof shownExpiry]>([
  ['an expiry that ignores the mail', (due, at) => (due ?? at) + 30 * dayMs, shownExpiry],
  ['an expiry that ignores the due day', (_, at) => at + 30 * dayMs, shownExpiry],
  ['a shown link that is cut to ten days', linkExpiry, (_, now) => Math.ceil(now / dayMs + 10) * dayMs],
])('the law detects %s', (_, expiry, shown) => {
  expect(foundAfter(2_000, lifetimes, promises(expiry, shown))).not.toBeNull()
})
