import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { paths } from '../../src/paths.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { bill, keepMethod, newCustomer } from '../world/billing.ts'
import { payByCard } from '../world/browser-actions.ts'
import { tabTo } from '../world/keyboard.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { openSessionOf } from '../world/portal.ts'
import { historyOf } from '../world/records.ts'
import { story } from '../world/story.ts'
import { now } from '../world/time.ts'

const { accountId, remit } = kranwerk
const at = (path: string) => world.app + path
const locale = 'en-GB'
const viewport = { width: 390, height: 844 }

/** Opens a page of the portal of a customer, and marks its document, which is another one after a full load. */
async function enter(page: Page, customerId: string, path: string, hasScripts = true): Promise<void> {
  const { link } = await openSessionOf(kranwerk, customerId, await now())
  await page.goto(at(paths.portalEntry(accountId, link)))
  await page.goto(at(path))
  if (hasScripts) {
    await page.locator('main').dispatchEvent('pointerover')
    await page.waitForFunction(() => 'htmx' in window)
  }
  await page.evaluate(() => document.documentElement.setAttribute('data-first', ''))
}

const isFirstDocument = (page: Page) => page.evaluate(() => document.documentElement.hasAttribute('data-first'))
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim())
const said = (page: Page) => page.locator('#said').textContent()
const rowsShown = (page: Page) => page.locator('.rows tbody tr').count()

