import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { applyProviderEvent } from '../../src/actions/provider-events/apply-provider-event.ts'
import { commitUnit, unitOfWork } from '../../src/actions/unit-of-work.ts'
import { scopesOf } from '../../src/core/access/caller.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import { fanOut } from '../../src/jobs/fan-out.ts'
import { rounds } from '../proof/rounds.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { ask, environment } from './environment.ts'
import { intercepting, rows, sent, write } from './fetch-log.ts'
import {
  chooseTransfer,
  clock,
  code,
  control,
  done,
  merchant,
  newDeps,
  payAtCheckout,
  postedWebhooks,
  worker,
} from './merchant.ts'
import { newQueue, work } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const hook = '/hooks/stripe/acct_kranwerk'
type PostedWebhook = Awaited<ReturnType<typeof postedWebhooks>>[number]

beforeAll(async () => {
  await clock.read()
  await postedWebhooks()
})
beforeEach(() => control('DELETE faults'))
afterAll(expectTenantPredicates)

const post = async ({ body, signature }: Pick<PostedWebhook, 'body' | 'signature'>, path = hook) => {
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature }
  const answer = await ask(path, { method: 'POST', body, headers })
  await answer.text()
  return answer.status
}

const eventOf = ({ body }: PostedWebhook) =>
  JSON.parse(body) as { id: string; type: string; data: { object: { id: string } } }
const mine = async () => (await postedWebhooks()).filter(({ url }) => url.endsWith(hook))
const unapplied = () =>
  rows(
    "SELECT id FROM provider_events WHERE account_id = 'acct_kranwerk' AND applied_at IS NULL AND visible_at IS NOT NULL",
  )

/** Waits until all webhooks are applied; the next tick applies those that a request left. */
async function settled() {
  for (let i = 0; i < 200 && (await unapplied()).length > 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 20))
}

const provider = unitOfWork({
  ...worker(kranwerk.id).caller,
  actor: { kind: 'provider', id: 'story' },
  scopes: scopesOf.provider,
})
const apply = (webhook: PostedWebhook) =>
  applyProviderEvent(newDeps(), provider, { provider: 'stripe', eventId: eventOf(webhook).id })
const keep = ({ body }: PostedWebhook) => {
  const payload = JSON.parse(body)
  const deps = newDeps()
  return providerEventsOf(deps.db, kranwerk.id, 'stripe').keep(
    { id: payload.id, type: payload.type, payload },
    clock.now(),
  )
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}

const postedFor = async (invoices: readonly IssuedInvoice[], kind: string) => {
  const found = await rows('SELECT invoice_id, cause_kind FROM ledger_transactions')
  return invoices.map(({ id }) => found.filter((row) => row.invoice_id === id && row.cause_kind === kind).length)
}

test('webhooks delivered two to five times each, shuffled and eight at once, have one effect for each fact', async () => {
  const customers = await Promise.all(Array.from({ length: 4 }, () => kranwerk.customerWithCard()))
  const count = rounds(35, 70)
  const invoices = await mapConcurrently(8, [...Array(count).keys()], (i) =>
    kranwerk.open(customers[i % 4]!.id, 1000 + i),
  )
  await control('POST faults', { kind: 'reset_after', match: { method: 'POST', path: '/v1/payment_intents' } })
  for (let i = 0; i < count; i += 7)
    await Promise.all(
      invoices
        .slice(i, i + 7)
        .map(({ id }) => chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: id, methodId: null })),
    )
  await control('DELETE faults')
  const posted = await mine()
  const copies = shuffled(
    posted.flatMap((webhook) => Array(2 + Math.floor(Math.random() * 4)).fill(webhook) as PostedWebhook[]),
  )
  await mapConcurrently(8, copies, async (webhook) => expect(await post(webhook)).toBe(200))
  await settled()
  console.log(`${posted.length} messages as ${copies.length} deliveries`)
  expect(posted.length).toBeGreaterThanOrEqual(rounds(100, 200))
  expect(await postedFor(invoices, 'payment')).toEqual(Array(count).fill(1))
  const states = await Promise.all(invoices.map(({ id }) => kranwerk.invoice(id)))
  expect(states.every(({ status, payments }) => status === 'paid' && payments.length === 1)).toBe(true)
  const kept = await rows(
    "SELECT id FROM provider_events WHERE applied_at IS NOT NULL AND account_id = 'acct_kranwerk'",
  )
  expect(kept.length).toBeGreaterThanOrEqual(new Set(posted.map((webhook) => eventOf(webhook).id)).size)
  // A handler that books every delivery would have booked more, so the test can fail.
  expect(copies.filter((webhook) => eventOf(webhook).type === 'payment_intent.succeeded').length).toBeGreaterThan(count)
})

