import { expect } from 'vitest'
import { bill, newCustomer } from '../world/billing.ts'
import { answerBank, cards, followInMail, noticeOn, openMail, payByCard, pressPay } from '../world/browser-actions.ts'
import { mailTo } from '../world/mails.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { providerPayments } from '../world/provider.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'

story('Jonas opens the mail, pays by card and gets a receipt', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const inbox = await visitor.tab()
  await mailTo(jonas.email, /^Invoice/)
  await openMail(inbox, jonas.email, `Invoice ${invoice.number}`)
  const page = await followInMail(inbox, 'View and pay €1,190.00')
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(`Invoice ${invoice.number}`)
  await pressPay(page)
  await payByCard(page)
  await page.waitForURL(`${world.app}/i/**`)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await settled()
  expect(await kranwerk.remit.invoices.retrieve(invoice.id)).toMatchObject({
    status: 'paid',
    amount_paid: 119_000,
    amount_remaining: 0,
  })
  expect(await providerPayments(kranwerk, invoice.id)).toMatchObject([{ status: 'succeeded', amount: 119_000 }])
  const receipt = await mailTo(jonas.email, /^Receipt: €1,190.00/)
  expect(receipt.from).toEqual([{ name: kranwerk.name, address: 'invoices@remit.example' }])
})

story('Jonas is declined, reads why, and pays with another card', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await payByCard(page, cards.noFunds)
  await page.getByRole('alert').getByText('insufficient funds').waitFor()
  await page.getByRole('link', { name: /^Back to/ }).click()
  await page.waitForURL(`${world.app}/i/**`)
  await noticeOn(page).getByText('Nothing was charged').waitFor()
  await page.getByRole('link', { name: 'Continue your payment' }).click()
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await settled()
  expect((await providerPayments(kranwerk, invoice.id)).map(({ status }) => status)).toEqual(['succeeded'])
})

story('Jonas completes 3-D Secure and the invoice is paid', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await payByCard(page, cards.challenged)
  await answerBank(page, 'Complete')
  await page.getByText('Thank you, this invoice is paid').waitFor()
  expect(await kranwerk.remit.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid' })
})

story('Jonas fails 3-D Secure, nothing is charged, and he pays another way', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await payByCard(page, cards.challenged)
  await answerBank(page, 'Fail')
  await page.getByRole('alert').getByText('could not confirm').waitFor()
  await settled()
  expect(await kranwerk.remit.invoices.retrieve(invoice.id)).toMatchObject({ status: 'open', amount_paid: 0 })
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  expect(await noticeOn(page).count()).toBe(0)
})
