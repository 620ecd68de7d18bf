import { expect } from 'vitest'
import { bill, draft, keepMethod, newCustomer, payPart } from '../world/billing.ts'
import { noticeOn, payByCard, payWithoutReturning, pressPay } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { mailsTo } from '../world/mails.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { control, providerPayments, truthOf } from '../world/provider.ts'
import { historyOf } from '../world/records.ts'
import { story } from '../world/story.ts'
import { settled, tick } from '../world/time.ts'

const sessionsFor = async (invoiceId: string, merchant = kranwerk) =>
  (await truthOf(merchant)).sessions.filter(({ metadata }) => metadata.remit_invoice === invoiceId)

story('two tabs lead to one checkout and one payment', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const left = await visitor.tab()
  const right = await visitor.tab()
  for (const tab of [left, right]) await tab.goto(invoice.hosted_invoice_url)
  for (const tab of [left, right]) {
    await pressPay(tab)
    await tab.waitForURL(`${world.sandbox}/c/pay/**`)
  }
  expect(left.url()).toBe(right.url())
  await payByCard(left)
  await left.getByText('Thank you, this invoice is paid').waitFor()
  await right.reload()
  await right.getByText('This is already paid').waitFor()
  await settled()
  expect(await sessionsFor(invoice.id)).toHaveLength(1)
  expect(await providerPayments(kranwerk, invoice.id)).toHaveLength(1)
})

story(
  'when two tabs press pay at once, one goes to the checkout and the other offers to continue there',
  async ({ visitor }) => {
    const invoice = await bill(await newCustomer())
    const tabs = [await visitor.tab(), await visitor.tab()]
    for (const tab of tabs) await tab.goto(invoice.hosted_invoice_url)
    await Promise.all(tabs.map(pressPay))
    const places = await Promise.all(
      tabs.map(async (tab) => {
        const follow = tab.getByRole('link', { name: 'Continue your payment' })
        await Promise.race([tab.waitForURL(`${world.sandbox}/c/pay/**`), follow.click().catch(() => undefined)])
        await tab.waitForURL(`${world.sandbox}/c/pay/**`)
        return tab.url()
      }),
    )
    expect(new Set(places).size).toBe(1)
    expect(await sessionsFor(invoice.id)).toHaveLength(1)
  },
)

story('pressing pay in a stale tab shows that the invoice is paid', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const old = await visitor.tab()
  await old.goto(invoice.hosted_invoice_url)
  const tab = await visitor.tab()
  await tab.goto(invoice.hosted_invoice_url)
  await pressPay(tab)
  await payByCard(tab)
  await tab.getByText('Thank you, this invoice is paid').waitFor()
  await pressPay(old)
  await noticeOn(old).getByText('This invoice is already paid.').waitFor()
  expect(await old.getByRole('button', { name: /^Pay / }).count()).toBe(0)
  expect(await sessionsFor(invoice.id)).toHaveLength(1)
})

story('pressing pay in a tab with an outdated amount shows the current one and starts nothing', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const tab = await visitor.tab()
  await tab.goto(invoice.hosted_invoice_url)
  await payPart(invoice.id, 19_000)
  await pressPay(tab)
  await noticeOn(tab).getByText('The amount has changed since you opened this page.').waitFor()
  expect(await sessionsFor(invoice.id)).toEqual([])
  await tab.getByRole('button', { name: 'Pay €1,000.00' }).click()
  await payByCard(tab)
  await tab.getByText('Thank you, this invoice is paid').waitFor()
  expect(await providerPayments(kranwerk, invoice.id)).toMatchObject([{ status: 'succeeded', amount: 100_000 }])
})

story(
  'an out-of-band part payment expires the checkout over the whole, and the rest is paid in a new one',
  async ({ visitor }) => {
    const invoice = await bill(await newCustomer())
    const tab = await visitor.tab()
    await tab.goto(invoice.hosted_invoice_url)
    await pressPay(tab)
    await tab.waitForURL(`${world.sandbox}/c/pay/**`)
    await payPart(invoice.id, 19_000)
    await payByCard(tab)
    await tab.getByText('This page has expired').waitFor()
    await tab.getByRole('link', { name: /^Back to/ }).click()
    await tab.getByText('€190.00 of €1,190.00 paid').waitFor()
    await pressPay(tab)
    await payByCard(tab)
    await tab.getByText('Thank you, this invoice is paid').waitFor()
    const paid = (await providerPayments(kranwerk, invoice.id)).filter(({ status }) => status === 'succeeded')
    expect(paid).toMatchObject([{ amount: 100_000 }])
  },
)

