import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClock } from '../../dev/clock.ts'
import type { ApiFaultKind } from '../../dev/sandbox/faults.ts'
import { type RunningSandbox, startSandbox } from '../../dev/sandbox/server.ts'
import { errorOf, nord, overHttp, startTestSandbox, type TestSandbox } from './test-sandbox.ts'

const pay = (stripe: Stripe, idempotencyKey: string) =>
  stripe.paymentIntents.create(
    { amount: 4200, currency: 'eur', payment_method: 'pm_card_visa', confirm: true },
    { idempotencyKey },
  )
const paid = ({ sandbox }: Pick<TestSandbox, 'sandbox'>) => sandbox.truth('acct_nord').payments.length

/** Each fault with the error that the caller gets, and whether the payment was made nevertheless. */
const faults: readonly (readonly [ApiFaultKind, string, number])[] = [
  ['refuse', 'StripeConnectionError', 0],
  ['reset_before', 'StripeConnectionError', 0],
  ['reset_after', 'StripeConnectionError', 1],
  ['timeout_before', 'StripeConnectionError', 0],
  ['timeout_after', 'StripeConnectionError', 1],
  ['error_500_before', 'StripeAPIError', 0],
  ['error_500_after', 'StripeAPIError', 1],
  ['rate_limited', 'StripeRateLimitError', 0],
  ['conflict_409', 'StripeAPIError', 0],
  ['cut_body', 'StripeConnectionError', 1],
  ['garbage', 'StripeAPIError', 1],
]

describe('in this process, the fault', () => {
  test.each(faults)('%s is a %s, and %i payment was made', async (kind, type, made) => {
    const here = startTestSandbox()
    here.sandbox.addFault({ kind, times: 1, hangMs: 0 })
    expect((await errorOf(pay(here.stripe, 'remit:1'))).type).toBe(type)
    expect(paid(here)).toBe(made)
    const again = pay(here.stripe, 'remit:1')
    if (kind === 'error_500_after') expect((await errorOf(again)).statusCode).toBe(500)
    else expect((await again).status).toBe('succeeded')
    expect(paid(here)).toBe(1)
  })

  test('slow delays a correct response', async () => {
    const here = startTestSandbox()
    here.sandbox.addFault({ kind: 'slow', times: 1, hangMs: 20 })
    const startedAt = performance.now()
    expect((await pay(here.stripe, 'remit:1')).status).toBe('succeeded')
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(19)
  })

  test('is injected only into the calls that it matches', async () => {
    const here = startTestSandbox()
    here.sandbox.addFault({ kind: 'refuse', match: { method: 'post', path: '/v1/payment_intents/*/capture' } })
    here.sandbox.addFault({ kind: 'error_500_before', match: { path: '/v1/charges' }, account: 'acct_harbor' })
    expect((await pay(here.stripe, 'remit:1')).status).toBe('succeeded')
    expect((await here.stripe.charges.list()).data).toHaveLength(1)
    expect((await errorOf(here.stripe.paymentIntents.capture('pi_x'))).type).toBe('StripeConnectionError')
    here.sandbox.removeFaults()
    expect((await errorOf(here.stripe.paymentIntents.capture('pi_x'))).code).toBe('resource_missing')
  })

  test('is injected with its probability, the same way for the same seed', async () => {
    const run = async (seed: number) => {
      const here = startTestSandbox({ seed })
      here.sandbox.addFault({ kind: 'error_500_before', probability: 0.3 })
      const answers = Array.from({ length: 200 }, () =>
        here.stripe.customers.list().then(
          () => '.',
          () => 'x',
        ),
      )
      return (await Promise.all(answers)).join('')
    }
    const [one, same, other] = [await run(5), await run(5), await run(6)]
    expect(one).toBe(same)
    expect(one).not.toBe(other)
    const faulted = one.replaceAll('.', '').length
    expect(faulted).toBeGreaterThan(40)
    expect(faulted).toBeLessThan(80)
  })

  test('can be added, listed and removed through the controls', async () => {
    const here = startTestSandbox()
    await here.control('POST', 'faults', { id: 'f1', kind: 'garbage', times: 2 })
    expect(await here.control('GET', 'faults')).toMatchObject([{ id: 'f1', kind: 'garbage', times: 2 }])
    await here.control('DELETE', 'faults/f1')
    expect(await here.control('GET', 'faults')).toEqual([])
    expect(await here.control('POST', 'faults', { kind: 'earthquake' })).toMatchObject({
      error: { message: expect.stringContaining('kind') },
    })
  })
})

describe('the rate limit', () => {
  test('allows so many calls a second and refuses the rest with 429 and Retry-After', async () => {
    const here = startTestSandbox()
    await here.control('POST', 'rate-limit', { perSecond: 3 })
    const answers = await Promise.allSettled([1, 2, 3, 4, 5].map(() => here.stripe.customers.list()))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'])
    const error = await errorOf(here.stripe.customers.list())
    expect(error).toMatchObject({ type: 'StripeRateLimitError', statusCode: 429, code: 'rate_limit' })
    expect(error.headers?.['retry-after']).toBe('1')
    await here.advance(1_000)
    expect((await here.stripe.customers.list()).data).toEqual([])
  })
})

describe('over a socket, the fault', () => {
  let running: RunningSandbox
  beforeAll(async () => {
    running = await startSandbox({
      port: 0,
      clock: createClock(),
      accounts: [nord],
      deliver: async () => new Response(),
    })
  })
  afterAll(() => running.stop())

  test.each(faults)('%s is a %s, and %i payment was made', async (kind, type, made) => {
    running.sandbox.reset()
    // The client retries a reset once under the same key, so that only a second reset reaches the caller.
    running.sandbox.addFault({ kind, hangMs: 1_000 })
    // Only a hanging fault gets such a short timeout: on a busy machine any response may take a tenth of a second.
    const hasty = kind.startsWith('timeout') ? { timeout: 100 } : {}
    expect((await errorOf(pay(overHttp(running.url, nord.secretKey, hasty), 'remit:1'))).type).toBe(type)
    expect(paid(running)).toBe(made)
    running.sandbox.removeFaults()
    const again = pay(overHttp(running.url, nord.secretKey), 'remit:1')
    if (kind === 'error_500_after') expect((await errorOf(again)).statusCode).toBe(500)
    else expect((await again).status).toBe('succeeded')
    expect(paid(running)).toBe(1)
  })

  test('reset_after pays once if the client retries under its key', async () => {
    running.sandbox.reset()
    running.sandbox.addFault({ kind: 'reset_after', times: 1 })
    expect((await pay(overHttp(running.url, nord.secretKey), 'remit:1')).status).toBe('succeeded')
    expect(paid(running)).toBe(1)
  })
})
