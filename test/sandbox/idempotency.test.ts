import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs, refusal, type Town, town } from './town.ts'

const pay = ({ stripe }: Town, idempotencyKey: string, amount = 4200) =>
  stripe.paymentIntents.create(
    { amount, currency: 'eur', payment_method: 'pm_card_visa', confirm: true },
    { idempotencyKey },
  )

/** With this kind of client the headers are those of fetch, whatever the type says. */
const header = ({ lastResponse }: { lastResponse: { headers: unknown } }, name: string) =>
  (lastResponse.headers as Headers).get(name)

const paid = ({ sandbox }: Town) => sandbox.truth('acct_nord').payments.length

describe('a key', () => {
  test('sent again brings the first answer again, and nothing happens twice', async () => {
    const here = town()
    const [first, again] = [await pay(here, 'remit:1'), await pay(here, 'remit:1')]
    expect(again).toEqual(first)
    expect(header(again, 'idempotent-replayed')).toBe('true')
    expect(header(again, 'original-request')).toBe(first.lastResponse.requestId)
    expect(header(first, 'idempotent-replayed')).toBeNull()
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId)
    expect(paid(here)).toBe(1)
  })

  test('with other parameters, or at another address, is refused', async () => {
    const here = town()
    await pay(here, 'remit:1')
    const error = await refusal(pay(here, 'remit:1', 4300))
    expect(error).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
    expect(error.code).toBeUndefined()
    const elsewhere = here.stripe.customers.create({}, { idempotencyKey: 'remit:1' })
    expect((await refusal(elsewhere)).type).toBe('StripeIdempotencyError')
    expect(paid(here)).toBe(1)
  })

  test('lives for 24 hours by the clock, and then pays a second time', async () => {
    const here = town()
    const first = await pay(here, 'remit:1')
    await here.advance(dayMs - minuteMs)
    expect((await pay(here, 'remit:1')).id).toBe(first.id)
    await here.advance(minuteMs)
    expect((await pay(here, 'remit:1')).id).not.toBe(first.id)
    expect(paid(here)).toBe(2)
  })

  test('is forgotten, not kept for ever', async () => {
    const here = town()
    for (let day = 0; day < 3; day++) {
      await pay(here, `remit:${day}`)
      await here.advance(dayMs + hourMs)
    }
    await pay(here, 'remit:last')
    expect(Object.keys(here.sandbox.state.snapshot.accountData.acct_nord?.responses ?? {})).toEqual(['remit:last'])
  })

  test('remembers a decline', async () => {
    const here = town()
    const decline = () =>
      refusal(
        here.stripe.paymentIntents.create(
          { amount: 4200, currency: 'eur', payment_method: 'pm_card_chargeDeclined', confirm: true },
          { idempotencyKey: 'remit:1' },
        ),
      )
    expect((await decline()).payment_intent?.id).toBe((await decline()).payment_intent?.id)
    expect(paid(here)).toBe(1)
  })

  test('remembers a 500 that came after the effect', async () => {
    const here = town()
    here.sandbox.addFault({ kind: 'error_500_after', match: { path: '/v1/payment_intents' }, times: 1 })
    const [first, again] = [await refusal(pay(here, 'remit:1')), await refusal(pay(here, 'remit:1'))]
    expect([first.statusCode, again.statusCode]).toEqual([500, 500])
    expect(again.headers?.['idempotent-replayed']).toBe('true')
    expect(paid(here)).toBe(1)
  })

  test('is free again after a request that never began', async () => {
    const here = town()
    const wrong = here.stripe.paymentIntents.create({ amount: 4200 } as never, { idempotencyKey: 'remit:1' })
    expect((await refusal(wrong)).code).toBe('parameter_missing')
    expect((await pay(here, 'remit:1')).status).toBe('succeeded')
  })

  test('is in use while its first request is running', async () => {
    const here = town()
    here.sandbox.addFault({ kind: 'slow', times: 1, hangMs: 40 })
    const first = pay(here, 'remit:1')
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await refusal(pay(here, 'remit:1'))).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    expect((await first).status).toBe('succeeded')
    expect((await pay(here, 'remit:1')).id).toBe((await first).id)
    expect(paid(here)).toBe(1)
  })

  test('of one account is not the key of another', async () => {
    const here = town()
    const other = here.stripeOf('sk_test_harbor_0123456789abcdef')
    const first = await here.stripe.customers.create({ name: 'Ida' }, { idempotencyKey: 'same' })
    const second = await other.customers.create({ name: 'Jon' }, { idempotencyKey: 'same' })
    expect(second.id).not.toBe(first.id)
  })

  test('of every request is written down for whoever wants to check it', async () => {
    const here = town()
    await pay(here, 'remit:1')
    await here.stripe.customers.create({})
    const seen = await here.control<{ key: string; path: string; status: number }[]>('GET', 'keys?account=acct_nord')
    expect(seen).toMatchObject([
      { key: 'remit:1', path: '/v1/payment_intents', status: 200 },
      { key: expect.stringMatching(/^stripe-node-retry-/), path: '/v1/customers', status: 200 },
    ])
  })
})