test('a webhook is stored before the response, which does not wait for its effects', async () => {
  const { id } = await kranwerk.customerWithCard()
  const invoice = await kranwerk.open(id)
  const { payment } = done(await kranwerk.pay(invoice))
  await payAtCheckout(payment.url!)
  const webhook = (await mine()).find((one) => eventOf(one).type === 'checkout.session.completed')!
  sent.length = 0
  expect(await post(webhook)).toBe(200)
  expect(sent[0]).toBeDefined()
  // Documents of earlier payments may be stored meanwhile.
  const isOrdered = (text: string) => text.includes('FROM outbox')
  const first = sent.find(({ to, statements }) => to === 'database' && !statements.some(isOrdered))!
  const [keeps] = first.statements.filter((text) => !text.includes('account_is_here'))
  expect(keeps).toMatch(/^insert into "provider_events"/)
  expect(await rows('SELECT id FROM provider_events WHERE id = ?', eventOf(webhook).id)).toHaveLength(1)
  await settled()
  expect((await kranwerk.invoice(invoice.id)).status).toBe('paid')
})

test('while the database is unavailable webhooks get a 503 and are not stored; afterwards they are accepted', async () => {
  const { id } = await kranwerk.customerWithCard()
  await kranwerk
    .open(id)
    .then((invoice) => chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id, methodId: null }))
  const posted = await mine()
  const answers = await intercepting(
    async (call, go) => {
      if (call.to === 'database') throw new TypeError('Network connection lost.')
      return go()
    },
    () => Promise.all(posted.map((webhook) => post(webhook))),
  )
  expect(answers).toEqual(posted.map(() => 503))
  for (const webhook of posted)
    expect(await rows('SELECT 1 FROM provider_events WHERE id = ?', eventOf(webhook).id)).toEqual([])
  expect(await Promise.all(posted.map((webhook) => post(webhook)))).toEqual(posted.map(() => 200))
  await settled()
})

test('a webhook for another account, without a signature or with one changed character is refused and writes nothing', async () => {
  const { id } = await kranwerk.customerWithCard()
  const invoice = await kranwerk.open(id)
  done(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id, methodId: null }))
  const [webhook] = await mine()
  const before = await rows('SELECT count(*) AS n FROM provider_events')
  expect(await post(webhook!, '/hooks/stripe/acct_harborpine')).toBe(400)
  expect(await post(webhook!, '/hooks/stripe/acct_nobody')).toBe(400)
  expect(await post({ ...webhook!, signature: '' })).toBe(400)
  for (let i = 0; i < 200; i++) {
    const at = Math.floor(Math.random() * webhook!.body.length)
    const body = webhook!.body.slice(0, at) + (webhook!.body[at] === 'x' ? 'y' : 'x') + webhook!.body.slice(at + 1)
    expect(await post({ ...webhook!, body })).toBe(400)
  }
  expect(await rows('SELECT count(*) AS n FROM provider_events')).toEqual(before)
})

/** Pays an invoice of 50.00 at the checkout and returns the provider's id of the payment. */
async function paidInvoice() {
  const { id } = await kranwerk.customerWithCard()
  const invoice = await kranwerk.open(id, 5000)
  const { payment } = done(await kranwerk.pay(invoice))
  await payAtCheckout(payment.url!)
  const { payments } = await kranwerk.truth()
  const paid = payments.find(
    ({ metadata }: { metadata: Record<string, string> }) => metadata.remit_invoice === invoice.id,
  )
  return { invoice, providerPaymentId: paid.id as string }
}

