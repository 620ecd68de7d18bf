import type { BrowserContext, Page, Response } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { tally } from '../proof/tally.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { harborPine, world } from '../world/merchant.ts'
import { rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { isAllowed } from './allowed-requests.ts'
import { hostileLogos } from './hostile-logos.ts'
import { settings, settle } from './hostile-merchant.ts'
import { watch } from './page-watch.ts'
import { hiddenParts, onPage } from './visibility.ts'

const { accountId } = harborPine
const opened: BrowserContext[] = []

afterEach(async () => {
  for (const context of opened.splice(0)) await context.close()
})

/** Sets each logo in the merchant's settings past every check, and restores the settings afterwards. */
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

/** Security headers that are missing from a logo's response. */
function headerFlaws(alone: Response | null): string[] {
  const headers = alone?.headers() ?? {}
  return [
    alone?.ok() && !headers['content-security-policy']?.includes('sandbox') && 'it is let do what it likes',
    alone && headers['x-content-type-options'] !== 'nosniff' && 'its type is guessed',
    headers['set-cookie'] && 'it sets a cookie',
  ].filter((wrong) => typeof wrong === 'string')
}

/** A response's headers without those that restrict content. */
const withoutSecurityHeaders = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(content-security-policy|x-content)/.test(name)))

const openAlone = (page: Page, logo: string) => page.goto(`${world.app}/logos/${accountId}/${logo}`).catch(() => null)

story('no hostile logo runs scripts, makes requests or hides the amount', async ({ browser }) => {
  const invoice = await billed()
  const { name } = await settings()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  opened.push(context)
  const watched = await watch(context, isAllowed)
  const page = await context.newPage()
  const violations: string[] = []
  await withLogos(async (what, logo) => {
    await page.goto(invoice.hosted_invoice_url)
    const found = await hiddenParts(page, onPage, '$1,190.00', name)
    found.push(...headerFlaws(await openAlone(page, logo)))
    await page.goto('about:blank')
    violations.push(...found.map((wrong) => `${what}: ${wrong}`))
  })
  const logos = Object.keys(hostileLogos).length
  tally('hostile logos in Chromium', { logos, ran: watched.seen.length, wrong: violations.length })
  expect(violations).toEqual([])
  expect(watched.seen).toEqual([])
})

story('a valid logo is shown', async ({ visitor }) => {
  const page = await visitor.tab()
  await page.goto((await billed()).hosted_invoice_url)
  const logo = page.locator(`img[src^="/logos/${accountId}/"]`)
  expect(await logo.isVisible()).toBe(true)
  expect(await logo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
})

/** Logos that run scripts or make requests where nothing restricts them. */
const activeLogos = [
  'a script',
  'an event of the root',
  'a page inside',
  'a picture of a stranger',
  'a picture called a page',
]

story('the same logos served without restrictions, or inlined into the page, are detected', async ({ browser }) => {
  const invoice = await billed()
  const { name } = await settings()
  const [lax, handed, drawn]: [string[], string[], string[]] = [[], [], []]
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  opened.push(context)
  const watched = await watch(context, isAllowed)
  const page = await context.newPage()
  await page.route('**/logos/**', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: withoutSecurityHeaders(response.headers()) })
  })
  let body: string | Buffer = ''
  await page.route(invoice.hosted_invoice_url, async (route) => {
    const response = await route.fetch()
    const html = (await response.text()).replace(/<img[^>]*>/, () => String(body))
    await route.fulfill({ response, headers: withoutSecurityHeaders(response.headers()), body: html })
  })
  await withLogos(async (what, logo) => {
    body = hostileLogos[what]!.body
    const before = watched.seen.length
    if (headerFlaws(await openAlone(page, logo)).length > 0) lax.push(what)
    await page.waitForTimeout(50)
    const between = watched.seen.length
    if (between > before) handed.push(what)
    await page.goto(invoice.hosted_invoice_url).catch(() => null)
    const wrong = await hiddenParts(page, onPage, '$1,190.00', name).catch(() => ['it went elsewhere'])
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
  expect(handed).toEqual(expect.arrayContaining(activeLogos))
  expect(drawn).toEqual(expect.arrayContaining([...activeLogos, 'a picture as large as a wall']))
})
