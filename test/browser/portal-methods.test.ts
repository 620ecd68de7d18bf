import type { Page } from 'playwright-core'
import type Stripe from 'stripe'
import { expect } from 'vitest'
import { paths } from '../../src/paths.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { draft, keepMethod, newCustomer } from '../world/billing.ts'
import { answerBank, cards } from '../world/browser-actions.ts'
import { tabTo } from '../world/keyboard.ts'
import { mailTo } from '../world/mails.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { story } from '../world/story.ts'
import { now, settled, tick } from '../world/time.ts'
import { violations } from './axe.ts'

const { accountId, remit } = kranwerk
const methods = world.app + paths.portalMethods(accountId)
const locale = 'en-GB'

/** Signs a customer in by a mailed code, and goes to their payment methods. */
async function enter(page: Page, email: string): Promise<void> {
  await page.goto(world.app + paths.portalLogin(accountId))
  await page.locator('#email').fill(email)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/login\/sgn_/)
  const { text } = await mailTo(email, /\d{6}/)
  await page.locator('#code').fill(/\b\d{6}\b/.exec(text ?? '')![0])
  await page.keyboard.press('Enter')
  await page.waitForURL(world.app + paths.portal(accountId))
  await page.goto(methods)
}

async function enterCard(page: Page, number: string = cards.succeeds, expiry = '12/34'): Promise<void> {
  await page.waitForURL(`${world.sandbox}/c/pay/**`)
  const choice = page.getByRole('radio', { name: 'Card' })
  if (await choice.count()) await choice.check()
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiry').fill(expiry)
  await page.getByLabel('Security code').fill('123')
  await page.getByRole('button', { name: 'Save' }).click()
}

/** An invoice whose automatic charge has failed. */
async function failedCharge(customer: { id: string }): Promise<string> {
  const id = await draft(customer, { collection_method: 'charge_automatically' })
  await remit.invoices.finalizeInvoice(id)
  await tick()
  expect(await remit.invoices.retrieve(id)).toMatchObject({ status: 'open', attempt_count: 1 })
  return id
}