/** Both ways in the proof; in the tests the one with scripts, as the other one is the forms themselves. */
for (const javaScriptEnabled of isProving ? [true, false] : [true]) {
  const how = javaScriptEnabled ? 'in place' : 'without scripts'

  story(`Jonas filters, sorts, searches and pages his invoices, ${how}`, async ({ visitor }) => {
    const jonas = await newCustomer()
    const count = rounds(3, 22)
    for (let i = 1; i <= count; i++) await bill(jonas, { amountMinor: 1000 * i })
    const page = await visitor.tab({ locale, javaScriptEnabled, viewport })
    const list = at(paths.portalInvoices(accountId))
    await enter(page, jonas.id, paths.portalInvoices(accountId), javaScriptEnabled)
    await page.locator('main').getByText(`${count} invoices`).waitFor()

    await page.getByLabel('Order').focus()
    await page.getByLabel('Order').selectOption('Largest first')
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(`${list}?*sort=amount*`)
    await page
      .locator('.rows tbody tr', { hasText: `€${count}0.00` })
      .first()
      .waitFor()
    if (javaScriptEnabled) expect([await focused(page), await said(page)]).toEqual(['filter-sort', `${count} invoices`])

    if (isProving) {
      await page.getByRole('link', { name: 'More invoices' }).click()
      await page.waitForURL(/after=/)
      await page.getByText('€10.00').first().waitFor()
      expect([await rowsShown(page), await focused(page)]).toEqual([2, `${count} invoices`])
      await page.goBack()
      await page.getByText('€220.00').first().waitFor()
      expect([await rowsShown(page), page.url().includes('after=')]).toEqual([20, false])
      expect(await page.getByLabel('Order').inputValue()).toBe('amount')
      await page.goForward()
      await page.getByText('€10.00').first().waitFor()
    }

    await page.getByLabel('Search').fill('nothing like it')
    await page.keyboard.press('Enter')
    await page.locator('main').getByText('No invoice matches this.').waitFor()
    expect(await page.getByLabel('Search').inputValue()).toBe('nothing like it')
    if (javaScriptEnabled)
      expect([await focused(page), await said(page)]).toEqual(['filter-q', 'No invoice matches this.'])
    await page.getByRole('link', { name: 'Show all invoices' }).click()
    await page.locator('main').getByText(`${count} invoices`).waitFor()
    expect([page.url(), await page.getByLabel('Order').inputValue()]).toEqual([list, 'newest'])
    expect(await isFirstDocument(page)).toBe(javaScriptEnabled)

    // The way back also works for a document that has not loaded htmx yet.
    await page.getByLabel('Search').fill('nothing like it')
    await page.keyboard.press('Enter')
    await page.locator('main').getByText('No invoice matches this.').waitFor()
    await page.reload()
    await page.goBack()
    await page.locator('main').getByText(`${count} invoices`).waitFor()
  })

  story(
    `Jonas saves his details and contacts, and what he typed stays until it is right, ${how}`,
    async ({ visitor }) => {
      const jonas = await newCustomer()
      const page = await visitor.tab({ locale, javaScriptEnabled, viewport })
      await enter(page, jonas.id, paths.portalDetails(accountId), javaScriptEnabled)
      await page.getByLabel(/^Post(al )?code/).fill('1')
      await page.getByLabel('Phone').fill('+49 30 555')
      await page.getByRole('button', { name: 'Save' }).click()
      const problems = page.getByRole('alert')
      await problems.waitFor()
      expect(await problems.evaluate((element) => element === document.activeElement)).toBe(true)
      expect([
        await page.getByLabel(/^Post(al )?code/).inputValue(),
        await page.getByLabel('Phone').inputValue(),
      ]).toEqual(['1', '+49 30 555'])
      await page.getByLabel(/^Post(al )?code/).fill('10997')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForURL(/saved=1/)
      expect(await page.locator('.notice').evaluate((element) => element === document.activeElement)).toBe(true)
      expect(await remit.customers.retrieve(jonas.id)).toMatchObject({
        phone: '+49 30 555',
        address: { postal_code: '10997' },
      })
      expect(await isFirstDocument(page)).toBe(javaScriptEnabled)

      await enter(page, jonas.id, paths.portalContacts(accountId), javaScriptEnabled)
      await page.locator('[name$="[email]"]').first().fill('no address')
      await page.getByRole('button', { name: 'Save' }).click()
      await problems.waitFor()
      expect(await page.locator('[name$="[email]"]').first().inputValue()).toBe('no address')
      expect(await isFirstDocument(page)).toBe(javaScriptEnabled)
    },
  )

  story.runIf(isProving)(`Jonas pays two of three invoices with the keyboard only, ${how}`, async ({ visitor }) => {
    const jonas = await newCustomer()
    const [first, ...others] = [await bill(jonas), await bill(jonas), await bill(jonas)]
    const page = await visitor.tab({ locale, javaScriptEnabled })
    await enter(page, jonas.id, `${paths.portalPay(accountId)}?currency=eur`, javaScriptEnabled)
    await tabTo(page, first!.number)
    await page.keyboard.press('Space')
    if (!javaScriptEnabled) {
      await tabTo(page, 'Update the sum')
      await page.keyboard.press('Enter')
    }
    await page.getByRole('button', { name: 'Pay €2,380.00' }).waitFor()
    await tabTo(page, 'Pay €2,380.00')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${world.sandbox}/c/pay/**`)
    await payByCard(page)
    await page.getByText('Thank you, your payment has arrived.').waitFor()
    const statusOf = async ({ id }: { readonly id: string }) => (await remit.invoices.retrieve(id)).status
    expect(await Promise.all([first!, ...others].map(statusOf))).toEqual(['open', 'paid', 'paid'])
  })

  story.runIf(isProving)(
    `Jonas changes his default method, removes one and ends another session, ${how}`,
    async ({ visitor }) => {
      const jonas = await newCustomer()
      await keepMethod(jonas, 'pm_card_mastercard')
      await keepMethod(jonas, 'pm_card_visa')
      const page = await visitor.tab({ locale, javaScriptEnabled, viewport })
      await enter(page, jonas.id, paths.portalMethods(accountId), javaScriptEnabled)
      const length = await page.evaluate(() => history.length)
      await page.getByRole('button', { name: /^Make default/ }).click()
      await page.getByText('Your default has changed').waitFor()
      expect(await focused(page)).toBe('Your default has changed.')
      if (javaScriptEnabled) expect(await page.evaluate(() => history.length)).toBe(length)
      await page.getByRole('link', { name: 'Remove Visa ending 4242' }).click()
      await page.getByRole('heading', { name: 'Remove Visa ending 4242?' }).waitFor()
      await page.getByRole('button', { name: 'Remove' }).click()
      await page.getByText('The payment method was removed').waitFor()
      expect(await page.locator('.methods li').count()).toBe(1)
      expect(await isFirstDocument(page)).toBe(javaScriptEnabled)

      await openSessionOf(kranwerk, jonas.id, await now())
      await enter(page, jonas.id, paths.portalSessions(accountId), javaScriptEnabled)
      const count = await page.locator('.sessions li').count()
      await page.locator('.sessions li', { hasNotText: 'This device' }).getByRole('button').first().click()
      await page.getByText('The device was signed out').waitFor()
      expect(await page.locator('.sessions li').count()).toBe(count - 1)
      expect(await isFirstDocument(page)).toBe(javaScriptEnabled)

      // A session that has ended meanwhile leads to the whole page where one signs in.
      await page.context().clearCookies()
      await page.locator('.sessions li').getByRole('button').first().click()
      await page.getByRole('heading', { name: 'Sign in to see your invoices' }).waitFor()
      expect(await isFirstDocument(page)).toBe(false)
    },
  )
}

story.runIf(isProving)('the sum follows the invoices that are chosen, down to none', async ({ visitor }) => {
  const jonas = await newCustomer()
  const [first] = [await bill(jonas, { amountMinor: 10_000 }), await bill(jonas, { amountMinor: 20_000 })]
  const page = await visitor.tab({ locale, viewport })
  await enter(page, jonas.id, `${paths.portalPay(accountId)}?currency=eur`)
  await page.getByRole('button', { name: 'Pay €300.00' }).waitFor()
  await page.getByRole('checkbox', { name: first!.number }).uncheck()
  await page.getByText('Go on to this invoice').waitFor()
  expect([await said(page), await focused(page)]).toEqual(['€200.00', `pay-${first!.id}`])
  await page.getByRole('checkbox').last().uncheck()
  await page.getByText('Choose the invoices that you want to pay').waitFor()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: 'Pay €300.00' }).waitFor()
  expect(await isFirstDocument(page)).toBe(true)
})

story.runIf(isProving)(
  'a request of a form that breaks off is made again in the browser’s own way',
  async ({ browser }) => {
    const jonas = await newCustomer()
    const invoice = await bill(jonas)
    const page = await browser.newPage({ locale, viewport })
    await enter(page, jonas.id, paths.portalQuestions(accountId))
    await page.route(at(paths.portalQuestions(accountId)), (route) => route.abort(), { times: 1 })
    await page.getByLabel('Your message').fill('Where is the crane?')
    await page.getByRole('button', { name: 'Send the message' }).click()
    await page.getByText('Your message is on its way').waitFor()
    expect(await isFirstDocument(page)).toBe(false)
    const written = (await historyOf(invoice.id)).filter(({ type }) => type === 'message.written')
    expect(written).toHaveLength(1)
    await page.close()
  },
)
