import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { paths } from '../../src/paths.ts'
import { assets } from '../../src/views/assets.gen.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { bill, newCustomer, payPart } from '../world/billing.ts'
import { mailTo } from '../world/mails.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { openSessionOf } from '../world/portal.ts'
import { rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { now, settled } from '../world/time.ts'
import { violations } from './axe.ts'

const { accountId } = kranwerk
const login = world.app + paths.portalLogin(accountId)
/** Of browsers whose customer is not known yet. */
const locale = 'en-GB'
const home = world.app + paths.portal(accountId)

/** The code and the link of the mail that was sent to an address. */
async function mailedTo(email: string) {
  const { subject, links } = await mailTo(email, /is your code/)
  return { code: /^\d{6}/.exec(subject)![0], link: links.find((url) => url.includes('/login/'))! }
}

const askFor = async (page: Page, email: string) => {
  await page.goto(login)
  await page.getByLabel('E-mail address').fill(email)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Please look in your inbox' }).waitFor()
}

const sessionsOf = (customer: string) => rows('SELECT id FROM portal_sessions WHERE customer_id = ?', customer)

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'
  story(`Jonas signs in by a code, finds an invoice, opens it and signs out, ${how}`, async ({ visitor }) => {
    const jonas = await newCustomer()
    const late = await bill(jonas, { days_until_due: 30 })
    await bill(jonas, { amountMinor: 59_500 })
    const page = await visitor.tab({ locale, javaScriptEnabled, viewport: { width: 390, height: 844 } })
    await askFor(page, jonas.email)
    await page.getByLabel('Code').fill('000000')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /This code doesn’t work/ }).waitFor()
    await page.getByLabel('Code').fill((await mailedTo(jonas.email)).code)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    expect(page.url()).toBe(home)
    await page.getByText('€1,785.00').first().waitFor()
    await page.getByRole('link', { name: 'Invoices', exact: true }).click()
    await page.getByLabel('Search').fill(late.number)
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/[?&]q=/)
    expect(await page.locator('.rows tbody tr').count()).toBe(1)
    await page.getByRole('link', { name: late.number }).click()
    await page.getByRole('button', { name: /^Pay / }).waitFor()
    await page.goto(home)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out').waitFor()
    await page.goto(home)
    expect(page.url()).toBe(login)
  })
}

