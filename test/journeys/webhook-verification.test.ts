import { expect } from 'vitest'
import { bill, type Issued, newCustomer } from '../world/billing.ts'
import { payByCard, payWithoutReturning, pressPay } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { harborPine, kranwerk, type Merchant } from '../world/merchant.ts'
import { providerPayments, truthOf, webhooks } from '../world/provider.ts'
import { historyOf, rows } from '../world/records.ts'
import { deliver, webhookAbout } from '../world/signed-webhooks.ts'
import { story } from '../world/story.ts'
import { hourMs, minuteMs, pass, settled } from '../world/time.ts'
import { until } from '../world/until.ts'

const isKept = async ({ id }: { id: string }) =>
  (await rows('SELECT id FROM provider_events WHERE id = ?', id)).length === 1

/** An invoice with an open checkout, and its payment's id. */
async function withOpenCheckout(merchant: Merchant = kranwerk) {
  const invoice = await bill(await newCustomer({}, merchant), {}, merchant)
  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  const { sessions } = await truthOf(merchant)
  const session = sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  return { invoice, session, metadata: session.metadata }
}

const succeededIntent = (metadata: object, changes: object = {}) => ({
  id: `pi_forged${Math.random().toString(36).slice(2)}`,
  object: 'payment_intent',
  status: 'succeeded',
  amount: 119_000,
  amount_received: 119_000,
  currency: 'eur',
  livemode: false,
  metadata,
  last_payment_error: null,
  latest_charge: null,
  next_action: null,
  payment_method: null,
  setup_future_usage: null,
  ...changes,
})

const paymentsOf = async ({ id }: Issued) =>
  (await historyOf(id)).filter(({ type }) => type.startsWith('payment.') || type === 'invoice.paid')

