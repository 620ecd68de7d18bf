import { describe, expect, test } from 'vitest'
import { dayMs, errorOf, hourMs, minuteMs, startTestSandbox, type TestSandbox } from './test-sandbox.ts'

const pay = ({ stripe }: TestSandbox, idempotencyKey: string, amount = 4200) =>
  stripe.paymentIntents.create(
    { amount, currency: 'eur', payment_method: 'pm_card_visa', confirm: true },
    { idempotencyKey },
  )

/** With Stripe's fetch client the headers are a fetch `Headers`, whatever the type says. */
const header = ({ lastResponse }: { lastResponse: { headers: unknown } }, name: string) =>
  (lastResponse.headers as Headers).get(name)

const paid = ({ sandbox }: TestSandbox) => sandbox.truth('acct_nord').payments.length

describe('an idempotency key', () => {
  test('sent again returns the first response and has no second effect', async () => {
    const here = startTestSandbox()
    const [first, again] = [await pay(here, 'remit:1'), await pay(here, 'remit:1')]
    expect(again).toEqual(first)
    expect(header(again, 'idempotent-replayed')).toBe('true')
    expect(header(again, 'original-request')).toBe(first.lastResponse.requestId)
    expect(header(first, 'idempotent-replayed')).toBeNull()
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId)
    expect(paid(here)).toBe(1)
  })

  test('with other parameters or at another path is refused', async () => {
    const here = startTestSandbox()
    await pay(here, 'remit:1')
    const error = await errorOf(pay(here, 'remit:1', 4300))
    expect(error).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
    expect(error.code).toBeUndefined()
    const elsewhere = here.stripe.customers.create({}, { idempotencyKey: 'remit:1' })
    expect((await errorOf(elsewhere)).type).toBe('StripeIdempotencyError')
    expect(paid(here)).toBe(1)
  })

  test('expires after 24 hours by the clock, and then pays a second time', async () => {
    const here = startTestSandbox()
    const first = await pay(here, 'remit:1')
    await here.advance(dayMs - minuteMs)
    expect((await pay(here, 'remit:1')).id).toBe(first.id)
    await here.advance(minuteMs)
    expect((await pay(here, 'remit:1')).id).not.toBe(first.id)
    expect(paid(here)).toBe(2)
  })

  test('is deleted after it has expired', async () => {
    const here = startTestSandbox()
    for (let day = 0; day < 3; day++) {
      await pay(here, `remit:${day}`)
      await here.advance(dayMs + hourMs)
    }
    await pay(here, 'remit:last')
    expect(Object.keys(here.sandbox.state.snapshot.accountData.acct_nord?.responses ?? {})).toEqual(['remit:last'])
  })

  test('replays a decline', async () => {
    const here = startTestSandbox()
    const decline = () =>
      errorOf(
        here.stripe.paymentIntents.create(
          { amount: 4200, currency: 'eur', payment_method: 'pm_card_chargeDeclined', confirm: true },
          { idempotencyKey: 'remit:1' },
        ),
      )
    expect((await decline()).payment_intent?.id).toBe((await decline()).payment_intent?.id)
    expect(paid(here)).toBe(1)
  })

  test('replays a 500 that came after the effect', async () => {
    const here = startTestSandbox()
    here.sandbox.addFault({ kind: 'error_500_after', match: { path: '/v1/payment_intents' }, times: 1 })
    const [first, again] = [await errorOf(pay(here, 'remit:1')), await errorOf(pay(here, 'remit:1'))]
    expect([first.statusCode, again.statusCode]).toEqual([500, 500])
    expect(again.headers?.['idempotent-replayed']).toBe('true')
    expect(paid(here)).toBe(1)
  })

  test('can be reused after a request with invalid parameters', async () => {
    const here = startTestSandbox()
    const invalid = here.stripe.paymentIntents.create({ amount: 4200 } as never, { idempotencyKey: 'remit:1' })
    expect((await errorOf(invalid)).code).toBe('parameter_missing')
    expect((await pay(here, 'remit:1')).status).toBe('succeeded')
  })

  test('is refused with 409 while its first request is running', async () => {
    const here = startTestSandbox()
    here.sandbox.addFault({ kind: 'slow', times: 1, hangMs: 40 })
    const first = pay(here, 'remit:1')
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await errorOf(pay(here, 'remit:1'))).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    expect((await first).status).toBe('succeeded')
    expect((await pay(here, 'remit:1')).id).toBe((await first).id)
    expect(paid(here)).toBe(1)
  })

  test('is separate for each account', async () => {
    const here = startTestSandbox()
    const other = here.stripeOf('sk_test_harbor_0123456789abcdef')
    const first = await here.stripe.customers.create({ name: 'Ida' }, { idempotencyKey: 'same' })
    const second = await other.customers.create({ name: 'Jon' }, { idempotencyKey: 'same' })
    expect(second.id).not.toBe(first.id)
  })

  test('is recorded for every request and listed by a control', async () => {
    const here = startTestSandbox()
    await pay(here, 'remit:1')
    await here.stripe.customers.create({})
    const seen = await here.control<{ key: string; path: string; status: number }[]>('GET', 'keys?account=acct_nord')
    expect(seen).toMatchObject([
      { key: 'remit:1', path: '/v1/payment_intents', status: 200 },
      { key: expect.stringMatching(/^stripe-node-retry-/), path: '/v1/customers', status: 200 },
    ])
  })
})
