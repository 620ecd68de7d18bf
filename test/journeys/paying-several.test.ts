import { expect } from 'vitest'
import { paths } from '../../src/paths.ts'
import { bill, keepMethod, newCustomer } from '../world/billing.ts'
import { payByCard } from '../world/browser-actions.ts'
import { mailsTo } from '../world/mails.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { openSessionOf } from '../world/portal.ts'
import { providerPayments } from '../world/provider.ts'
import { story } from '../world/story.ts'
import { now, settled } from '../world/time.ts'

const { accountId } = kranwerk

/** A customer with three open invoices, and the link to their portal. */
async function withThree() {
  const jonas = await newCustomer()
  const invoices = [
    await bill(jonas, { amountMinor: 10_000 }),
    await bill(jonas, { amountMinor: 20_000 }),
    await bill(jonas, { amountMinor: 40_000 }),
  ]
  const { link } = await openSessionOf(kranwerk, jonas.id, await now())
  return { jonas, invoices, portal: world.app + paths.portalEntry(accountId, link) }
}

const statusesOf = async (invoices: readonly { id: string }[]) =>
  Promise.all(invoices.map(async ({ id }) => (await kranwerk.remit.invoices.retrieve(id)).status))

for (const javaScriptEnabled of [true, false])
  story(
    `Jonas pays two of three invoices with one payment by card, ${javaScriptEnabled ? 'with' : 'without'} scripts`,
    async ({ visitor }) => {
      const { jonas, invoices, portal } = await withThree()
      const page = await visitor.tab({ javaScriptEnabled, viewport: { width: 390, height: 844 } })
      await page.goto(portal)
      await page.getByRole('link', { name: 'Choose and pay' }).click()
      await page.getByText('€700.00', { exact: true }).first().waitFor()
      await page.getByLabel(invoices[1]!.number).uncheck()
      await page.getByRole('button', { name: 'Update the sum' }).click()
      await page.getByRole('button', { name: 'Pay €500.00' }).click()
      await payByCard(page)
      await page.getByText('Thank you, your payment has arrived').waitFor()
      await settled()
      expect(await statusesOf(invoices)).toEqual(['paid', 'open', 'paid'])
      const payments = await providerPayments(kranwerk, invoices[0]!.id)
      expect(payments.map(({ status, amount }) => [status, amount])).toEqual([['succeeded', 50_000]])
      const subjects = (await mailsTo(jonas.email))
        .map(({ subject }) => subject)
        .filter((text) => /^Receipt/.test(text))
      expect(subjects).toHaveLength(2)
    },
  )

story('a saved card pays several invoices with one press', async ({ visitor }) => {
  const { jonas, invoices, portal } = await withThree()
  await keepMethod(jonas, 'pm_card_visa')
  const page = await visitor.tab()
  await page.goto(portal)
  await page.getByRole('link', { name: 'Choose and pay' }).click()
  await page.getByRole('button', { name: 'Pay €700.00' }).click()
  await page.getByText('Thank you, your payment has arrived').waitFor()
  expect(await statusesOf(invoices)).toEqual(['paid', 'paid', 'paid'])
})

story(
  'an invoice that was paid meanwhile changes the sum, which is shown before anything is charged',
  async ({ visitor }) => {
    const { jonas, invoices, portal } = await withThree()
    await keepMethod(jonas, 'pm_card_visa')
    const page = await visitor.tab()
    await page.goto(portal)
    await page.getByRole('link', { name: 'Choose and pay' }).click()
    await kranwerk.remit.invoices.pay(invoices[0]!.id, { paid_out_of_band: true })
    await page.getByRole('button', { name: 'Pay €700.00' }).click()
    await page.getByText('The amount has changed').waitFor()
    await page.getByRole('button', { name: 'Pay €600.00' }).click()
    await page.getByText('Thank you, your payment has arrived').waitFor()
    expect(await statusesOf(invoices)).toEqual(['paid', 'paid', 'paid'])
  },
)

story('boxes that were changed without updating the sum charge nothing', async ({ visitor }) => {
  const { jonas, invoices, portal } = await withThree()
  await keepMethod(jonas, 'pm_card_visa')
  const page = await visitor.tab()
  await page.goto(portal)
  await page.getByRole('link', { name: 'Choose and pay' }).click()
  await page.getByLabel(invoices[2]!.number).uncheck()
  await page.getByRole('button', { name: 'Pay €700.00' }).click()
  await page.getByText('The amount has changed').waitFor()
  expect(await page.getByLabel(invoices[2]!.number).isChecked()).toBe(false)
  await page.getByRole('button', { name: 'Pay €300.00' }).waitFor()
  expect(await statusesOf(invoices)).toEqual(['open', 'open', 'open'])
})

story(
  'a payment that was left says so, and an address that names no payment of the customer says nothing',
  async ({ visitor }) => {
    const { invoices, portal } = await withThree()
    const page = await visitor.tab()
    await page.goto(portal)
    await page.getByRole('link', { name: 'Choose and pay' }).click()
    await page.getByRole('button', { name: 'Pay €700.00' }).click()
    await page.waitForURL(`${world.sandbox}/c/pay/**`)
    const [payment] = (await kranwerk.remit.invoicePayments.list({ invoice: invoices[0]!.id })).data
    const home = world.app + paths.portal(accountId)
    await page.goto(`${home}?after=${payment!.id}`)
    await page.getByText('This payment was not completed').waitFor()
    for (const made of ['', 'inpay_none', 'x'.repeat(500)]) {
      await page.goto(`${home}?after=${made}`)
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
      expect(await page.locator('.notice').count()).toBe(0)
    }
  },
)
