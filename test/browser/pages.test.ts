import type { Page } from 'playwright-core'
import { beforeAll, describe, expect } from 'vitest'
import { isProving } from '../proof/rounds.ts'
import { everyPage, type PageState } from '../world/every-page.ts'
import { story } from '../world/story.ts'
import { violations } from './axe.ts'

let pictures: readonly PageState[] = []

beforeAll(async () => {
  pictures = await everyPage()
})

const urlOf = (wanted: string): string => pictures.find(({ name }) => name === wanted)!.url

const phone = { width: 390, height: 844 }
const desktop = { width: 1280, height: 800 }

/**
 * The variants of a page: each screen and each colour scheme, with and without script. Colours do not depend on the screen, so
 * `npm test` renders each with one of the other, and looks for accessibility violations in them in turn; `npm run prove` renders all
 * pairs and looks in each.
 */
const ways = [
  { screen: phone, colorScheme: 'light', javaScriptEnabled: true },
  { screen: desktop, colorScheme: 'dark', javaScriptEnabled: true },
  { screen: phone, colorScheme: 'light', javaScriptEnabled: false },
  { screen: desktop, colorScheme: 'dark', javaScriptEnabled: false },
  ...(isProving
    ? ([
        { screen: phone, colorScheme: 'dark', javaScriptEnabled: true },
        { screen: desktop, colorScheme: 'light', javaScriptEnabled: true },
      ] as const)
    : []),
] as const

const withScript = ways.filter(({ javaScriptEnabled }) => javaScriptEnabled)

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** The primary action, if any: a button, or a link styled as one. */
const action = (page: Page) => page.locator('.button:visible').first()

describe('every page in every state', () => {
  for (const way of ways) {
    const { screen, colorScheme, javaScriptEnabled } = way
    const how = `${screen.width} px wide, ${colorScheme}, ${javaScriptEnabled ? 'with' : 'without'} script`
    story(`has no accessibility violation, fits the screen and shows its action (${how})`, async ({ visitor }) => {
      const page = await visitor.tab({ viewport: screen, colorScheme, javaScriptEnabled })
      for (const [nth, { name, url, status, hasAction }] of pictures.entries()) {
        const answer = await page.goto(url)
        expect(answer?.status(), name).toBe(status)
        // axe needs scripts; without ours there is only less on the page. It takes most of the time of this file.
        if (javaScriptEnabled && (isProving || nth % withScript.length === withScript.indexOf(way)))
          expect(await violations(page), name).toEqual([])
        expect(await isTooWide(page), `${name} scrolls sideways`).toBe(false)
        if (!hasAction) continue
        const box = await action(page).boundingBox()
        expect(box && box.y + box.height, `what to do on "${name}" is seen at once`).toBeLessThan(screen.height)
      }
    })
  }

  story('fits at 200 % zoom and on the narrowest phone', async ({ visitor }) => {
    const page = await visitor.tab({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 })
    for (const { name, url } of pictures) {
      await page.goto(url)
      for (const width of [640, 320]) {
        await page.setViewportSize({ width, height: 640 })
        expect(await isTooWide(page), `${name} at ${width}`).toBe(false)
      }
    }
  })

  story('prints without buttons', async ({ visitor }) => {
    const page = await visitor.tab()
    await page.emulateMedia({ media: 'print' })
    for (const { name, url } of pictures.filter(({ url, status }) => url.includes('/i/') && status === 200)) {
      await page.goto(url)
      expect(await page.locator('button:visible, .button:visible, form:visible').count(), name).toBe(0)
    }
    await page.goto(urlOf('everything on it'))
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(2)
  })

  story('prints the way back to it while it is open, and once it is paid when and how', async ({ visitor }) => {
    const page = await visitor.tab({ javaScriptEnabled: false })
    await page.emulateMedia({ media: 'print' })
    await page.goto(urlOf('open'))
    await page.locator('.paper-link').getByText(urlOf('open')).waitFor()
    const code = page.getByRole('img', { name: 'Code with the address' })
    const modules = Number((await code.getAttribute('viewBox'))!.split(' ').at(-1))
    const millimetres = ((await code.boundingBox())!.width * 25.4) / 96
    expect(millimetres / modules, 'a module is large enough for a phone').toBeGreaterThan(0.45)
    await page.goto(urlOf('paid'))
    expect(await page.locator('.paper-link').count()).toBe(0)
    await page
      .locator('#pay')
      .getByText(/^Paid on .* with Visa ending 4242$/)
      .waitFor()
    expect(await page.getByText('Thank you').isVisible()).toBe(false)
  })

  story('shows what consent to keep a card means once it is ticked, without script', async ({ visitor }) => {
    const page = await visitor.tab({ viewport: phone, javaScriptEnabled: false })
    await page.goto(urlOf('open'))
    const meaning = page.getByText('saves this way to pay and may then charge it')
    const box = page.getByLabel('Save for my next invoices')
    const [label, line] = await Promise.all([
      page.locator('.keep').boundingBox(),
      page.locator('.keep label').boundingBox(),
    ])
    expect(await meaning.isVisible()).toBe(false)
    expect(label!.height, 'one line').toBeLessThan(line!.height * 1.9)
    await box.check()
    expect(await meaning.isVisible()).toBe(true)
    expect(await page.locator('.paper-link').isVisible()).toBe(false)
  })

  story('is laid out from right to left for a right-to-left locale', async ({ visitor }) => {
    const page = await visitor.tab({ viewport: { width: 1280, height: 800 } })
    await page.goto(urlOf('Arabic'))
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    const [panel, document] = await Promise.all([
      page.locator('#pay').boundingBox(),
      page.locator('.document').boundingBox(),
    ])
    expect(panel!.x).toBeGreaterThan(document!.x)
  })
})
