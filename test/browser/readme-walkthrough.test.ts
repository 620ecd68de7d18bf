import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bill, newCustomer } from '../world/billing.ts'
import { answerBank, noticeOn, payByCard, payByDebit, pressPay } from '../world/browser-actions.ts'
import { printedCode } from '../world/codes.ts'
import { mailsTo, mailTo } from '../world/mails.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { control, webhooks } from '../world/provider.ts'
import { story } from '../world/story.ts'
import { dayMs, hourMs, morning, pass, settled } from '../world/time.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const [list = ''] = /## What to try[\s\S]*?(?=\n## )/.exec(readme) ?? []

/** A card number or IBAN read from README, so that README and this test cannot diverge. */
const written = (pattern: RegExp): string => {
  const [found] = pattern.exec(list) ?? []
  if (!found) throw new Error(`README's list has nothing like ${pattern}`)
  return found
}

const toPay = async () => {
  const jonas = await newCustomer()
  return { jonas, invoice: await bill(jonas) }
}

const statusOf = async ({ id }: { id: string }) => (await kranwerk.remit.invoices.retrieve(id)).status

// E-invoices change the merchant that all tests share, so test/worker/e-invoices.test.ts makes them.
test("each of the ten things to try in README's list is tested", () => {
  expect([...list.matchAll(/^- \*\*(.+?)\.\*\*/gm)].map(([, name]) => name)).toEqual([
    'Pay',
    'Be declined',
    'Confirm with the bank',
    'Debit an account that will refuse',
    'Lose a webhook',
    'Check a document',
    'Sign in to the portal',
    'Wait for reminders',
    'Send an invoice yourself',
    'Make e-invoices',
  ])
})

describe('what README says to try', () => {
  story('Pay', async ({ visitor }) => {
    const { jonas, invoice } = await toPay()
    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    await pressPay(page)
    await payByCard(page, written(/4242 4242 4242 4242/))
    await page.getByText('Thank you, this invoice is paid').waitFor()
    await mailTo(jonas.email, /^Receipt/)
  })

  story('Be declined: at once, after a reload and two hours later the page gives the reason', async ({ visitor }) => {
    const { invoice } = await toPay()
    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    await pressPay(page)
    await payByCard(page, written(/4000 0000 0000 9995/))
    await page.getByRole('link', { name: /^Back to/ }).click()
    const says = async () => {
      await noticeOn(page).getByText('There wasn’t enough money in the account').waitFor()
      await noticeOn(page).getByText('Nothing was charged.').waitFor()
      expect(await page.locator('.action .button:visible').allInnerTexts()).toEqual([
        expect.stringContaining('Try another card'),
        expect.stringContaining('Continue your payment'),
      ])
    }
    await says()
    await page.goto(invoice.hosted_invoice_url)
    await says()
    await pass(2 * hourMs)
    await page.reload()
    await says()
    await page.getByRole('button', { name: 'Try another card' }).click()
    await payByCard(page)
    await page.getByText('Thank you, this invoice is paid').waitFor()
  })

  story('Confirm with the bank: abandoned, failed, and then completed', async ({ visitor }) => {
    const { invoice } = await toPay()
    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    await pressPay(page)
    const card = written(/4000 0027 6000 3184/)
    await payByCard(page, card)
    await page.waitForURL(`${world.sandbox}/3ds/**`)
    const bank = page.url()
    await settled()
    await page.goto(invoice.hosted_invoice_url)
    await noticeOn(page).getByText('Your bank hasn’t confirmed it’s you yet.').waitFor()
    await page.goto(bank)
    await answerBank(page, 'Fail')
    await page.getByRole('link', { name: /^Back to/ }).click()
    await noticeOn(page).getByText('Your bank couldn’t confirm it’s you.').waitFor()
    await page.getByRole('link', { name: 'Continue your payment' }).click()
    await payByCard(page, card)
    await answerBank(page, 'Complete')
    await page.getByText('Thank you, this invoice is paid').waitFor()
  })

  story('Debit an account that will refuse', async ({ visitor }) => {
    const { jonas, invoice } = await toPay()
    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    await pressPay(page)
    await payByDebit(page, written(/DE62 3704 0044 0532 0130 01/))
    await page.getByText('Your payment is on its way').waitFor()
    await pass(7 * dayMs)
    await page.reload()
    await noticeOn(page).getByText('didn’t go through').waitFor()
    await mailTo(jonas.email, /didn’t go through/)
  })

  for (const [how, stepMs] of [
    ['at once', 7 * dayMs],
    ['in steps of six hours', 6 * hourMs],
  ] as const)
    story(`Lose a webhook: seven days later, ${how}, the invoice is paid all the same`, async ({ visitor }) => {
      const { invoice } = await toPay()
      const page = await visitor.tab()
      await webhooks(kranwerk, 'pause')
      await page.goto(invoice.hosted_invoice_url)
      await pressPay(page)
      await payByDebit(page, written(/DE89 3704 0044 0532 0130 00/))
      await page.getByText('Your payment is on its way').waitFor()
      await control('POST', 'clock', { advance: 7 * dayMs, stepMs })
      const status = await statusOf(invoice)
      await webhooks(kranwerk, 'resume')
      expect(status).toBe('paid')
    })

  story('Check a document', async ({ visitor }) => {
    const { invoice } = await toPay()
    const { pdf, code } = await printedCode(invoice)
    const page = await visitor.tab()
    await page.goto(`${world.app}/verify`)
    await page.getByLabel('Code on the document').fill(code)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'genuine' }).waitFor()
    await page.locator('input[type=file]').setInputFiles({
      name: 'invoice.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(pdf),
    })
    await page.getByText('This is exactly the file that was issued.').waitFor()
  })

  story('Sign in to the portal', async ({ visitor }) => {
    const { jonas, invoice } = await toPay()
    const page = await visitor.tab({ locale: 'en-GB' })
    await page.goto(world.portalLoginUrl)
    await page.getByLabel('E-mail address').fill(jonas.email)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByLabel('Code').fill((await mailTo(jonas.email, /is your code/)).subject.slice(0, 6))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: invoice.number }).waitFor()
    await page.getByRole('link', { name: 'Devices' }).click()
    await page.getByText('This device', { exact: true }).waitFor()
  })

  story('Wait for reminders', async () => {
    const { jonas } = await toPay()
    await morning(11)
    expect((await mailsTo(jonas.email)).map(({ subject }) => subject)).toContainEqual(
      expect.stringMatching(/^Due in 3 days/),
    )
  })
})

story('a stale tab shows the current state when it becomes visible', async ({ visitor }) => {
  const { invoice } = await toPay()
  const behind = await visitor.tab()
  await behind.goto(invoice.hosted_invoice_url)
  const front = await visitor.tab()
  await front.goto(invoice.hosted_invoice_url)
  await pressPay(front)
  await payByCard(front)
  await front.getByText('Thank you, this invoice is paid').waitFor()
  // All headless tabs are visible, so that the visibility event is dispatched by hand.
  await behind.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await behind.getByText('Thank you, this invoice is paid').waitFor()
  expect(await behind.title()).toMatch(/^Paid: /)
})

story('an invoice of a deleted customer cannot be paid and sends no reminders', async ({ visitor }) => {
  const { jonas, invoice } = await toPay()
  await kranwerk.remit.customers.del(jonas.id)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await page.getByText('no longer takes online payments for this invoice').waitFor()
  expect(await page.locator('form').count()).toBe(0)
  const before = (await mailsTo(jonas.email)).length
  await pass(30 * dayMs, 15 * dayMs)
  expect(await mailsTo(jonas.email)).toHaveLength(before)
})
