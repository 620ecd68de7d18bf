import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { paths } from '../../src/paths.ts'
import { isProving } from '../proof/rounds.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { mailsTo } from '../world/mails.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { until } from '../world/until.ts'
import { violations } from './axe.ts'

const login = world.app + paths.deploymentLogin()
/** Of browsers whose customer is not known yet. */
const locale = 'en-GB'

/** The code and the link of the mail that was ordered on the page where the code is typed. */
async function mailedFor(page: Page, email: string) {
  const { pathname } = new URL(page.url())
  const linkIn = ({ links }: { readonly links: readonly string[] }) => links.find((url) => url.includes(pathname))
  const mail = await until(`a mail to ${email} with a code`, async () => (await mailsTo(email)).find(linkIn))
  expect(mail.subject).toContain('Remit Sandbox')
  return { code: /^\d{6}/.exec(mail.subject)![0], link: linkIn(mail)! }
}

async function askFor(page: Page, email: string): Promise<void> {
  await page.locator('#email').fill(email)
  await page.keyboard.press('Enter')
  await page.locator('#code').waitFor()
}

async function giveCode(page: Page, email: string): Promise<void> {
  await page.locator('#code').fill((await mailedFor(page, email)).code)
  await page.keyboard.press('Enter')
}

/** Somebody whom both merchants bill, one of them as two customers. */
async function billedByBoth() {
  const jonas = await newCustomer({ name: 'Jonas Wieland Bau GmbH' })
  const { email } = jonas
  const second = await newCustomer({ name: 'Wieland Süd', email })
  const abroad = await newCustomer({ name: 'Wieland Overseas', email }, harborPine)
  return { email, jonas, second, abroad }
}

const sessionsOf = (customer: string) => rows('SELECT id FROM portal_sessions WHERE customer_id = ?', customer)

// The pages are the same with scripts and without, so that one of both is enough outside the proof.
for (const javaScriptEnabled of isProving ? [true, false] : [false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'
  story(
    `Jonas finds from one portal to that of another merchant, by one code and a choice, ${how}`,
    async ({ visitor }) => {
      const { email, jonas, second, abroad } = await billedByBoth()
      const invoice = await bill(abroad, {}, harborPine)
      const page = await visitor.tab({ locale, javaScriptEnabled, viewport: { width: 390, height: 844 } })
      await page.goto(world.app)
      await page.getByRole('link', { name: 'See all your invoices' }).click()
      expect(page.url()).toBe(login)
      await askFor(page, email)
      await page.getByLabel('Code').fill('000000')
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: /This code doesn’t work/ }).waitFor()
      await giveCode(page, email)
      await page.getByRole('heading', { name: 'Whose invoices would you like to see?' }).waitFor()
      await page.getByRole('button', { name: 'Wieland Süd' }).click()
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
      expect(page.url()).toBe(world.app + paths.portal(kranwerk.accountId))
      expect([(await sessionsOf(jonas.id)).length, (await sessionsOf(second.id)).length]).toEqual([0, 1])
      await page.getByRole('link', { name: 'Other businesses that bill you here' }).click()
      expect(page.url()).toBe(login)
      await askFor(page, email)
      await giveCode(page, email)
      await page.getByRole('button', { name: harborPine.name }).click()
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
      await page.getByRole('link', { name: invoice.number }).first().waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      // Signing out at one merchant leaves the other's session.
      await page.goto(world.app + paths.portal(kranwerk.accountId))
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
    },
  )
}

story(
  'the link of the mail fills in the code in the browser that asked, and one merchant alone is entered at once',
  async ({ visitor, browser }) => {
    const jonas = await newCustomer()
    const page = await visitor.tab({ locale })
    await page.goto(login)
    await askFor(page, jonas.email)
    const { link } = await mailedFor(page, jonas.email)
    const other = await browser.newPage({ locale })
    await other.goto(link)
    await other.getByRole('heading', { name: 'Go back to the browser where you asked' }).waitFor()
    expect(await other.locator('form').count()).toBe(0)
    await other.close()
    await page.goto(link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('You have nothing to pay').waitFor()
    expect(page.url()).toBe(world.app + paths.portal(kranwerk.accountId))
  },
)

const screens = [
  { viewport: { width: 390, height: 844 }, colorScheme: 'light', locale: 'ar' },
  { viewport: { width: 1280, height: 800 }, colorScheme: 'dark', locale },
] as const

for (const screen of isProving ? screens : screens.slice(0, 1)) {
  const how = `${screen.viewport.width} px wide, ${screen.colorScheme}, ${screen.locale}`
  story(`every page of the deployment’s sign-in is accessible and fits (${how})`, async ({ visitor }) => {
    const { email } = await billedByBoth()
    const page = await visitor.tab(screen)
    const flaws: string[] = []
    const look = async (name: string) => {
      const isTooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      flaws.push(...(await violations(page)), ...(isTooWide ? [`${name} scrolls sideways`] : []))
    }
    await page.goto(login)
    await look('the address')
    await page.locator('#email').fill('nobody')
    await page.keyboard.press('Enter')
    await page.locator('#email-error').waitFor()
    if (isProving) await look('a wrong address')
    await askFor(page, email)
    await look('the code')
    await page.goto((await mailedFor(page, email)).link)
    await page.locator('main button').click()
    await page.locator('.choice').first().waitFor()
    await look('the choice')
    expect(flaws).toEqual([])
  })
}
