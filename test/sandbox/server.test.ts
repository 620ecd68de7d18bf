import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClock } from '../../dev/clock.ts'
import { type RunningSandbox, startSandbox } from '../../dev/sandbox/server.ts'
import { dayMs, harbor, hourMs, nord, overHttp, startWebhookEndpoint, validCard } from './test-sandbox.ts'

let dir = ''
let running: RunningSandbox | null = null
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(async () => {
  await running?.stop()
  running = null
  rmSync(dir, { recursive: true })
})

/** For a busy machine; the default is a second. */
const patience = { timeout: 15_000 }
const start = async (accounts = [nord, harbor]) => {
  const clock = createClock({ file: join(dir, 'clock.json') })
  running = await startSandbox({
    port: 0,
    dataFile: join(dir, 'sandbox.json'),
    clock,
    accounts,
    deliver: async () => new Response(),
  })
  return { clock, ...running, stripe: overHttp(running.url, nord.secretKey) }
}

describe('the server', () => {
  test('keeps customers, payments, keys, faults and scheduled operations over a restart', async () => {
    const first = await start()
    const customer = await first.stripe.customers.create({ name: 'Ida' }, { idempotencyKey: 'ida' })
    const debit = await first.stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      payment_method: 'pm_sepaDebit',
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline' } },
    })
    first.sandbox.addFault({ kind: 'slow', hangMs: 1, match: { path: '/v1/nothing' } })
    await first.clock.advance(2 * hourMs)
    await first.stop()

    const second = await start()
    expect(second.clock.offsetMs).toBe(2 * hourMs)
    expect((await second.stripe.customers.create({ name: 'Ida' }, { idempotencyKey: 'ida' })).id).toBe(customer.id)
    expect(second.sandbox.state.snapshot.faults).toHaveLength(1)
    const other = await second.stripe.customers.create({ name: 'Jon' })
    expect(other.id).not.toBe(customer.id)
    await second.clock.advance(7 * dayMs)
    expect((await second.stripe.paymentIntents.retrieve(debit.id)).status).toBe('succeeded')
  })

  test('writes its file atomically', async () => {
    const { stripe } = await start()
    for (let i = 0; i < 20; i++) await stripe.customers.create({ name: `Customer ${i}` })
    await vi.waitFor(() => expect(readdirSync(dir)).toContain('sandbox.json'), patience)
    await vi.waitFor(() => {
      const kept = JSON.parse(readFileSync(join(dir, 'sandbox.json'), 'utf8'))
      expect(Object.keys(kept.accountData.acct_nord.objects.customer)).toHaveLength(20)
    }, patience)
    expect(readdirSync(dir)).not.toContain('sandbox.json.new')
  })

  test('refuses to start on a file of another version', async () => {
    writeFileSync(join(dir, 'sandbox.json'), '{"version":99}')
    await expect(start()).rejects.toThrow('another version')
  })

  test('sends webhooks at once to a real endpoint, with a signature that the client accepts', async () => {
    const merchant = await startWebhookEndpoint()
    const clock = createClock()
    const accounts = [{ ...nord, webhookUrl: merchant.url }]
    running = await startSandbox({ port: 0, clock, accounts })
    await overHttp(running.url, nord.secretKey).customers.create({ name: 'Ida' })
    await vi.waitFor(() => expect(merchant.received).toHaveLength(1), patience)
    const [{ body, signature } = { body: '', signature: '' }] = merchant.received
    expect(Stripe.webhooks.constructEvent(body, signature, nord.webhookSecret ?? '').type).toBe('customer.created')
    merchant.close()
  })

  test('serves the checkout on loopback, from form to form', async () => {
    const { stripe } = await start()
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://nord.test/thanks',
      line_items: [
        { quantity: 1, price_data: { currency: 'eur', unit_amount: 4200, product_data: { name: 'NORD-0007' } } },
      ],
    })
    const page = await fetch(session.url ?? '')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const body = new URLSearchParams({ ...validCard, number: '4242424242424242' })
    const paid = await fetch(session.url ?? '', { method: 'POST', body, redirect: 'manual' })
    expect([paid.status, paid.headers.get('location')]).toEqual([303, 'https://nord.test/thanks'])
  })

  test('offers on the board what the controls do', async () => {
    const { url, stripe, sandbox, clock } = await start()
    const customer = await stripe.customers.create({ name: '<Ida>' })
    const debit = await stripe.paymentIntents.create({
      amount: 125_000,
      currency: 'eur',
      customer: customer.id,
      description: 'Invoice NORD-0007',
      payment_method: 'pm_sepaDebit',
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline' } },
    })
    const board = async (typed?: Record<string, string>) => {
      const response = await fetch(
        `${url}/${typed ? 'board' : ''}`,
        typed && { method: 'POST', body: new URLSearchParams({ account: 'acct_nord', ...typed }) },
      )
      return response.text()
    }
    const first = await board()
    for (const part of ['€1,250.00', 'Invoice NORD-0007', 'processing', '&lt;Ida&gt;', 'Harbor &amp; Pine', 'Settle'])
      expect(first).toContain(part)

    expect(await board({ control: `payments/${debit.id}/settle` })).toContain('succeeded')
    await board({ control: `payments/${debit.id}/refund`, currency: 'eur', amountTyped: '50,25' })
    expect(sandbox.truth('acct_nord').payments[0]?.amountRefunded).toBe(5_025)
    await board({
      control: 'transfers',
      customer: customer.id,
      currency: 'eur',
      amountTyped: '12.50',
      reference: 'NORD',
    })
    expect(sandbox.truth('acct_nord').cashBalances).toEqual([{ customer: customer.id, currency: 'eur', amount: 1_250 }])
    expect(await board({ control: 'faults', kind: 'timeout_after', path: '/v1/refunds', times: '2' })).toContain(
      'timeout_after',
    )
    const { id = '' } = sandbox.state.snapshot.faults[0] ?? {}
    await board({ control: `faults/${id}`, method: 'DELETE' })
    expect(sandbox.state.snapshot.faults).toEqual([])
    expect(await board({ control: 'webhooks/pause' })).toContain('Resume')
    await board({ control: 'clock', advance: '3d' })
    expect(clock.offsetMs).toBe(3 * dayMs)
    expect(await board({ control: 'clock', advance: 'soon' })).toContain('not a length of time')
    expect(
      await board({ control: 'transfers', customer: customer.id, currency: 'eur', amountTyped: 'lots' }),
    ).toContain('is not an amount')
  })
})