// With scripts the same requests are made in place, which `portal-in-place.test.ts` holds in each run.
for (const javaScriptEnabled of isProving ? [true, false] : [false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'
  story(`Jonas adds a card that pays what had failed, and removes the old one, ${how}`, async ({ visitor }) => {
    const jonas = await newCustomer()
    await keepMethod(jonas, 'pm_card_chargeCustomerFail')
    const invoice = await failedCharge(jonas)
    const page = await visitor.tab({ locale, javaScriptEnabled, viewport: { width: 390, height: 844 } })
    await enter(page, jonas.email)
    await page.getByRole('link', { name: 'Remove Visa ending 0341' }).click()
    await page.getByText('This is your only payment method').waitFor()
    await page.getByRole('link', { name: 'Back to your payment methods' }).click()

    await page.getByRole('button', { name: 'Add a payment method' }).click()
    await page.waitForURL(`${world.sandbox}/c/pay/**`)
    await page.goto(methods)
    await page.getByRole('button', { name: 'Add a payment method' }).click()
    await enterCard(page, '4000002500003155')
    await answerBank(page, 'Fail')
    await page.getByText('Your bank could not confirm').waitFor()
    await enterCard(page, '4000002500003155')
    await answerBank(page, 'Complete')
    await page.getByText('Visa ending 3155 was added').waitFor()
    await tick()
    expect((await remit.invoices.retrieve(invoice)).status).toBe('paid')

    await page.getByRole('link', { name: 'Remove Visa ending 3155' }).click()
    await page.getByRole('radio', { name: 'Visa ending 0341' }).check()
    await page.getByRole('link', { name: 'Keep it' }).click()
    await page.getByRole('link', { name: 'Remove Visa ending 0341' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('The payment method was removed').waitFor()
    expect(await page.locator('.methods li').count()).toBe(1)
    await page.getByText('Default').first().waitFor()
  })
}

for (const javaScriptEnabled of isProving ? [true, false] : [true]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'
  story(`Jonas adds a card with the keyboard only, and makes another one the default, ${how}`, async ({ visitor }) => {
    const jonas = await newCustomer()
    await keepMethod(jonas, 'pm_card_mastercard')
    const page = await visitor.tab({ locale, javaScriptEnabled })
    await enter(page, jonas.email)
    await tabTo(page, 'Make it my default')
    await page.keyboard.press('Space')
    await tabTo(page, 'Add a payment method')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${world.sandbox}/c/pay/**`)
    await tabTo(page, 'Card number')
    await page.keyboard.type(cards.succeeds)
    await tabTo(page, 'Expiry')
    await page.keyboard.type('12/34')
    await tabTo(page, 'Security code')
    await page.keyboard.type('123')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${methods}?after=*`)
    await page.getByText('Visa ending 4242 was added').waitFor()
    // Unticked, so that the default is still the old one.
    await tabTo(page, 'Make default')
    await page.keyboard.press('Enter')
    await page.getByText('Your default has changed').waitFor()
    const { invoice_settings } = (await remit.customers.retrieve(jonas.id)) as {
      invoice_settings: { default_payment_method: string }
    }
    const saved = await remit.paymentMethods.list({ customer: jonas.id })
    expect(saved.data.find(({ id }) => id === invoice_settings.default_payment_method)?.card?.last4).toBe('4242')
  })
}

story('Jonas leaves the provider’s page, closes the browser there, and opens two tabs', async ({ visitor }) => {
  const jonas = await newCustomer()
  const page = await visitor.tab({ locale })
  await enter(page, jonas.email)
  await page.getByText('Your saved payment methods will be listed here').waitFor()
  await page.getByRole('button', { name: 'Add a payment method' }).click()
  await page.getByRole('link', { name: /^Back to / }).click()
  await page.getByText('No payment method was added').waitFor()
  const other = await visitor.tab()
  for (const tab of [page, other]) {
    await tab.goto(methods)
    await tab.getByRole('button', { name: 'Add a payment method' }).click()
    await tab.waitForURL(`${world.sandbox}/c/pay/**`)
  }
  expect(other.url()).toBe(page.url())
  const checkout = page.url()
  await other.close()
  // The answer to the form is never followed, as if the browser had been closed.
  await fetch(checkout, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ method: 'card', number: cards.succeeds, expiry: '12/34', cvc: '123' }),
  })
  await settled()
  await page.goto(methods)
  expect(await page.locator('.methods li').count()).toBe(1)
})

const screens = [
  { viewport: { width: 390, height: 844 }, colorScheme: 'light', languages: ['ar-KW', 'en-GB'] },
  { viewport: { width: 1280, height: 800 }, colorScheme: 'dark', languages: ['en-GB', 'ar-KW'] },
] as const

for (const { languages, ...screen } of screens) {
  const how = `${screen.viewport.width} px wide, ${screen.colorScheme}`
  story(
    `the pages about payment methods are accessible and fit, in English and Arabic (${how})`,
    async ({ visitor }) => {
      const page = await visitor.tab({ ...screen, locale })
      for (const language of languages.slice(0, rounds(1, 2))) {
        const one = await newCustomer({ preferred_locales: [language] })
        await enter(page, one.email)
        expect(await violations(page)).toEqual([])
        await page.locator('.add-method button').click()
        await enterCard(page, cards.succeeds, await expiryIn(1))
        await page.waitForURL(`${methods}?after=*`)
        const saved = await remit.paymentMethods.list({ customer: one.id })
        await remit.paymentMethods.attach('pm_card_mastercard', { customer: one.id })
        const removal = world.app + paths.portalMethodRemoval(accountId, saved.data[0]!.id)
        for (const url of [page.url(), removal, world.app + paths.portal(accountId)]) {
          await page.goto(url)
          expect(await violations(page)).toEqual([])
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
        }
        expect(await page.locator('.notice').count()).toBe(1)
        await page.locator('.portal-head button').click()
      }
    },
  )
}

/** The month so many months from now, as it is written on a card. */
async function expiryIn(months: number): Promise<string> {
  const [year = 0, month = 0] = new Date(await now()).toISOString().split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 1 + months))
  return `${String(at.getUTCMonth() + 1).padStart(2, '0')}/${at.getUTCFullYear() % 100}`
}

story(
  'Jonas is led back to the shop that sent him, after a card from the provider’s page and after a form',
  async ({ browser }) => {
    const jonas = await newCustomer()
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    const shop = 'https://kranwerk.example/konto?id=7'
    const sentFor = async (type: 'payment_method_update' | 'customer_update') => {
      const after_completion = { type: 'redirect', redirect: { return_url: shop } }
      const flow_data = { type, after_completion } as Stripe.BillingPortal.SessionCreateParams.FlowData
      await page.goto((await remit.billingPortal.sessions.create({ customer: jonas.id, flow_data })).url)
    }
    // The shop is not there; its address is asked for, unless the page's policy forbids it.
    const led = () => page.waitForRequest(shop)
    await sentFor('payment_method_update')
    await page.getByRole('button', { name: 'Add a payment method' }).click()
    const afterCard = led()
    await enterCard(page)
    await afterCard
    await sentFor('customer_update')
    const afterForm = led()
    await page.locator('#name').fill('Wieland Hochbau')
    await page.keyboard.press('Enter')
    await afterForm
    const later = await context.newPage()
    await later.goto(world.app + paths.portalDetails(accountId))
    await later.locator('#name').press('Enter')
    await later.waitForURL(/saved=1$/)
    await context.close()
  },
)
