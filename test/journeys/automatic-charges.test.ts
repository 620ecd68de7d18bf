import { expect } from 'vitest'
import { bill, draft, type Issued, keepMethod, newCustomer } from '../world/billing.ts'
import { answerBank, followInMail, openMail, payByCard, pressPay } from '../world/browser-actions.ts'
import { mailsTo, mailTo } from '../world/mails.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { providerPayments } from '../world/provider.ts'
import { historyOf } from '../world/records.ts'
import { story } from '../world/story.ts'
import { dayMs, pass, settled, tick } from '../world/time.ts'

/** An invoice of Harbor & Pine that is charged to Nora's saved method at once. */
async function charged(method: string | null) {
  const nora = await newCustomer({ name: 'Nora Whitcomb' }, harborPine)
  if (method) await keepMethod(nora, method, harborPine)
  const id = await draft(nora, { collection_method: 'charge_automatically' }, harborPine)
  const invoice = (await harborPine.remit.invoices.finalizeInvoice(id)) as Issued
  await tick()
  return { nora, invoice }
}

const chargesOf = async ({ id }: Issued) => (await providerPayments(harborPine, id)).map(({ status }) => status)
const stateOf = ({ id }: Issued) => harborPine.remit.invoices.retrieve(id)
const subjects = async (email: string) => (await mailsTo(email)).map(({ subject }) => subject.split(' of ')[0])

story('an issued invoice is charged once to the saved card, and Nora gets a receipt', async () => {
  const { nora, invoice } = await charged('pm_card_visa')
  expect(await stateOf(invoice)).toMatchObject({ status: 'paid', attempt_count: 1 })
  expect(await chargesOf(invoice)).toEqual(['succeeded'])
  await mailTo(nora.email, /^Receipt/)
  await pass(7 * dayMs)
  expect(await chargesOf(invoice)).toHaveLength(1)
})

story('a declined charge is retried until it succeeds with a new card', async () => {
  const { nora, invoice } = await charged('pm_card_chargeCustomerFail')
  expect(await stateOf(invoice)).toMatchObject({ status: 'open', attempt_count: 1 })
  await mailTo(nora.email, /^Your payment of US\$1,190.00/)
  await pass(3 * dayMs)
  expect(await stateOf(invoice)).toMatchObject({ status: 'open', attempt_count: 2 })
  expect(await subjects(nora.email)).toEqual(['Your payment', 'Your payment'])
  await keepMethod(nora, 'pm_card_visa', harborPine)
  await pass(5 * dayMs)
  expect(await stateOf(invoice)).toMatchObject({ status: 'paid', attempt_count: 3 })
  expect((await chargesOf(invoice)).filter((status) => status === 'succeeded')).toHaveLength(1)
  await mailTo(nora.email, /^Receipt/)
})

story('a payment from the mail about a failed charge ends the automatic retries', async ({ visitor }) => {
  const { nora, invoice } = await charged('pm_card_chargeCustomerFail')
  const inbox = await visitor.tab()
  await mailTo(nora.email, /^Your payment/)
  await openMail(inbox, nora.email, 'Your payment of')
  const page = await followInMail(inbox, 'Pay US$1,190.00 now')
  await page.getByText('didn’t go through').first().waitFor()
  await page.getByRole('radio', { name: 'Another way to pay' }).check()
  await pressPay(page)
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await pass(20 * dayMs, 4 * dayMs)
  expect(await stateOf(invoice)).toMatchObject({ status: 'paid', attempt_count: 1 })
  expect((await chargesOf(invoice)).filter((status) => status === 'succeeded')).toHaveLength(1)
})

story('without a saved method nothing is charged, and Nora is mailed a link to pay', async ({ visitor }) => {
  const { nora, invoice } = await charged(null)
  expect((await historyOf(invoice.id)).map(({ type }) => type)).toContain('charge.given_up')
  const inbox = await visitor.tab()
  await mailTo(nora.email, /^Your payment/)
  await openMail(inbox, nora.email, 'Your payment of')
  const page = await followInMail(inbox, 'Pay US$1,190.00 now')
  await pressPay(page)
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  expect(await stateOf(invoice)).toMatchObject({ status: 'paid', attempt_count: 0 })
})

story('a charge that needs authentication is confirmed with one click from the mail', async ({ visitor }) => {
  const { nora, invoice } = await charged('pm_card_authenticationRequired')
  await mailTo(nora.email, /^Please confirm your payment of US\$1,190.00/)
  const inbox = await visitor.tab()
  await openMail(inbox, nora.email, 'Please confirm your payment')
  const page = await followInMail(inbox, 'Confirm the payment')
  await page.getByRole('radio', { name: 'Visa ending' }).waitFor()
  await pressPay(page)
  await answerBank(page, 'Complete')
  await page.waitForURL(`${world.app}/i/**`)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await settled()
  expect((await chargesOf(invoice)).filter((status) => status === 'succeeded')).toHaveLength(1)
})

story('a card saved with consent pays the next invoice with one click', async ({ visitor }) => {
  const jonas = await newCustomer()
  const first = await bill(jonas)
  const page = await visitor.tab()
  await page.goto(first.hosted_invoice_url)
  await page.getByRole('checkbox', { name: /^Save for my next invoices/ }).check()
  await pressPay(page)
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  const second = await bill(jonas)
  await page.goto(second.hosted_invoice_url)
  expect(await page.getByRole('radio', { name: 'Visa ending 4242' }).isChecked()).toBe(true)
  await pressPay(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  expect(await providerPayments(kranwerk, second.id)).toMatchObject([{ status: 'succeeded', session: null }])
})

story('a card without consent to save is not offered again', async ({ visitor }) => {
  const jonas = await newCustomer()
  const page = await visitor.tab()
  for (let times = 0; times < 2; times++) {
    const invoice = await bill(jonas)
    await page.goto(invoice.hosted_invoice_url)
    expect(await page.getByRole('radio').count()).toBe(0)
    await pressPay(page)
    await payByCard(page)
    await page.getByText('Thank you, this invoice is paid').waitFor()
  }
  expect((await kranwerk.remit.paymentMethods.list({ customer: jonas.id })).data).toEqual([])
})

story('where the merchant saves every method, the page says so before Nora pays', async ({ visitor }) => {
  const nora = await newCustomer({}, harborPine)
  const page = await visitor.tab()
  const first = await bill(nora, {}, harborPine)
  await page.goto(first.hosted_invoice_url)
  await page.getByText(/^By paying, you allow Harbor & Pine Studio to save/).waitFor()
  await pressPay(page)
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await page.goto((await bill(nora, {}, harborPine)).hosted_invoice_url)
  await page.getByRole('radio', { name: 'Visa ending 4242' }).waitFor()
})

story(
  'one click on a saved card that needs authentication fails without a charge, and another method pays',
  async ({ visitor }) => {
    const nora = await newCustomer({}, harborPine)
    await keepMethod(nora, 'pm_card_authenticationRequired', harborPine)
    const invoice = (await harborPine.remit.invoices.sendInvoice(await draft(nora, {}, harborPine))) as Issued
    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    await pressPay(page)
    await answerBank(page, 'Fail')
    await page.waitForURL(`${world.app}/i/**`)
    await page.getByText('Your bank couldn’t confirm it’s you.').waitFor()
    await page.getByRole('radio', { name: 'Another way to pay' }).check()
    await pressPay(page)
    await payByCard(page)
    await page.getByText('Thank you, this invoice is paid').waitFor()
    await settled()
    expect((await chargesOf(invoice)).filter((status) => status === 'succeeded')).toHaveLength(1)
  },
)