story(
  'the link of the mail fills in the code in the browser that asked, and only there',
  async ({ visitor, browser }) => {
    const jonas = await newCustomer()
    const page = await visitor.tab({ locale })
    await askFor(page, jonas.email)
    const { link } = await mailedTo(jonas.email)
    const other = await browser.newPage({ locale })
    await other.goto(link)
    await other.getByRole('heading', { name: 'Go back to the browser where you asked' }).waitFor()
    await other.close()
    await page.goto(link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('You have nothing to pay').waitFor()
    expect(page.url()).toBe(home)
  },
)

/** What a mail provider's scanner does with a link: opens it, runs its scripts, presses every button and submits every form. */
async function scan(browser: Browser, link: string): Promise<void> {
  const context = await browser.newContext({ locale })
  await context.request.get(link)
  await context.request.head(link)
  const page = await context.newPage()
  await page.goto(link)
  for (let nth = 0; nth < (await page.locator('button, input, a').count()); nth++) {
    await page
      .locator('button, input, a')
      .nth(nth)
      .click({ timeout: 500 })
      .catch(() => undefined)
    await page.goto(link)
  }
  await page.evaluate(() => {
    for (const form of document.forms) form.submit()
  })
  await page.waitForTimeout(50)
  await context.close()
}

story(
  'a mail scanner that runs scripts and presses every button gets no session and uses nothing up',
  async ({ visitor, browser }) => {
    const count = rounds(1, 100)
    let signedIn = 0
    for (let i = 0; i < count; i++) {
      const jonas = await newCustomer()
      const page = await visitor.tab({ locale })
      await askFor(page, jonas.email)
      const { link } = await mailedTo(jonas.email)
      for (let times = 0; times < rounds(2, 5); times++) await scan(browser, link)
      expect(await sessionsOf(jonas.id)).toEqual([])
      await page.goto(link)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
      expect(await sessionsOf(jonas.id)).toHaveLength(1)
      signedIn += 1
      await page.close()
    }
    tally('sign-ins after a mail scanner', { signedIn, 'sessions of the scanner': 0 })
  },
  rounds(120_000, 3_600_000),
)

story('Jonas signs in with the keyboard only', async ({ visitor }) => {
  const jonas = await newCustomer()
  const page = await visitor.tab({ locale })
  // A browser puts the cursor into the field some time after the page has loaded.
  const cursorIn = (name: string) => page.locator(`input[name="${name}"]:focus`).waitFor()
  await page.goto(login)
  await cursorIn('email')
  await page.keyboard.type(jonas.email)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Please look in your inbox' }).waitFor()
  await cursorIn('code')
  await page.keyboard.type((await mailedTo(jonas.email)).code)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
})

const screens = [
  { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
] as const

/** The pages of the portal as somebody who is signed in sees them. */
const places = [
  paths.portal(accountId),
  paths.portalInvoices(accountId),
  `${paths.portalInvoices(accountId)}?state=paid&q=nothing`,
  paths.portalSessions(accountId),
  paths.portalLinks(accountId),
  paths.portalData(accountId),
  paths.portalStatement(accountId),
  `${paths.portalStatement(accountId)}?from=2026-12-01&to=2026-01-01`,
  paths.portalDetails(accountId),
  paths.portalContacts(accountId),
  paths.portalQuestions(accountId),
  paths.portalMethods(accountId),
  `${paths.portalPay(accountId)}?currency=eur`,
]

/** Opens the portal of a customer in a page, by a link as the merchant's site would. */
async function enter(page: Page, customerId: string): Promise<void> {
  const { link } = await openSessionOf(kranwerk, customerId, await now())
  await page.goto(world.app + paths.portalEntry(accountId, link))
}

const sizeOf = ({ path }: { readonly path: string }) =>
  gzipSync(readFileSync(join(import.meta.dirname, '../../dist/public', path))).length
/** What every page loads as it is opened, and what it loads as soon as somebody is about to use it; bytes as they are sent. */
const [script, htmx] = [sizeOf(assets.portalJs), sizeOf(assets.htmx)]

/** The bytes of a page at the first view; with htmx too, except where long lists of countries and time zones are chosen from. */
const weightOf = (path: string, body: Buffer) =>
  gzipSync(body).length + script + (path === paths.portalDetails(accountId) ? 0 : htmx)

/** What is wrong with a page: an accessibility violation, or that it is wider than the screen or larger than it may be. */
async function flawsOf(page: Page, path: string): Promise<string[]> {
  const response = await page.goto(world.app + path)
  const isTooWide = () =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  const bytes = weightOf(path, await response!.body())
  const wide = await isTooWide()
  const screen = page.viewportSize()!
  // A phone at 200 % zoom.
  await page.setViewportSize({ ...screen, width: 195 })
  const wideAtZoom = await isTooWide()
  await page.setViewportSize(screen)
  const found = [
    ...(await violations(page)).map((violation) => JSON.stringify(violation)),
    ...(wide ? ['scrolls sideways'] : []),
    ...(wideAtZoom ? ['scrolls sideways at 195 px'] : []),
    ...(bytes > 25_000 ? [`has ${bytes} bytes`] : []),
  ]
  return found.map((flaw) => `${path}: ${flaw}`)
}

for (const [nth, screen] of screens.entries()) {
  const how = `${screen.viewport.width} px wide, ${screen.colorScheme}`
  story(`every page of the portal is accessible, fits and is small (${how})`, async ({ visitor }) => {
    const [nobody, jonas, arabic] = [
      await newCustomer(),
      await newCustomer(),
      await newCustomer({ name: 'شركة القصر للمقاولات', preferred_locales: ['ar-KW'] }),
    ]
    await bill(jonas, { days_until_due: 0 })
    const part = await bill(jonas)
    await payPart(part.id, 59_500)
    for (let i = 0; i < 20; i++) await bill(jonas, { amountMinor: 1000 + i })
    await bill(arabic, { amountMinor: 2_501_000, currency: 'kwd' })
    await settled()
    const page = await visitor.tab({ ...screen, locale })
    const flaws: string[] = []
    // Each of them on each screen in the proof: axe takes most of the time.
    const somePlaces = places.filter((_, i) => isProving || i % screens.length === nth)
    for (const customer of isProving ? [nobody, jonas, arabic] : [screen.colorScheme === 'dark' ? arabic : jonas]) {
      await enter(page, customer.id)
      for (const path of somePlaces) flaws.push(...(await flawsOf(page, path)))
    }
    await enter(page, jonas.id)
    await page.goto(world.app + paths.portalInvoices(accountId))
    await page.getByRole('link', { name: 'More invoices' }).click()
    expect(await page.locator('.rows tbody tr').count()).toBe(2)
    await page.goto(login)
    await page.getByLabel('E-mail address').fill('nobody')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /in the form/ }).waitFor()
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('nobody')
    expect(await violations(page)).toEqual([])
    for (const path of [paths.portalLogin(accountId), paths.portalSignIn(accountId, 'sgn_none')])
      flaws.push(...(await flawsOf(page, path)))
    expect(flaws).toEqual([])
  })
}
