import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { launchBrowser } from '../../dev/chromium.ts'
import { bookViolations, type ReviewItem, reviewItemsSince } from './books.ts'
import { control } from './provider.ts'
import { now, settled } from './time.ts'
import { type Visitor, visitor } from './visitor.ts'

export type Review = {
  /** Declares a review item that the test expects; any other fails it. */
  expect(kind: string): void
}

/**
 * A test in the running world. `visitor` is a new browser context. Afterwards injected faults are removed and, if the test has
 * passed, everything settles and the books are compared with the provider; when its file ends, so are all histories.
 */
export const story = test
  .extend<{ browser: Browser; histories: undefined }>({
    browser: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its first argument
      async ({}, use) => {
        const browser = await launchBrowser()
        await use(browser)
        await browser.close()
      },
      { scope: 'worker' },
    ],
    histories: [
      // biome-ignore lint/correctness/noEmptyPattern: as above
      async ({}, use) => {
        await use(undefined)
        await settled()
        expect(await bookViolations()).toEqual([])
      },
      { scope: 'file', auto: true },
    ],
  })
  .extend<{ visitor: Visitor; review: Review }>({
    visitor: async ({ browser }, use) => {
      const one = visitor(browser)
      await use(one)
      await one.leave()
      expect(one.complaints()).toEqual([])
    },
    review: [
      async ({ task }, use) => {
        const expected: string[] = []
        const since = await now()
        await use({ expect: (kind) => expected.push(kind) })
        await control('DELETE', 'faults')
        if (task.result?.state === 'fail') return
        await settled()
        const items = await reviewItemsSince(since)
        expect(
          items.map(({ kind }: ReviewItem) => kind),
          JSON.stringify(items),
        ).toEqual(expected)
        // The Worker's clock may be some milliseconds behind the one that was read.
        expect(await bookViolations(since - 1000)).toEqual([])
      },
      { auto: true },
    ],
  })
