import { expect } from 'vitest'
import type { ApiFaultKind } from '../../dev/sandbox/faults.ts'
import { updateSettings } from '../../ops/update-account.ts'
import { openDatabase } from '../../src/db/client.ts'
import { isProving } from '../proof/rounds.ts'
import { bill, draft, type Issued, keepMethod, newCustomer } from '../world/billing.ts'
import { noticeOn, payByCard, payWithoutReturning, pressPay } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { mailTo } from '../world/mails.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { control, injectFault, providerPayments, truthOf, webhooks } from '../world/provider.ts'
import { historyOf, rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { dayMs, hourMs, minuteMs, pass, settled, tick } from '../world/time.ts'

const sessionOf = async (invoiceId: string) => {
  const { sessions } = await truthOf(kranwerk)
  const mine = sessions.filter(({ metadata }) => metadata.remit_invoice === invoiceId)
  expect(mine.length).toBeLessThanOrEqual(1)
  return mine[0]
}

const stateOf = ({ id }: Issued) => kranwerk.remit.invoices.retrieve(id)
const successes = async ({ id }: { id: string }) =>
  (await providerPayments(kranwerk, id)).filter(({ status }) => status === 'succeeded')

/** A customer whom the provider already knows, so that the next call is the one under test. */
async function knownCustomer() {
  const jonas = await newCustomer()
  await keepMethod(jonas, 'pm_card_visa')
  return jonas
}

story('a payment whose webhook is lost is booked by the sweep', async () => {
  const invoice = await bill(await newCustomer())
  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  await webhooks(kranwerk, 'pause')
  await payWithoutReturning((await sessionOf(invoice.id))!.id)
  await settled()
  expect(await successes(invoice)).toHaveLength(1)
  expect(await stateOf(invoice)).toMatchObject({ status: 'open', amount_paid: 0 })
  await pass(6 * minuteMs)
  expect(await stateOf(invoice)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
  await webhooks(kranwerk, 'resume')
  await settled()
  const types = (await historyOf(invoice.id)).map(({ type }) => type)
  expect(types.filter((type) => type === 'payment.succeeded')).toHaveLength(1)
})

story('webhooks that arrive twice, late and out of order give the same result', async ({ visitor }) => {
  for (const kind of ['double', 'reorder', 'delay'] as const)
    await injectFault(kranwerk, { kind, times: 3, delayMs: 2 * minuteMs, probability: 0.7 })
  const invoice = await bill(await newCustomer())
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await pass(10 * minuteMs)
  expect(await successes(invoice)).toHaveLength(1)
})

/** How a response can be lost. In `npm test` half of them meet a checkout and half a charge, in the proof each meets both. */
const losses: readonly [ApiFaultKind, 'checkout' | 'charge'][] = [
  ['reset_before', 'checkout'],
  ['reset_after', 'charge'],
  ['timeout_after', 'charge'],
  ['cut_body', 'checkout'],
  ['garbage', 'charge'],
  ['rate_limited', 'checkout'],
  ['conflict_409', 'charge'],
]
const lossesOf = (call: 'checkout' | 'charge') => losses.filter(([, inTest]) => isProving || inTest === call)

for (const [kind] of lossesOf('checkout'))
  story(`a checkout whose response was lost (${kind}) is found and paid once`, async ({ visitor }) => {
    const invoice = await bill(await knownCustomer())
    await injectFault(kranwerk, { kind, match: { method: 'POST', path: '/v1/checkout/sessions' } })
    const page = await visitor.tab({ javaScriptEnabled: false })
    await page.goto(invoice.hosted_invoice_url)
    await page.getByRole('radio', { name: 'Another way to pay' }).check()
    await page.getByRole('button', { name: /^Pay / }).click({ timeout: 20_000 })
    await page.getByText('We’re checking your payment').waitFor()
    expect(await page.getByRole('button', { name: /^Pay / }).count()).toBe(0)
    expect((await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))).status).toBe(409)
    await pass(2 * minuteMs)
    await page.reload()
    await page.getByRole('link', { name: 'Continue your payment' }).click()
    await payByCard(page)
    await page.getByText('Thank you, this invoice is paid').waitFor()
    expect(await sessionOf(invoice.id)).toMatchObject({ paymentStatus: 'paid' })
  })