test('a refund that arrives before the webhook about its payment is booked with it, in any order', async () => {
  for (let i = 0; i < 6; i++) {
    const { invoice, providerPaymentId } = await paidInvoice()
    await control(`POST payments/${providerPaymentId}/refund`, { amount: 1200 })
    const posted = await mine()
    for (const webhook of posted) await keep(webhook)
    const refunds = posted.filter((webhook) => eventOf(webhook).type.includes('refund'))
    for (const webhook of [...refunds, ...shuffled(posted)]) await apply(webhook)
    const after = await kranwerk.invoice(invoice.id)
    expect(after).toMatchObject({
      status: 'paid',
      payments: [{ receivedMinor: 5000, refunds: [{ amountMinor: 1200 }] }],
    })
    expect([await postedFor([invoice], 'payment'), await postedFor([invoice], 'refund')]).toEqual([[1], [1]])
  }
})

test('a refund whose payment cannot be fetched waits, and is booked once it can', async () => {
  const { invoice, providerPaymentId } = await paidInvoice()
  await control(`POST payments/${providerPaymentId}/refund`, { amount: 1200 })
  const refund = (await mine()).find((webhook) => eventOf(webhook).type === 'refund.created')!
  await keep(refund)
  await control('POST faults', { kind: 'error_500_before', match: { method: 'GET', path: '/v1/' } })
  await expect(apply(refund)).rejects.toThrow()
  await control('DELETE faults')
  await apply(refund)
  expect(await kranwerk.invoice(invoice.id)).toMatchObject({
    status: 'paid',
    payments: [{ refunds: [{ amountMinor: 1200 }] }],
  })
})

/** An invoice of 50.00 whose customer chose to transfer; `transfer` lets money arrive (minor units). */
async function transferChosen() {
  const { id } = await kranwerk.customer()
  const invoice = await kranwerk.open(id, 5000, { paymentMethodTypes: ['card', 'customer_balance'] })
  const { payment } = done(await kranwerk.pay(invoice))
  expect(await chooseTransfer(payment.url!)).toBe(303)
  const { payments } = (await kranwerk.truth()) as {
    payments: { id: string; customer: string; metadata: { remit_invoice?: string } }[]
  }
  const paid = payments.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  const to = { account: kranwerk.providerAccount, customer: paid.customer, currency: 'eur' }
  const transfer = (amount: number) => control('POST transfers', { ...to, amount })
  const stateNow = async () => {
    const { status, payments } = await kranwerk.invoice(invoice.id)
    return [status, ...payments.map((one) => one.status)]
  }
  return { invoice, providerPaymentId: paid.id, transfer, stateNow }
}

test('the messages about a transfer in two parts leave it waited for, on its way and paid once, in any order', async () => {
  for (let i = 0; i < 6; i++) {
    const { invoice, transfer, stateNow } = await transferChosen()
    const posted: PostedWebhook[] = []
    const arrive = async () => {
      const fresh = await mine()
      for (const letter of fresh) await keep(letter)
      posted.push(...fresh)
      for (const letter of shuffled(posted)) await apply(letter)
    }
    await arrive()
    expect(await stateNow()).toEqual(['open', 'requires_action'])
    await transfer(2000)
    await arrive()
    expect(await stateNow()).toEqual(['open', 'processing'])
    await transfer(3000)
    await arrive()
    expect(await stateNow()).toEqual(['paid', 'succeeded'])
    expect(await postedFor([invoice], 'payment')).toEqual([1])
  }
})

test('a completed checkout of which the provider cannot tell us now waits, and is not taken for money on its way', async () => {
  const { stateNow } = await transferChosen()
  const completed = (await mine()).find((letter) => eventOf(letter).type === 'checkout.session.completed')!
  await keep(completed)
  await control('POST faults', { kind: 'error_500_before', match: { method: 'GET', path: '/v1/' } })
  await expect(apply(completed)).rejects.toThrow()
  expect(await stateNow()).toEqual(['open', 'open'])
  await control('DELETE faults')
  await apply(completed)
  expect(await stateNow()).toEqual(['open', 'requires_action'])
})

const byHand = ({ id }: IssuedInvoice) => payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: id })

/** Does something at the instant between our last look at a payment and our cancel of it. */
const beforeCancel = <T>(happen: () => Promise<unknown>, work: () => Promise<T>): Promise<T> =>
  intercepting(async (call, go) => {
    if (call.request.endsWith('/cancel')) await happen()
    return go()
  }, work)

