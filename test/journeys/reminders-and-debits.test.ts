import { expect } from 'vitest'
import { bill, newCustomer } from '../world/billing.ts'
import { followInMail, openMail, payByCard, payByDebit, pressPay } from '../world/browser-actions.ts'
import { linkIn, mailsTo, mailTo } from '../world/mails.ts'
import { kranwerk } from '../world/merchant.ts'
import { providerPayments } from '../world/provider.ts'
import { historyOf } from '../world/records.ts'
import { story } from '../world/story.ts'
import { morning, settled } from '../world/time.ts'

const subjects = async (email: string) =>
  (await mailsTo(email)).map(({ subject }) => subject.split(/[ :]+/, 2).join(' '))

story('Jonas pays after two reminders and gets no further ones', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas, { days_until_due: 1 })
  await morning(1)
  await morning(3)
  expect(await subjects(jonas.email)).toEqual([`Invoice ${invoice.number}`, 'Due today', '3 days'])
  const [first, , last] = (await mailsTo(jonas.email)).map(linkIn)
  expect(last).not.toBe(first)
  const inbox = await visitor.tab()
  await inbox.goto(first!)
  await inbox.getByText('3 days late').waitFor()
  await openMail(inbox, jonas.email, '3 days late')
  const page = await followInMail(inbox, /View and pay/)
  await pressPay(page)
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await mailTo(jonas.email, /^Receipt/)
  await morning(10)
  expect(await subjects(jonas.email)).toEqual([`Invoice ${invoice.number}`, 'Due today', '3 days', 'Receipt €1,190.00'])
  const steps = (await historyOf(invoice.id)).filter(({ type }) => type.startsWith('reminder.'))
  expect(steps.map(({ type, carries }) => [type, carries.steps])).toEqual([
    ['reminder.sent', { 'due+0': 'sent' }],
    ['reminder.sent', { 'due+3': 'sent' }],
  ])
})

story('reminders that cron missed are sent as one mail', async () => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas, { days_until_due: 1 })
  await morning(9)
  expect(await subjects(jonas.email)).toEqual([`Invoice ${invoice.number}`, 'Still unpaid'])
  const [step] = (await historyOf(invoice.id)).filter(({ type }) => type.startsWith('reminder.'))
  expect(step!.carries.steps).toEqual({ 'due+0': 'merged', 'due+3': 'merged', 'due+7': 'sent' })
  await kranwerk.remit.invoices.voidInvoice(invoice.id)
})

story('a debit fails after days, and Jonas pays from the mail about it', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await payByDebit(page, 'AT861904300235473202')
  await page.getByText('Your payment is on its way').waitFor()
  expect(await page.getByRole('button', { name: /^Pay / }).count()).toBe(0)
  await settled()
  expect(await kranwerk.remit.invoices.retrieve(invoice.id)).toMatchObject({ status: 'open', amount_paid: 0 })
  await morning(8)
  await page.reload()
  await page.getByText('didn’t go through').waitFor()
  await mailTo(jonas.email, /^Your payment of €1,190.00 .* didn’t go through/)
  await openMail(page, jonas.email, 'didn’t go through')
  const fresh = await followInMail(page, 'Pay €1,190.00 now')
  await pressPay(fresh)
  await payByCard(fresh)
  await fresh.getByText('Thank you, this invoice is paid').waitFor()
  await settled()
  const payments = await providerPayments(kranwerk, invoice.id)
  expect(payments.map(({ status }) => status).sort()).toEqual(['requires_payment_method', 'succeeded'])
})

story('a debit that settles after days marks the invoice paid and mails a receipt', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await payByDebit(page, 'AT611904300234573201')
  await page.getByText('Your payment is on its way').waitFor()
  await morning(8)
  await page.reload()
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await mailTo(jonas.email, /^Receipt/)
  expect(await subjects(jonas.email)).toEqual([`Invoice ${invoice.number}`, 'Receipt €1,190.00'])
})

story(
  'an expired link is renewed by mail to the address on file only, and not more often than the limit',
  async ({ visitor }) => {
    const jonas = await newCustomer()
    const invoice = await bill(jonas, { days_until_due: 0, auto_advance: false })
    const old = linkIn(await mailTo(jonas.email, /^Invoice/))
    await morning(32)
    const page = await visitor.tab()
    await page.goto(old)
    await page.getByRole('heading', { name: 'This link doesn’t work any more' }).waitFor()
    await page.getByRole('button', { name: 'Send me a fresh link' }).click()
    await page.getByRole('heading', { name: 'Please look in your inbox' }).waitFor()
    await mailTo(jonas.email, /^Your fresh link/)
    for (let polls = 0; polls < 3; polls++) {
      await page.goto(old)
      await page.getByRole('button', { name: 'Send me a fresh link' }).click()
      await page.getByRole('heading', { name: 'Please look in your inbox' }).waitFor()
    }
    await settled()
    expect(await subjects(jonas.email)).toEqual([`Invoice ${invoice.number}`, 'Your fresh'])
    await openMail(page, jonas.email, 'Your fresh link')
    const fresh = await followInMail(page, /View and pay/)
    expect(fresh.url()).not.toBe(old)
    await pressPay(fresh)
    await payByCard(fresh)
    await fresh.getByText('Thank you, this invoice is paid').waitFor()
  },
)