for (const [kind] of lossesOf('charge'))
  story(`a charge whose response was lost (${kind}) is made once and booked once`, async () => {
    const jonas = await knownCustomer()
    const id = await draft(jonas, { collection_method: 'charge_automatically' })
    await kranwerk.remit.invoices.finalizeInvoice(id)
    await webhooks(kranwerk, 'pause')
    await injectFault(kranwerk, { kind, match: { method: 'POST', path: '/v1/payment_intents' } })
    await tick()
    expect(await kranwerk.remit.invoices.retrieve(id)).toMatchObject({ status: 'open', amount_paid: 0 })
    await pass(2 * minuteMs)
    expect(await kranwerk.remit.invoices.retrieve(id)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
    await webhooks(kranwerk, 'resume')
    await settled()
    expect(await successes({ id })).toHaveLength(1)
  })

story('a charge that took effect and keeps answering 500 is found after a day and booked once', async () => {
  const jonas = await knownCustomer()
  const id = await draft(jonas, { collection_method: 'charge_automatically' })
  await kranwerk.remit.invoices.finalizeInvoice(id)
  await webhooks(kranwerk, 'drop')
  await injectFault(kranwerk, { kind: 'drop', times: 50 } as never)
  await injectFault(kranwerk, { kind: 'error_500_after', match: { method: 'POST', path: '/v1/payment_intents' } })
  await injectFault(kranwerk, { kind: 'error_500_before', match: { method: 'GET', path: '/v1/events' }, times: 1000 })
  await tick()
  await pass(2 * hourMs, hourMs)
  expect(await kranwerk.remit.invoices.retrieve(id)).toMatchObject({ status: 'open', amount_paid: 0 })
  expect(await successes({ id })).toHaveLength(1)
  await pass(3 * dayMs, dayMs)
  expect(await kranwerk.remit.invoices.retrieve(id)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
  expect(await successes({ id })).toHaveLength(1)
})

story('a refund and a dispute without webhooks are found in the provider’s event list', async () => {
  const jonas = await knownCustomer()
  const [refunded, disputed] = await Promise.all(
    [1, 2].map(async () => {
      const id = await draft(jonas, { collection_method: 'charge_automatically' })
      await kranwerk.remit.invoices.finalizeInvoice(id)
      await kranwerk.remit.invoices.pay(id)
      return (await successes({ id }))[0]!.id
    }),
  )
  await settled()
  await webhooks(kranwerk, 'pause')
  await control('POST', `payments/${refunded}/refund`, { amount: 19_000 })
  await control('POST', 'disputes', { payment: disputed })
  await webhooks(kranwerk, 'drop')
  await webhooks(kranwerk, 'resume')
  await pass(hourMs, 2 * minuteMs)
  const booked = await rows<{ cause_kind: string }>(
    "SELECT cause_kind FROM ledger_transactions WHERE cause_kind IN ('refund', 'dispute_opened') ORDER BY at DESC, id DESC LIMIT 2",
  )
  expect(booked.map(({ cause_kind }) => cause_kind).sort()).toEqual(['dispute_opened', 'refund'])
})

story('a checkout that keeps answering 500 does not block further payments forever', async ({ visitor }) => {
  const invoice = await bill(await knownCustomer(), { days_until_due: 30 })
  await injectFault(kranwerk, { kind: 'error_500_after', match: { method: 'POST', path: '/v1/checkout/sessions' } })
  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  await pass(3 * dayMs, 12 * hourMs)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await page.getByRole('radio', { name: 'Visa' }).check()
  await pressPay(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  expect(await successes(invoice)).toHaveLength(1)
})

story(
  'while the provider is down the page explains it, no payment starts, and afterwards payment works',
  async ({ visitor }) => {
    const jonas = await newCustomer()
    const invoice = await bill(jonas)
    await injectFault(kranwerk, { kind: 'refuse', times: 1000 })
    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    await pressPay(page)
    await noticeOn(page).getByText('We can’t reach our payment provider right now.').waitFor()
    await page.getByRole('button', { name: 'Pay €1,190.00' }).waitFor()
    expect((await historyOf(invoice.id)).some(({ type }) => type.startsWith('payment.'))).toBe(false)
    await control('DELETE', 'faults')
    await pressPay(page)
    await payByCard(page)
    await page.getByText('Thank you, this invoice is paid').waitFor()
  },
)

story('when the provider is unreachable on return, the page keeps polling and then shows paid', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await page.waitForURL(`${world.sandbox}/c/pay/**`)
  await injectFault(kranwerk, { kind: 'garbage', match: { method: 'GET' }, times: 3 })
  await injectFault(kranwerk, { kind: 'delay', delayMs: hourMs, times: 10 } as never)
  await payByCard(page)
  await page.waitForURL(`${world.app}/i/**`)
  await control('DELETE', 'faults')
  await pass(10 * minuteMs)
  await page.reload()
  await page.getByText('Thank you, this invoice is paid').waitFor()
})

story('the merchant’s return URL is offered once the invoice is paid', async ({ visitor }) => {
  const invoice = await bill(await newCustomer(), { return_url: 'https://kranwerk.example/danke' } as never)
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  const way = page.getByRole('link', { name: 'Continue to kranwerk.example' })
  expect(await way.count()).toBe(0)
  await pressPay(page)
  await payByCard(page)
  expect(await way.getAttribute('href')).toBe('https://kranwerk.example/danke')
})

story('an account with links in mails switched off mails the invoice without one', async () => {
  const databases = new Map([['home', openDatabase(world.database, undefined)]])
  const setting = (mailsCarryLink: boolean) => updateSettings(databases, kranwerk.accountId, { mailsCarryLink })
  await setting(false)
  try {
    const jonas = await newCustomer()
    await bill(jonas)
    const mail = await mailTo(jonas.email, /^Invoice/)
    expect(mail.links.filter((link) => link.startsWith(world.app))).toEqual([])
    expect(`${mail.html}${mail.text}`).not.toContain('/i/')
    expect(mail.text).toContain('€1,190.00')
  } finally {
    await setting(true)
  }
})