story('a webhook without a valid signature is refused and not stored', async () => {
  const { invoice, metadata } = await withOpenCheckout()
  const before = await paymentsOf(invoice)
  const message = webhookAbout('payment_intent.succeeded', succeededIntent(metadata))
  const forgeries = {
    'no signature': { signature: null },
    'an empty signature': { signature: '' },
    'a signature of nothing': { signature: 't=,v1=' },
    'a wrong signature': { signature: `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
    'the secret of another account': { secret: harborPine.webhookSecret },
    'a signature of an hour ago': { agedS: 3600 },
    'a signature from the next hour': { agedS: -3600 },
  }
  for (const [what, forged] of Object.entries(forgeries))
    expect(await deliver(kranwerk, message, forged), what).toMatchObject({ status: 400 })
  const elsewhere = { accountId: 'acct_nobody', webhookSecret: kranwerk.webhookSecret }
  expect(await deliver(elsewhere, message)).toMatchObject({ status: 400 })
  expect(await deliver({ ...elsewhere, accountId: "acct'--" }, message)).toMatchObject({ status: 400 })
  expect(await isKept(message)).toBe(false)
  expect(await paymentsOf(invoice)).toEqual(before)
})

story('a signed webhook that is too large or malformed is refused', async () => {
  const huge = webhookAbout('payment_intent.succeeded', { padding: 'x'.repeat(2_000_000) })
  expect(await deliver(kranwerk, huge)).toMatchObject({ status: 413 })
  expect(await isKept(huge)).toBe(false)
  for (const nonsense of [
    '',
    'nonsense',
    '{',
    '[]',
    'null',
    '42',
    '"text"',
    '{"id":7,"type":"payment_intent.succeeded"}',
  ])
    expect(await deliver(kranwerk, nonsense), nonsense).toMatchObject({ status: 400 })
})

story('a webhook of an unhandled type is stored and ignored', async () => {
  const message = webhookAbout('invoiceitem.astonished', { id: 'ii_1' })
  expect(await deliver(kranwerk, message)).toMatchObject({ status: 200 })
  await until('it to be read', async () => {
    const [kept] = await rows<{ outcome: string }>('SELECT outcome FROM provider_events WHERE id = ?', message.id)
    return kept?.outcome === 'ignored'
  })
})

story(
  'a signed webhook with an unexpected shape is retried a few times and then gets a review item',
  async ({ review }) => {
    review.expect('provider_event_parked')
    const message = webhookAbout('payment_intent.succeeded', null as never)
    expect(await deliver(kranwerk, message)).toMatchObject({ status: 200 })
    await pass(hourMs, 5 * minuteMs)
    expect(
      await rows('SELECT tries, visible_at, applied_at FROM provider_events WHERE id = ?', message.id),
    ).toMatchObject([{ tries: 5, visible_at: null, applied_at: null }])
  },
)

const falsehoods = {
  'another amount': { amount: 1, amount_received: 1 },
  'another amount received': { amount_received: 118_999 },
  'another currency': { currency: 'jpy' },
  'money of the other mode': { livemode: true },
}

for (const [what, changes] of Object.entries(falsehoods)) {
  story(`a signed webhook with ${what} books nothing and creates a review item`, async ({ review }) => {
    review.expect('provider_mismatch')
    const { invoice, metadata } = await withOpenCheckout()
    const before = await paymentsOf(invoice)
    const message = webhookAbout('payment_intent.succeeded', succeededIntent(metadata, changes))
    expect(await deliver(kranwerk, message)).toMatchObject({ status: 200 })
    await settled()
    expect(await paymentsOf(invoice)).toEqual(before)
    expect(await kranwerk.remit.invoices.retrieve(invoice.id)).toMatchObject({ status: 'open', amount_paid: 0 })
  })
}

story(
  'a signed webhook about another merchant’s payment books nothing and creates a review item',
  async ({ review }) => {
    review.expect('payment_unknown')
    const { invoice, metadata } = await withOpenCheckout(harborPine)
    const before = await paymentsOf(invoice)
    const message = webhookAbout('payment_intent.succeeded', succeededIntent(metadata, { currency: 'usd' }))
    expect(await deliver(kranwerk, message)).toMatchObject({ status: 200 })
    await settled()
    expect(await paymentsOf(invoice)).toEqual(before)
  },
)

story('a payment that the merchant took outside Remit through the same provider is ignored', async () => {
  const elsewhere = await kranwerk.provider.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
  })
  await settled()
  expect((await truthOf(kranwerk)).payments.find(({ id }) => id === elsewhere.id)).toMatchObject({
    status: 'succeeded',
  })
})

story('five concurrent copies of every webhook about one payment have one effect', async () => {
  const { invoice, session } = await withOpenCheckout()
  await webhooks(kranwerk, 'pause')
  await payWithoutReturning(session.id)
  const [paid] = await providerPayments(kranwerk, invoice.id)
  const { data } = await kranwerk.provider.events.list({ limit: 100 })
  const about = data.filter((event) => JSON.stringify(event).includes(paid!.id))
  expect(about.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['payment_intent.succeeded', 'checkout.session.completed']),
  )
  const copies = Array.from({ length: 5 }, () => about).flat()
  const answers = await Promise.all(copies.map((event) => deliver(kranwerk, event)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await webhooks(kranwerk, 'resume')
  await settled()
  expect((await paymentsOf(invoice)).map(({ type }) => type)).toEqual([
    'payment.started',
    'payment.moved',
    'payment.succeeded',
    'invoice.paid',
  ])
})

story('an older webhook that arrives after a newer one changes nothing', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  await webhooks(kranwerk, 'pause')
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  await pressPay(page)
  await payByCard(page, '4000000000000002')
  await page.getByRole('alert').waitFor()
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  const { data } = await kranwerk.provider.events.list({ limit: 100 })
  const about = data.filter((event) => JSON.stringify(event).includes(invoice.id))
  expect(about.map(({ type }) => type)).toContain('payment_intent.payment_failed')
  for (const event of about) expect(await deliver(kranwerk, event)).toMatchObject({ status: 200 })
  await webhooks(kranwerk, 'resume')
  await settled()
  expect(await kranwerk.remit.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 119_000 })
})