test('a part of a transfer that arrives between our look and our cancel goes back to its customer, with one review item', async () => {
  const { invoice, providerPaymentId, transfer, stateNow } = await transferChosen()
  expect(
    code(
      await beforeCancel(
        () => transfer(2000),
        () => byHand(invoice),
      ),
    ),
  ).toBe('ok')
  expect(await stateNow()).toEqual(['paid', 'canceled', 'succeeded'])
  const posted = await mine()
  for (const letter of posted) await keep(letter)
  for (const letter of shuffled([...posted, ...posted])) await apply(letter)
  expect(await stateNow()).toEqual(['paid', 'canceled', 'succeeded'])
  const items = await rows("SELECT subject, invoice_id, detail FROM review_items WHERE kind = 'transfer_returned'")
  expect(items).toEqual([
    { subject: providerPaymentId, invoice_id: invoice.id, detail: '{"amountMinor":2000,"currency":"eur"}' },
  ])
})

test('a whole transfer that arrives between our look and our cancel is booked, and nothing beside it', async () => {
  const { invoice, transfer, stateNow } = await transferChosen()
  expect(
    code(
      await beforeCancel(
        () => transfer(5000),
        () => byHand(invoice),
      ),
    ),
  ).toBe('payment_provider_unavailable')
  expect(code(await byHand(invoice))).toBe('payment_in_progress')
  expect(await stateNow()).toEqual(['paid', 'succeeded'])
})

test('a failed refund is undone and gets a review item, and the refund in its place is booked, in any order', async () => {
  for (let i = 0; i < 6; i++) {
    const { invoice, providerPaymentId } = await paidInvoice()
    const first = await control(`POST payments/${providerPaymentId}/refund`)
    await control(`POST refunds/${first.id}/fail`)
    const second = await control(`POST payments/${providerPaymentId}/refund`, { amount: 4000 })
    const posted = await mine()
    for (const webhook of posted) await keep(webhook)
    // A refund that exceeds what is left is retried after the others, as the job does.
    const waiting: typeof posted = []
    for (const webhook of shuffled(posted)) await apply(webhook).catch(() => waiting.push(webhook))
    for (const webhook of waiting) await apply(webhook)
    const { payments } = await kranwerk.invoice(invoice.id)
    const refunds = Object.fromEntries(
      payments[0].refunds.map((one: { id: string; status: string }) => [one.id, one.status]),
    )
    expect(refunds).toEqual({ [first.id]: 'failed', [second.id]: 'succeeded' })
    expect(await rows('SELECT kind FROM review_items WHERE subject = ?', first.id)).toEqual([{ kind: 'refund_failed' }])
    const [cash] = await rows(
      `SELECT sum(p.amount_minor) AS minor FROM ledger_postings p
       JOIN ledger_transactions t ON t.account_id = p.account_id AND t.id = p.transaction_id
       WHERE t.invoice_id = ? AND p.ledger_account = 'cash_provider'`,
      invoice.id,
    )
    expect(cash).toEqual({ minor: 1000 })
  }
})

test('a refund of a payment that is not ours is ignored without a review item', async () => {
  const event = {
    id: 'evt_foreign',
    type: 'refund.created',
    data: { object: { id: 're_x', amount: 5, currency: 'eur', status: 'succeeded', payment_intent: 'pi_foreign' } },
  }
  await keep({ body: JSON.stringify(event), signature: '', url: '' })
  await applyProviderEvent(newDeps(), provider, { provider: 'stripe', eventId: 'evt_foreign' })
  expect(await rows("SELECT outcome, visible_at FROM provider_events WHERE id = 'evt_foreign'")).toEqual([
    { outcome: 'applied', visible_at: null },
  ])
  expect(await rows("SELECT 1 FROM review_items WHERE subject = 'pi_foreign'")).toEqual([])
})