describe('the clock', () => {
  test('advances in steps and awaits its listeners before the first and after each step', async () => {
    const clock = createClock({ base: () => 1_000 })
    const seen: number[] = []
    const leave = clock.onTick(async (now) => {
      await Promise.resolve()
      seen.push(now)
    })
    await clock.advance(2.5 * hourMs)
    expect(seen).toEqual([0, 1, 2, 2.5].map((hours) => 1_000 + hours * hourMs))
    await Promise.all([clock.advance(hourMs), clock.advance(hourMs)])
    expect(clock.offsetMs).toBe(4.5 * hourMs)
    leave()
    await clock.set(1_000 + 5 * hourMs, { stepMs: dayMs })
    expect([clock.now(), seen.length]).toEqual([1_000 + 5 * hourMs, 8])
  })

  test.each([[-1], [0.5], [Number.NaN], [Number.POSITIVE_INFINITY]])('cannot be advanced by %d', (ms) => {
    expect(() => createClock().advance(ms)).toThrow(RangeError)
  })

  test('cannot be set back', () => {
    const clock = createClock({ base: () => 1_000 })
    expect(() => clock.set(999)).toThrow('only moves forward')
  })

  test('keeps its offset in a file and refuses one that holds anything else', async () => {
    const file = join(dir, 'clock.json')
    await createClock({ file }).advance(dayMs)
    expect(createClock({ file }).offsetMs).toBe(dayMs)
    writeFileSync(file, '{"offsetMs":"soon"}')
    expect(() => createClock({ file })).toThrow('clock.json')
  })
})
