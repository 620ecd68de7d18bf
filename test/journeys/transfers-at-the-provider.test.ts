import { expect } from 'vitest'
import { bill, type Issued, newCustomer, withTransfers } from '../world/billing.ts'
import { payByCard, payByTransfer, payWithoutReturning, pressPay } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post, send } from '../world/form.ts'
import { mailsTo, mailTo } from '../world/mails.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { control, providerPayments, transferFor, truthOf, webhooks } from '../world/provider.ts'
import { historyOf, rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { dayMs, hourMs, minuteMs, morning, pass, settled } from '../world/time.ts'

const iban = 'DE89 3704 0044 0532 0130 00'

/** An invoice whose customer has chosen to transfer, without coming back from the provider. */
async function transferChosen(params: Parameters<typeof bill>[1] = {}) {
  const jonas = await newCustomer()
  const invoice = await bill(jonas, { ...withTransfers, ...params })
  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  const { sessions } = await truthOf(kranwerk)
  const session = sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  await payWithoutReturning(session.id, { method: 'customer_balance' })
  await settled()
  return { jonas, invoice }
}

const stateOf = ({ id }: Issued) => kranwerk.remit.invoices.retrieve(id)
const statusesAt = async ({ id }: Issued) => (await providerPayments(kranwerk, id)).map(({ status }) => status)
const attemptsOf = async ({ id }: Issued) =>
  (await kranwerk.remit.invoicePayments.list({ invoice: id })).data.map(({ status }) => status)

for (const javaScriptEnabled of [true, false])
  story(
    `Jonas transfers in two parts, and the page says each time how it stands (${javaScriptEnabled ? 'with' : 'without'} script)`,
    async ({ visitor }) => {
      const jonas = await newCustomer()
      const invoice = await bill(jonas, withTransfers)
      const page = await visitor.tab({ javaScriptEnabled })
      await page.goto(invoice.hosted_invoice_url)
      await page.getByText('Bank transfer', { exact: true }).waitFor()
      await pressPay(page)
      await payByTransfer(page)

      await page.getByText('We’re waiting for your transfer').waitFor()
      expect(await page.getByText('Try another card').count()).toBe(0)
      expect(await page.getByText(iban).count(), 'the account of the merchant beside that of the provider').toBe(0)
      await page.getByText('Pay another way instead').click()
      await page.getByRole('button', { name: 'Pay €1,190.00' }).waitFor()
      await page.getByRole('link', { name: 'Show bank details' }).click()
      await page.waitForURL(`${world.sandbox}/instructions/**`)
      await settled()
      expect(await attemptsOf(invoice)).toEqual(['open'])

      await transferFor(kranwerk, invoice.id, 19_000)
      await settled()
      await page.goto(invoice.hosted_invoice_url)
      await page.getByText('A part of your transfer has arrived').waitFor()
      await page.getByRole('link', { name: 'Show bank details' }).waitFor()
      expect(await page.getByRole('button', { name: /^Pay/ }).count()).toBe(0)
      expect(await stateOf(invoice)).toMatchObject({ status: 'open', amount_paid: 0 })
      expect(await attemptsOf(invoice)).toEqual(['open'])

      await transferFor(kranwerk, invoice.id, 100_000)
      await settled()
      await page.reload()
      await page.getByText('Thank you, this invoice is paid').waitFor()
      await page.getByText(/with Bank transfer/).waitFor()
      expect(await stateOf(invoice)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
      await mailTo(jonas.email, /^Receipt: €1,190.00/)
    },
  )

story(
  'who chose to transfer pays by card instead, and the transfer is canceled at the provider',
  async ({ visitor }) => {
    const { invoice } = await transferChosen()
    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    await page.getByText('Pay another way instead').click()
    await pressPay(page)
    await payByCard(page)
    await page.getByText('Thank you, this invoice is paid').waitFor()
    await settled()
    expect((await statusesAt(invoice)).sort()).toEqual(['canceled', 'succeeded'])
    expect((await attemptsOf(invoice)).sort()).toEqual(['canceled', 'paid'])
  },
)

story('a transfer whose webhooks are lost is booked within sixteen minutes, also weeks later', async () => {
  const { invoice } = await transferChosen({ days_until_due: 60 })
  await pass(20 * dayMs, dayMs)
  expect(await stateOf(invoice)).toMatchObject({ status: 'open' })
  await webhooks(kranwerk, 'pause')
  await transferFor(kranwerk, invoice.id, 19_000)
  await transferFor(kranwerk, invoice.id, 100_000)
  await settled()
  expect(await stateOf(invoice)).toMatchObject({ status: 'open' })
  await pass(16 * minuteMs)
  expect(await stateOf(invoice)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
  await webhooks(kranwerk, 'resume')
  await settled()
  const booked = (await historyOf(invoice.id)).filter(({ type }) => type === 'payment.succeeded')
  expect(booked).toHaveLength(1)
  const polls = (await historyOf(invoice.id)).filter(({ type }) => type === 'payment.checked')
  expect(polls.length).toBeLessThan(20)
})

story(
  'the merchant may void what waits for a transfer, or book it as paid elsewhere; the provider cancels it',
  async () => {
    const { invoice: voided } = await transferChosen()
    expect(await kranwerk.remit.invoices.voidInvoice(voided.id)).toMatchObject({ status: 'void' })
    const { invoice: paid } = await transferChosen()
    expect(await kranwerk.remit.invoices.pay(paid.id, { paid_out_of_band: true })).toMatchObject({ status: 'paid' })
    for (const invoice of [voided, paid]) expect(await statusesAt(invoice)).toEqual(['canceled'])
  },
)

story('once a part has arrived, nothing else is started and nothing is canceled', async () => {
  const { invoice } = await transferChosen()
  await webhooks(kranwerk, 'pause')
  await transferFor(kranwerk, invoice.id, 19_000)
  await settled()
  await expect(kranwerk.remit.invoices.voidInvoice(invoice.id)).rejects.toMatchObject({ statusCode: 400 })
  await webhooks(kranwerk, 'resume')
  await settled()
  await expect(kranwerk.remit.invoices.pay(invoice.id, { paid_out_of_band: true })).rejects.toMatchObject({
    statusCode: 400,
  })
  expect((await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))).status).toBe(409)
  expect((await send(pathOf(invoice))).body).not.toContain('<form')
  expect(await statusesAt(invoice)).toEqual(['requires_action'])
  await transferFor(kranwerk, invoice.id, 100_000)
  await settled()
  expect(await stateOf(invoice)).toMatchObject({ status: 'paid' })
})

story(
  'a merchant who cancels a part transfer at the provider gets an open invoice and a review item, and the customer the money',
  async ({ review }) => {
    review.expect('transfer_returned')
    const { invoice } = await transferChosen()
    await transferFor(kranwerk, invoice.id, 19_000)
    await settled()
    const { id, customer } = (await providerPayments(kranwerk, invoice.id))[0]!
    await kranwerk.provider.paymentIntents.cancel(id)
    await settled()
    expect(await attemptsOf(invoice)).toEqual(['canceled'])
    expect((await truthOf(kranwerk)).cashBalances).toContainEqual({ customer, currency: 'eur', amount: 19_000 })
    expect((await send(pathOf(invoice))).body).toContain('<form')
  },
)

story('a transfer that is returned in the business that the merchant has without Remit is left alone', async () => {
  const { provider, providerAccount } = kranwerk
  const { id: customer } = await provider.customers.create({ name: 'Jonas Wieland Bau' })
  const intent = await provider.paymentIntents.create({
    amount: 50_000,
    currency: 'eur',
    customer,
    allowed_payment_method_types: ['customer_balance'],
    payment_method_data: { type: 'customer_balance' },
    confirm: true,
  })
  await control('POST', 'transfers', { account: providerAccount, customer, currency: 'eur', amount: 19_000 })
  await provider.paymentIntents.cancel(intent.id)
  await settled()
  const kept = await rows(
    "SELECT outcome FROM provider_events WHERE json_extract(payload, '$.data.object.unapplied_from_payment.payment_intent') = ?",
    intent.id,
  )
  expect(kept).toEqual([{ outcome: 'applied' }])
})

story(
  'a transfer that is too large, and one that comes after the payment was canceled, stay with the customer',
  async () => {
    const { invoice } = await transferChosen()
    await transferFor(kranwerk, invoice.id, 120_000)
    await settled()
    expect(await stateOf(invoice)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
    const { invoice: voided } = await transferChosen()
    await kranwerk.remit.invoices.voidInvoice(voided.id)
    await transferFor(kranwerk, voided.id, 119_000)
    await settled()
    expect(await stateOf(voided)).toMatchObject({ status: 'void' })
    const kept = (await truthOf(kranwerk)).cashBalances.map(({ amount }) => amount)
    expect(kept).toContain(1_000)
    expect(kept).toContain(119_000)
  },
)

story('reminders go on while a transfer is waited for, and say that it was chosen', async () => {
  const { jonas, invoice } = await transferChosen({ days_until_due: 1 })
  await morning(1)
  const reminder = await mailTo(jonas.email, /^Due today/)
  expect(reminder.text).toMatch(/You chose on .* to pay by bank transfer. It hasn’t arrived yet./)
  expect(reminder.text).not.toContain(iban)
  await transferFor(kranwerk, invoice.id, 19_000)
  await settled()
  await pass(12 * hourMs)
  await morning(3)
  expect((await mailsTo(jonas.email)).map(({ subject }) => subject).filter((subject) => /late/.test(subject))).toEqual(
    [],
  )
  await transferFor(kranwerk, invoice.id, 100_000)
  await settled()
})