test('a payment with another amount, currency, mode or account books nothing and gets a review item', async () => {
  const { id } = await kranwerk.customerWithCard()
  const harbor = merchant('acct_harborpine')
  const stranger = await harbor.open((await harbor.customerWithCard()).id, 5000)
  const strangers = done(await harbor.pay(stranger)).payment
  const mismatches: [string, Record<string, unknown>][] = [
    ['amount', { amount: 4999, amount_received: 4999 }],
    ['received', { amount_received: 4999 }],
    ['currency', { currency: 'usd' }],
    ['mode', { livemode: true }],
    [
      'payment',
      { metadata: { remit_account: 'acct_harborpine', remit_invoice: stranger.id, remit_payment: strangers.id } },
    ],
  ]
  for (const [what, change] of mismatches) {
    const invoice = await kranwerk.open(id, 5000)
    const { payment } = done(await kranwerk.pay(invoice))
    const metadata = {
      remit_account: kranwerk.id,
      remit_invoice: invoice.id,
      remit_payment: payment.id,
      remit_kind: 'checkout',
    }
    const intent = {
      id: `pi_${what}`,
      object: 'payment_intent',
      status: 'succeeded',
      amount: 5000,
      amount_received: 5000,
      currency: 'eur',
      livemode: false,
      metadata,
      ...change,
    }
    const event = { id: `evt_${what}`, type: 'payment_intent.succeeded', data: { object: intent } }
    await keep({ body: JSON.stringify(event), signature: '', url: '' })
    await applyProviderEvent(newDeps(), provider, { provider: 'stripe', eventId: event.id })
    expect((await kranwerk.invoice(invoice.id)).status).toBe('open')
    expect((await harbor.invoice(stranger.id)).status).toBe('open')
    expect(await rows('SELECT subject FROM review_items WHERE subject = ?', `pi_${what}`)).toHaveLength(1)
    expect(await rows('SELECT visible_at FROM provider_events WHERE id = ?', event.id)).toEqual([{ visible_at: null }])
  }
})

test('a webhook that always fails is parked after five attempts with a review item, and the others are applied', async () => {
  await write([
    { sql: 'UPDATE provider_events SET visible_at = NULL', args: [] },
    { sql: 'UPDATE timers SET visible_at = NULL', args: [] },
    { sql: 'UPDATE outbox SET visible_at = NULL', args: [] },
  ])
  const { id } = await kranwerk.customerWithCard()
  const invoice = await kranwerk.open(id)
  const { payment } = done(await kranwerk.pay(invoice))
  await payAtCheckout(payment.url!)
  for (const webhook of await mine()) await keep(webhook)
  const poison = { id: 'evt_poison', type: 'payment_intent.succeeded', data: { object: null } }
  await keep({ body: JSON.stringify(poison), signature: '', url: '' })
  let claims = 0
  for (let tick = 0; tick < 12; tick++) {
    await clock.advance(tick === 0 ? 31_000 : 7 * 3_600_000)
    const queue = newQueue()
    await fanOut(newDeps(queue), newDeps().db)
    claims += queue.messages.filter((message) => message.id === 'evt_poison').length
    await work(queue.messages)
    if (tick === 0) expect((await kranwerk.invoice(invoice.id)).status).toBe('paid')
  }
  expect(claims).toBe(5)
  expect(await rows("SELECT tries, visible_at FROM provider_events WHERE id = 'evt_poison'")).toEqual([
    { tries: 5, visible_at: null },
  ])
  expect(await rows("SELECT kind FROM review_items WHERE subject = 'evt_poison'")).toEqual([
    { kind: 'provider_event_parked' },
  ])
})

test('a failure that is recorded late does not make an applied webhook due again', async () => {
  const deps = newDeps()
  const kept = providerEventsOf(deps.db, kranwerk.id, 'stripe')
  await kept.keep({ id: 'evt_raced', type: 'x', payload: {} }, clock.now())
  await commitUnit(deps, worker(kranwerk.id), [], clock.now(), [kept.applied('evt_raced', 'applied', 1)])
  await commitUnit(deps, worker(kranwerk.id), [], clock.now(), [
    kept.postponed('evt_raced', 0, 1, clock.now() + 1, 'late'),
  ])
  expect(await rows("SELECT visible_at FROM provider_events WHERE id = 'evt_raced'")).toEqual([{ visible_at: null }])
  expect(environment.webhooksUrl).toContain('127.0.0.1')
})
