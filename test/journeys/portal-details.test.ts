import { expect } from 'vitest'
import { paths } from '../../src/paths.ts'
import { bill, keepMethod, newCustomer } from '../world/billing.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { openSessionOf } from '../world/portal.ts'
import { story } from '../world/story.ts'
import { now } from '../world/time.ts'

const { accountId, remit } = kranwerk

async function withPortal() {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const { link } = await openSessionOf(kranwerk, jonas.id, await now())
  return { jonas, invoice, portal: world.app + paths.portalEntry(accountId, link) }
}

for (const javaScriptEnabled of [true, false])
  story(
    `Jonas corrects his details, ${javaScriptEnabled ? 'with' : 'without'} scripts, and nothing typed is lost`,
    async ({ visitor }) => {
      const { jonas, portal } = await withPortal()
      const page = await visitor.tab({ javaScriptEnabled, viewport: { width: 390, height: 844 } })
      await page.goto(portal)
      await page.getByRole('link', { name: 'Details' }).click()
      await page.getByLabel('Company or full name').fill('Wieland Hochbau GmbH')
      await page.getByLabel('Postal code').fill('not a code')
      await page.getByRole('button', { name: 'Save details' }).last().click()
      expect(await page.getByLabel('Company or full name').inputValue()).toBe('Wieland Hochbau GmbH')
      expect((await remit.customers.retrieve(jonas.id)) as object).toMatchObject({ name: jonas.name })
      await page.getByLabel('Postal code').fill('10117')
      await page.getByRole('button', { name: 'Save details' }).last().click()
      await page.getByText('Your details are saved').waitFor()
      expect((await remit.customers.retrieve(jonas.id)) as object).toMatchObject({
        name: 'Wieland Hochbau GmbH',
        address: { postal_code: '10117', city: 'Berlin' },
      })
    },
  )

story(
  'Jonas writes to the merchant about an invoice, adds the number of his order and says when he pays',
  async ({ visitor }) => {
    const { invoice, portal } = await withPortal()
    const page = await visitor.tab()
    await page.goto(portal)
    await page.getByRole('link', { name: 'Questions' }).click()
    await page.getByLabel('I have a question').check()
    await page.getByLabel('Your message').fill('Which crane was it?')
    await page.getByRole('button', { name: 'Send the message' }).click()
    await page.getByText('Your message is on its way').waitFor()
    await page.getByLabel('Purchase order number').fill('PO-4500')
    await page.getByRole('button', { name: 'Save the number' }).click()
    await page.getByText('The number is saved').waitFor()
    const dueMs = invoice.due_date! * 1000
    const dayAfter = (days: number) => new Date(dueMs + days * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('I’ll pay by').fill(dayAfter(60))
    await page.getByRole('button', { name: 'Save the day' }).click()
    await page.getByText('We couldn’t save that').waitFor()
    expect(await page.getByLabel('I’ll pay by').inputValue()).toBe(dayAfter(60))
    await page.getByLabel('I’ll pay by').fill(dayAfter(20))
    await page.getByRole('button', { name: 'Save the day' }).click()
    await page.getByText('You won’t be reminded of this invoice until that day is over').waitFor()
    expect((await remit.invoices.retrieve(invoice.id)) as object).toMatchObject({
      purchase_order: 'PO-4500',
      payment_promise: { pay_on: dayAfter(20) },
    })
    await page.getByRole('link', { name: 'Invoices', exact: true }).click()
    await page.getByText('Promised for').waitFor()
  },
)

story('Jonas turns automatic payment off, and on again with his consent', async ({ visitor }) => {
  const { jonas, portal } = await withPortal()
  await keepMethod(jonas, 'pm_card_visa')
  const features = { automatic_payment: { enabled: true } } as object
  await remit.billingPortal.configurations.update(accountId.replace('acct_', 'bpc_'), { features })
  const page = await visitor.tab({ javaScriptEnabled: false })
  await page.goto(portal)
  await page.getByRole('link', { name: 'Payment methods' }).click()
  await page.getByRole('button', { name: 'Turn automatic payment off' }).click()
  await page.getByText('Your choice is saved').waitFor()
  expect((await remit.customers.retrieve(jonas.id)) as object).toMatchObject({ automatic_payment: { enabled: false } })
  const draft = await remit.invoices.create({ customer: jonas.id })
  expect(draft.collection_method).toBe('send_invoice')
  await page.getByLabel(/^I allow/).check()
  await page.getByRole('button', { name: 'Turn automatic payment on' }).click()
  await page.getByText('It is on').waitFor()
  expect((await remit.customers.retrieve(jonas.id)) as object).toMatchObject({ automatic_payment: { enabled: true } })
})
