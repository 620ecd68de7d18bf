import { expect } from 'vitest'
import { createAccount } from '../../ops/create-account.ts'
import { openDatabase } from '../../src/db/client.ts'
import { bill, draft, type Issued, keepMethod, newCustomer, payPart } from '../world/billing.ts'
import { noticeOn, pressPay } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post, send } from '../world/form.ts'
import { mailTo } from '../world/mails.ts'
import { clientOf, kranwerk, world } from '../world/merchant.ts'
import { providerPayments } from '../world/provider.ts'
import { rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'

const iban = 'DE89 3704 0044 0532 0130 00'

const bookingsOf = (invoiceId: string) =>
  rows(
    `SELECT p.ledger_account, p.amount_minor FROM ledger_postings p
     JOIN ledger_transactions t ON t.account_id = p.account_id AND t.id = p.transaction_id
     WHERE t.invoice_id = ? AND t.cause_kind = 'payment' ORDER BY t.id, p.amount_minor DESC`,
    invoiceId,
  )

story(
  'Jonas reads where to transfer to, the merchant marks the invoice as paid, and the page says so',
  async ({ visitor }) => {
    const jonas = await newCustomer()
    const invoice = await bill(jonas)
    const mail = await mailTo(jonas.email, /^Invoice/)
    for (const body of [mail.text, mail.html]) expect(body).toContain(iban)
    expect(mail.text).toContain(`\nAmount: €1,190.00\nReference: ${invoice.number}\n`)

    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    const before = await rows('SELECT count(*) AS n FROM events WHERE object_id = ?', invoice.id)
    expect(await page.getByText(iban).isVisible()).toBe(false)
    await page.getByText('Pay by bank transfer').click()
    await page.getByText(iban).waitFor()
    await page.getByText(iban).click()
    expect(await page.evaluate('String(getSelection())')).toBe(iban)
    await settled()
    expect(
      await rows("SELECT count(*) AS n FROM events WHERE object_id = ? AND type LIKE 'payment.%'", invoice.id),
    ).toEqual([{ n: 0 }])
    expect(before).toHaveLength(1)

    await payPart(invoice.id, 19_000)
    await page.reload()
    await page.getByText('€190.00 of €1,190.00 paid').waitFor()
    await page.getByText('Pay by bank transfer').click()
    await page.locator('.transfer').getByText('€1,000.00').waitFor()

    expect(await kranwerk.remit.invoices.pay(invoice.id, { paid_out_of_band: true })).toMatchObject({
      status: 'paid',
      amount_paid: 119_000,
    })
    await page.reload()
    await page.getByText('Thank you, this invoice is paid').waitFor()
    expect(await page.getByText('Pay by bank transfer').count()).toBe(0)
    await mailTo(jonas.email, /^Receipt: €1,000.00/)
    expect(await rows('SELECT provider, provider_account FROM payments WHERE invoice_id = ?', invoice.id)).toEqual(
      Array(2).fill({ provider: 'bank', provider_account: iban.replaceAll(' ', '') }),
    )
    expect(await bookingsOf(invoice.id)).toEqual([
      { ledger_account: 'cash_bank', amount_minor: 19_000 },
      { ledger_account: 'receivable', amount_minor: -19_000 },
      { ledger_account: 'cash_bank', amount_minor: 100_000 },
      { ledger_account: 'receivable', amount_minor: -100_000 },
    ])
    expect(await providerPayments(kranwerk, invoice.id)).toEqual([])
    const recorded = await kranwerk.remit.invoicePayments.list({
      payment: { type: 'payment_record' },
      invoice: invoice.id,
    })
    expect(recorded.data.map(({ payment }) => payment.type)).toEqual(['payment_record', 'payment_record'])
    const charged = await kranwerk.remit.invoicePayments.list({
      payment: { type: 'payment_intent' },
      invoice: invoice.id,
    })
    expect(charged.data).toEqual([])
  },
)

story('a checkout that was left open is ended when the transfer is marked as received', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await page.waitForURL(`${world.sandbox}/**`)
  await page.goto(invoice.hosted_invoice_url)
  await page.getByRole('link', { name: 'Continue your payment' }).waitFor()
  await page.getByText('Pay by bank transfer').click()
  await page.getByText(iban).waitFor()
  await kranwerk.remit.invoices.pay(invoice.id, { paid_out_of_band: true })
  await page.reload()
  await page.getByText('Thank you, this invoice is paid').waitFor()
  expect(await noticeOn(page).count()).toBe(0)
})

story('an invoice whose charge will be retried offers no transfer', async () => {
  const jonas = await newCustomer()
  await keepMethod(jonas, 'pm_card_chargeCustomerFail')
  const id = await draft(jonas, { collection_method: 'charge_automatically', auto_advance: true })
  await kranwerk.remit.invoices.finalizeInvoice(id)
  await settled()
  const planned = (await kranwerk.remit.invoices.retrieve(id)) as Issued
  expect(planned.next_payment_attempt).not.toBeNull()
  const { body } = await send(pathOf(planned))
  expect(body).toContain('<form')
  expect(body).not.toContain(iban)
})

story('an amount too small to be charged is paid by transfer alone', async () => {
  const jonas = await newCustomer()
  const small = await bill(jonas, { amountMinor: 49 })
  const { body } = await send(pathOf(small))
  expect(body).toContain('The amount is too small to be charged online.')
  expect(body).toMatch(/<details class="differently transfer" open/)
  expect(body).not.toContain('<form')
})

story('a merchant without an online provider is paid by transfer alone', async () => {
  const account = { iban: 'GB29 NWBK 6016 1331 9268 19', holder: 'Anouk Verhoef', currency: 'gbp' }
  const { apiKey } = await createAccount(openDatabase(world.database, undefined), {
    name: 'Anouk Verhoef',
    country: 'GB',
    currency: 'gbp',
    'time-zone': 'Europe/London',
    'bank-account': [JSON.stringify(account)],
  })
  const remit = clientOf(world.app, apiKey)
  const email = `tess.${Date.now().toString(36)}@wieland.example`
  const { id: customer } = await remit.customers.create({ name: 'Tess & Ray', email })
  const { id } = await remit.invoices.create({ customer, collection_method: 'send_invoice' })
  await remit.invoiceItems.create({ customer, invoice: id!, amount: 25_000 })
  const sent = (await remit.invoices.sendInvoice(id!)) as Issued

  const { body } = await send(pathOf(sent))
  expect(body).toContain('This invoice can’t be paid online.')
  expect(body).toContain(`<bdi>${account.iban}</bdi>`)
  expect(body).not.toContain('<form')
  const mail = await mailTo(email, /^Invoice/)
  expect(mail.text).toContain(`\nIBAN: ${account.iban}\nAmount: £250.00\nReference: ${sent.number}\n`)
  expect(mail.text).toContain('View the invoice:')

  expect((await post(`${pathOf(sent)}/payments`, checkoutFor(25_000))).status).toBe(409)
  expect(await remit.invoices.pay(sent.id, { paid_out_of_band: true })).toMatchObject({ status: 'paid' })
  expect((await send(pathOf(sent))).body).toContain('Thank you, this invoice is paid')
  await mailTo(email, /^Receipt: £250.00/)
})