story('the automatic charge expires an abandoned checkout and charges once', async ({ visitor }) => {
  const nora = await newCustomer({}, harborPine)
  await keepMethod(nora, 'pm_card_visa', harborPine)
  const id = await draft(nora, { collection_method: 'charge_automatically' }, harborPine)
  const invoice = await harborPine.remit.invoices.finalizeInvoice(id)
  const tab = await visitor.tab()
  await tab.goto(invoice.hosted_invoice_url!)
  await tab.getByRole('radio', { name: 'Another way to pay' }).check()
  await pressPay(tab)
  await tab.waitForURL(`${world.sandbox}/c/pay/**`)
  await tick()
  await tab.reload()
  await tab.getByText('This page has expired').waitFor()
  await tab.getByRole('link', { name: /^Back to/ }).click()
  await tab.getByText('Thank you, this invoice is paid').waitFor()
  expect((await providerPayments(harborPine, id)).filter(({ status }) => status === 'succeeded')).toHaveLength(1)
})

story('a customer who pays during the automatic charge pays once', async () => {
  for (let round = 0; round < 4; round++) {
    const nora = await newCustomer({}, harborPine)
    await keepMethod(nora, 'pm_card_visa', harborPine)
    const id = await draft(nora, { collection_method: 'charge_automatically' }, harborPine)
    const invoice = await harborPine.remit.invoices.finalizeInvoice(id)
    const path = `${pathOf(invoice as { hosted_invoice_url: string })}/payments`
    await post(path, checkoutFor(119_000))
    const [session] = await sessionsFor(id, harborPine)
    await Promise.all([payWithoutReturning(session!.id).catch(() => undefined), tick()])
    await settled()
    await tick()
    const paid = (await providerPayments(harborPine, id)).filter(({ status }) => status === 'succeeded')
    expect(paid).toHaveLength(1)
    expect(await harborPine.remit.invoices.retrieve(id)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
  }
})

story('an out-of-band payment expires the open checkout', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const tab = await visitor.tab()
  await tab.goto(invoice.hosted_invoice_url)
  await pressPay(tab)
  await tab.waitForURL(`${world.sandbox}/c/pay/**`)
  await kranwerk.remit.invoices.pay(invoice.id, { paid_out_of_band: true })
  await tab.reload()
  await tab.getByText('This page has expired').waitFor()
  await tab.getByRole('link', { name: /^Back to/ }).click()
  await tab.getByText('Thank you, this invoice is paid').waitFor()
  expect(await sessionsFor(invoice.id)).toMatchObject([{ status: 'expired', paymentStatus: 'unpaid' }])
})

story('voiding an invoice expires its open checkout', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const tab = await visitor.tab()
  await tab.goto(invoice.hosted_invoice_url)
  await pressPay(tab)
  await tab.waitForURL(`${world.sandbox}/c/pay/**`)
  await kranwerk.remit.invoices.voidInvoice(invoice.id)
  await payByCard(tab)
  await tab.getByText('This page has expired').waitFor()
  await tab.getByRole('link', { name: /^Back to/ }).click()
  await tab.getByText('This invoice was cancelled').waitFor()
  expect((await historyOf(invoice.id)).map(({ type }) => type)).toContain('payment.canceled')
  expect((await providerPayments(kranwerk, invoice.id)).filter(({ status }) => status === 'succeeded')).toEqual([])
})

story('a second payment of an invoice becomes visible credit that can be refunded', async ({ visitor }) => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  const [session] = await sessionsFor(invoice.id)
  await kranwerk.remit.invoices.pay(invoice.id, { paid_out_of_band: true })
  // The provider lets the expired checkout's payment through nevertheless.
  const late = await kranwerk.provider.paymentIntents.create({
    amount: 119_000,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
    metadata: session!.metadata,
  })
  await settled()
  expect(await kranwerk.remit.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
  expect(await kranwerk.remit.customers.retrieve(jonas.id)).toMatchObject({ balance: -119_000 })
  const tab = await visitor.tab()
  await tab.goto(invoice.hosted_invoice_url)
  await tab.getByText('€1,190.00 more than was due arrived.').waitFor()
  expect((await mailsTo(jonas.email)).filter(({ subject }) => subject.startsWith('Receipt'))).toHaveLength(1)

  await control('POST', `payments/${late.id}/refund`, { amount: 19_000 })
  await settled()
  expect(await kranwerk.remit.customers.retrieve(jonas.id)).toMatchObject({ balance: -100_000 })
  const next = await bill(jonas, { amountMinor: 150_000 })
  expect(next).toMatchObject({ amount_due: 50_000, starting_balance: -100_000, total: 150_000 })
  expect(await kranwerk.remit.customers.retrieve(jonas.id)).toMatchObject({ balance: 0 })
})
