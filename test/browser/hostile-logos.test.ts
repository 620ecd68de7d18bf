import type { BrowserContext, Page, Response } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { tally } from '../proof/tally.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { harborPine, world } from '../world/merchant.ts'
import { rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { hostileLogos } from './hostile-logos.ts'
import { settings, settle } from './hostile-merchant.ts'
import { watch } from './oracle.ts'
import { isOfTheWorld } from './ours.ts'
import { misseen, onPage } from './sight.ts'

const { accountId } = harborPine
const opened: BrowserContext[] = []

afterEach(async () => {
  for (const context of opened.splice(0)) await context.close()
})

/** Puts a logo into the merchant's settings past every check, and takes it away again. */
async function withLogos(each: (what: string, logo: string) => Promise<void>): Promise<void> {
  const usual = await settings()
  try {
    for (const [i, [what, { type, body }]] of Object.entries(hostileLogos).entries()) {
      const logo = `hostilelogo${i}`
      const kept = Buffer.from(body).toString('base64')
      await rows('INSERT INTO files (account_id, hash, type, body) VALUES (?, ?, ?, ?)', accountId, logo, type, kept)
      await settle({ ...usual, branding: { ...usual.branding, logo } })
      await each(what, logo)
    }
  } finally {
    await settle(usual)
    await rows("DELETE FROM files WHERE hash LIKE 'hostilelogo%'")
  }
}

const billed = async () => bill(await newCustomer({ preferred_locales: ['en-US'] }, harborPine), {}, harborPine)

/** What is wrong with how a logo is handed out. */
function laxIn(alone: Response | null): string[] {
  const headers = alone?.headers() ?? {}
  return [
    alone?.ok() && !headers['content-security-policy']?.includes('sandbox') && 'it is let do what it likes',
    alone && headers['x-content-type-options'] !== 'nosniff' && 'its type is guessed',
    headers['set-cookie'] && 'it sets a cookie',
  ].filter((wrong) => typeof wrong === 'string')
}

/** Headers as of a server that leaves everything to the browser. */
const naked = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(content-security-policy|x-content)/.test(name)))

const openAlone = (page: Page, logo: string) => page.goto(`${world.app}/logos/${accountId}/${logo}`).catch(() => null)

story('no logo runs, asks for anything or hides the amount', async ({ browser }) => {
  const invoice = await billed()
  const { name } = await settings()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  opened.push(context)
  const watched = await watch(context, isOfTheWorld)
  const page = await context.newPage()
  const wrongs: string[] = []
  await withLogos(async (what, logo) => {
    await page.goto(invoice.hosted_invoice_url)
    const found = await misseen(page, onPage, '$1,190.00', name)
    found.push(...laxIn(await openAlone(page, logo)))
    await page.goto('about:blank')
    wrongs.push(...found.map((wrong) => `${what}: ${wrong}`))
  })
  const logos = Object.keys(hostileLogos).length
  tally('hostile logos in Chromium', { logos, ran: watched.seen.length, wrong: wrongs.length })
  expect(wrongs).toEqual([])
  expect(watched.seen).toEqual([])
})

story('a good logo is shown', async ({ visitor }) => {
  const page = await visitor.tab()
  await page.goto((await billed()).hosted_invoice_url)
  const logo = page.locator(`img[src^="/logos/${accountId}/"]`)
  expect(await logo.isVisible()).toBe(true)
  expect(await logo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
})

/** Logos that run or ask for something as soon as anybody lets them. */
const loud = ['a script', 'an event of the root', 'a page inside', 'a picture of a stranger', 'a picture called a page']

story('logos that are handed out as whatever they are, and drawn into the page, are caught', async ({ browser }) => {
  const invoice = await billed()
  const { name } = await settings()
  const [lax, handed, drawn]: [string[], string[], string[]] = [[], [], []]
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  opened.push(context)
  const watched = await watch(context, isOfTheWorld)
  const page = await context.newPage()
  await page.route('**/logos/**', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: naked(response.headers()) })
  })
  let body: string | Buffer = ''
  await page.route(invoice.hosted_invoice_url, async (route) => {
    const response = await route.fetch()
    const html = (await response.text()).replace(/<img[^>]*>/, () => String(body))
    await route.fulfill({ response, headers: naked(response.headers()), body: html })
  })
  await withLogos(async (what, logo) => {
    body = hostileLogos[what]!.body
    const before = watched.seen.length
    if (laxIn(await openAlone(page, logo)).length > 0) lax.push(what)
    await page.waitForTimeout(50)
    const between = watched.seen.length
    if (between > before) handed.push(what)
    await page.goto(invoice.hosted_invoice_url).catch(() => null)
    const wrong = await misseen(page, onPage, '$1,190.00', name).catch(() => ['it went elsewhere'])
    if (watched.seen.length > between || wrong.length > 0) drawn.push(what)
  })
  const planted = Object.keys(hostileLogos)
  tally('logos handled carelessly', {
    planted: planted.length,
    lax: lax.length,
    opened: handed.length,
    drawn: drawn.length,
  })
  expect(lax).toEqual(planted)
  expect(handed).toEqual(expect.arrayContaining(loud))
  expect(drawn).toEqual(expect.arrayContaining([...loud, 'a picture as large as a wall']))
})
