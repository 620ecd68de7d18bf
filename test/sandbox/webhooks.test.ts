import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs, monday, nord, startTestSandbox, type TestSandbox } from './test-sandbox.ts'

const secret = nord.webhookSecret ?? ''
const pay = ({ stripe }: TestSandbox, key = 'remit:1') =>
  stripe.paymentIntents.create(
    { amount: 4200, currency: 'eur', payment_method: 'pm_card_visa', confirm: true },
    { idempotencyKey: key },
  )
const types = ({ inbox }: TestSandbox) => inbox.map(({ event }) => event.type)
const usual = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']

describe('a webhook', () => {
  test("is signed with the endpoint's secret and the time of the clock", async () => {
    const here = startTestSandbox()
    await here.advance(40 * dayMs)
    await pay(here)
    await here.sandbox.tick()
    const [{ body = '', signature = '' } = {}] = here.inbox
    const now = Math.floor(here.clock.now() / 1000)
    expect(signature).toMatch(new RegExp(`^t=${now},v1=[0-9a-f]{64}$`))
    const event = Stripe.webhooks.constructEvent(body, signature, secret, 300, undefined, here.clock.now())
    expect(event.type).toBe('payment_intent.created')
    const opened = (key: string, at: number) => () =>
      Stripe.webhooks.constructEvent(body, signature, key, 300, undefined, at)
    expect(opened('whsec_other', here.clock.now())).toThrow('signature')
    expect(opened(secret, here.clock.now() + hourMs)).toThrow('Timestamp')
  })

  test('carries the object as it was, the request that caused it, and the number of pending deliveries', async () => {
    const here = startTestSandbox()
    const intent = await pay(here)
    await here.sandbox.tick()
    const { event } = here.inbox[2] ?? {}
    expect(event).toMatchObject({
      object: 'event',
      type: 'payment_intent.succeeded',
      api_version: '2026-10-28.endive',
      created: monday / 1000,
      livemode: false,
      pending_webhooks: 1,
      request: { id: intent.lastResponse.requestId, idempotency_key: 'remit:1' },
      data: { object: { id: intent.id, status: 'succeeded', latest_charge: intent.latest_charge } },
    })
    const first = here.inbox[0]?.event.data.object as Stripe.PaymentIntent
    expect(first.status).toBe('requires_payment_method')
    expect((await here.stripe.events.retrieve(event?.id ?? '')).pending_webhooks).toBe(0)
  })

  test('about a change has the previous values', async () => {
    const here = startTestSandbox()
    const customer = await here.stripe.customers.create({ name: 'Ida', metadata: { tier: 'one' } })
    await here.stripe.customers.update(customer.id, { name: 'Ida Lund', metadata: { tier: 'two' } })
    await here.sandbox.tick()
    expect(here.inbox.at(-1)?.event.data.previous_attributes).toEqual({ name: 'Ida', metadata: { tier: 'one' } })
  })

  test('is retried until it is accepted: soon at first, then less often, for three days', async () => {
    const here = startTestSandbox()
    here.merchant.status = 500
    await here.stripe.customers.create({})
    await here.sandbox.tick()
    await here.clock.advance(minuteMs, { stepMs: 5_000 })
    expect(here.inbox.length).toBeGreaterThanOrEqual(3)
    await here.advance(2 * dayMs)
    const tried = here.inbox.length
    here.merchant.status = 200
    await here.advance(12 * hourMs)
    expect(here.inbox).toHaveLength(tried + 1)
    expect(new Set(here.inbox.map(({ event }) => event.id)).size).toBe(1)
    await here.advance(3 * dayMs)
    expect(here.inbox).toHaveLength(tried + 1)
  })

  test('that is never accepted is given up after three days', async () => {
    const here = startTestSandbox()
    here.merchant.status = 503
    await here.stripe.customers.create({})
    await here.advance(5 * dayMs)
    const tried = here.inbox.length
    const [delivery] = await here.control<{ state: string; attempts: { status: number }[] }[]>(
      'GET',
      'deliveries?account=acct_nord',
    )
    expect(delivery).toMatchObject({ state: 'given_up' })
    expect(delivery?.attempts.every(({ status }) => status === 503)).toBe(true)
    await here.advance(dayMs)
    expect(here.inbox).toHaveLength(tried)
  })

  test('can be paused and resumed', async () => {
    const here = startTestSandbox()
    await here.control('POST', 'webhooks/pause', { account: 'acct_nord' })
    await pay(here)
    await here.advance(hourMs)
    expect(here.inbox).toEqual([])
    await here.control('POST', 'webhooks/resume', { account: 'acct_nord' })
    await here.sandbox.tick()
    expect(types(here)).toEqual(usual)
  })

  test('can be resent by a control', async () => {
    const here = startTestSandbox()
    await pay(here)
    await here.sandbox.tick()
    const last = here.inbox.at(-1)?.event
    await here.control('POST', 'webhooks/resend', { account: 'acct_nord', id: last?.id })
    await here.sandbox.tick()
    expect(here.inbox.slice(-2).map(({ event }) => event.id)).toEqual([last?.id, last?.id])
  })

  test('can be doubled, by type and a number of times', async () => {
    const here = startTestSandbox()
    here.sandbox.addFault({ kind: 'double', events: ['payment_intent.succeeded'], times: 1 })
    await pay(here, 'remit:1')
    await pay(here, 'remit:2')
    await here.sandbox.tick()
    expect(types(here).filter((type) => type === 'payment_intent.succeeded')).toHaveLength(3)
    expect(here.sandbox.state.snapshot.faults).toEqual([])
  })

  test('can be dropped for good, and is still in the list of events', async () => {
    const here = startTestSandbox()
    here.sandbox.addFault({ kind: 'drop', events: ['charge.*'] })
    await pay(here)
    await here.advance(4 * dayMs)
    expect(types(here)).toEqual(['payment_intent.created', 'payment_intent.succeeded'])
    expect((await here.stripe.events.list()).data.map(({ type }) => type)).toEqual(usual.toReversed())
  })

  test('can be delayed by the clock', async () => {
    const here = startTestSandbox()
    here.sandbox.addFault({ kind: 'delay', events: ['payment_intent.succeeded'], delayMs: 2 * hourMs })
    await pay(here)
    await here.advance(hourMs)
    expect(types(here)).toEqual(usual.slice(0, 2))
    await here.advance(hourMs)
    expect(types(here)).toEqual(usual)
  })

  test('can arrive out of order, the same way for the same seed', async () => {
    const orders = await Promise.all(
      [1, 1, 2, 3, 4].map(async (seed) => {
        const here = startTestSandbox({ seed })
        here.sandbox.addFault({ kind: 'reorder' })
        for (const key of ['1', '2', '3']) await pay(here, key)
        await here.sandbox.tick()
        expect(types(here).toSorted()).toEqual([...usual, ...usual, ...usual].toSorted())
        return types(here).join()
      }),
    )
    expect(orders[0]).toBe(orders[1])
    expect(new Set(orders).size).toBeGreaterThan(1)
    expect(orders.some((order) => order !== [...usual, ...usual, ...usual].join())).toBe(true)
  })

  test('goes to endpoints created by the API, with their own secrets and only the events they selected', async () => {
    const here = startTestSandbox()
    const made = await here.stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:2/second',
      enabled_events: ['payment_intent.succeeded'],
    })
    await pay(here)
    await here.sandbox.tick()
    expect(here.inbox).toHaveLength(4)
    const mine = here.inbox.filter(({ body, signature }) => {
      try {
        return Stripe.webhooks.constructEvent(body, signature, made.secret ?? '', 300, undefined, here.clock.now())
      } catch {
        return false
      }
    })
    expect(mine.map(({ event }) => event.type)).toEqual(['payment_intent.succeeded'])
    expect((await here.stripe.webhookEndpoints.list()).data).toHaveLength(2)
    expect((await here.stripe.webhookEndpoints.retrieve(made.id)).secret).toBeUndefined()
    await here.stripe.webhookEndpoints.del(made.id)
    await pay(here, 'remit:2')
    await here.sandbox.tick()
    expect(here.inbox).toHaveLength(7)
  })

  test('is signed with both secrets for a day after the secret was replaced', async () => {
    const here = startTestSandbox()
    const { secret: newSecret } = await here.control<{ secret: string }>('POST', 'webhooks/roll', {
      account: 'acct_nord',
      endpoint: 'we_nord',
    })
    const opens = async (key: string) => {
      await here.stripe.customers.create({})
      await here.sandbox.tick()
      const { body = '', signature = '' } = here.inbox.at(-1) ?? {}
      return () => Stripe.webhooks.constructEvent(body, signature, key, 300, undefined, here.clock.now())
    }
    for (const key of [secret, newSecret]) expect(await opens(key)).not.toThrow()
    await here.advance(dayMs + hourMs)
    expect(await opens(newSecret)).not.toThrow()
    expect(await opens(secret)).toThrow()
  })

  test('is listed for thirty days', async () => {
    const here = startTestSandbox()
    await here.stripe.customers.create({})
    const [event] = (await here.stripe.events.list()).data
    await here.advance(31 * dayMs)
    expect((await here.stripe.events.list()).data).toEqual([])
    await expect(here.stripe.events.retrieve(event?.id ?? '')).rejects.toMatchObject({ statusCode: 404 })
  })
})
