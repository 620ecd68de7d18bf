import type { Browser } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/chromium.ts'
import { askedSince, type ReviewItem, wrongsInBooks } from './books.ts'
import { control } from './provider.ts'
import { now, settled } from './time.ts'
import { type Visitor, visitor } from './visitor.ts'

export type Review = {
  /** The story means a person to be asked about this; nothing else may come up. */
  expect(kind: string): void
}

/**
 * A test with people in it. `visitor` is somebody with a browser of their own. However the story ends, the provider's faults are
 * taken away; and when it has gone well, everything is let come to rest and the books are compared with the provider's truth.
 * When a file of stories ends, so are the histories of all that happened before.
 */
export const story = test
  .extend<{ browser: Browser }>({
    browser: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its first argument
      async ({}, use) => {
        const browser = await launchBrowser()
        await use(browser)
        await browser.close()
      },
      { scope: 'file' },
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
        const asked = await askedSince(since)
        expect(
          asked.map(({ kind }: ReviewItem) => kind),
          JSON.stringify(asked),
        ).toEqual(expected)
        // The Worker's clock may be some milliseconds behind the one that was read.
        expect(await wrongsInBooks(since - 1000)).toEqual([])
      },
      { auto: true },
    ],
  })

afterAll(async () => {
  await settled()
  expect(await wrongsInBooks()).toEqual([])
})
