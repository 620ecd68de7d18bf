import type { BrowserContext, Page, Request } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { assets } from '../../src/views/assets.gen.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { story } from '../world/story.ts'
import { pageNames, portalPageOf } from './hostile-portal.ts'
import { show, type Tab, tagsIn, unprotected } from './hostile-rendering.ts'
import { payloads as all } from './payloads.ts'
import { foreignMarkupOn } from './visibility.ts'

/** The proof takes minutes. */
const timeout = 3_600_000

/** Closed after each test. */
const opened: BrowserContext[] = []

afterEach(async () => {
  for (const context of opened.splice(0)) await context.close()
})

/** A letter with hundreds of marks is one sign, which no line can break: eight of them are enough to look for markup beside them. */
const payloads = all.map((text) => text.replace(/(\p{M}{8})\p{M}+/gu, '$1'))
const benign = payloads.map(() => 'Name')
const tags = tagsIn(pageNames.flatMap((name) => [0, 1, 2].map((nth) => portalPageOf(benign, nth, name))))

/** The portal's script, and htmx, which it loads. */
const scripts = new Set([assets.portalJs.path, assets.passkeysJs.path])
const isScript = (request: Request) => scripts.has(new URL(request.url()).pathname)

/** A phone, a phone or a small window at twice the size, and the narrowest window that pages must fit. */
const widths = [390, 640, 320]

async function flawsOf(page: Page): Promise<string[]> {
  const flaws = (await foreignMarkupOn(page, tags, false)).filter((flaw) => !/^href=#[\w-]+$/.test(flaw))
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 })
    const most = await page.evaluate(() => document.documentElement.scrollWidth)
    if (most > width) flaws.push(`is ${most} px wide on ${width} px`)
  }
  return flaws
}

story('hostile texts are shown as text on every page of the portal, and fit', { timeout }, async ({ browser }) => {
  const draw = (query: URLSearchParams) => portalPageOf(payloads, Number(query.get('nth')), query.get('name')!)
  const tabs = await unprotected(browser, draw, isScript)
  opened.push(...tabs.map(({ context }) => context))
  const renderings = payloads.flatMap((_, nth) => pageNames.map((name, at) => ({ nth, name, at })))
  // Each next payload is in the next text of a page, so that a share of all renderings shows most payloads on each page.
  const shown = renderings.filter(({ nth, at }) => (nth + at) % rounds(24, 4) === 0)
  const failures: string[] = []
  const walk = async ({ page }: Tab, tab: number) => {
    for (const { nth, name } of shown.filter((_, i) => i % tabs.length === tab)) {
      await show(page, { nth, name })
      // Loads htmx, which looks at all attributes.
      await page.locator('body').dispatchEvent('pointerover')
      failures.push(...(await flawsOf(page)).map((flaw) => `${name} ${nth} ${payloads[nth]!.slice(0, 40)}: ${flaw}`))
    }
  }
  await Promise.all(tabs.map(walk))
  const seen = tabs.flatMap(({ watched }) => watched.seen)
  tally('hostile pages of the portal in Chromium', {
    payloads: payloads.length,
    pages: pageNames.length,
    renderings: shown.length,
    ran: seen.length,
    violations: failures.length,
  })
  expect(seen).toEqual([])
  expect(failures).toEqual([])
})
