import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Clock, createClock } from '../../dev/clock.ts'
import { type RunningSandbox, startSandbox } from '../../dev/sandbox/server.ts'
import { serverClock } from '../../src/db/clock.ts'
import type { OnlineProvider, ToCharge, ToCollect } from '../../src/providers/provider.ts'
import { stripeProvider } from '../../src/providers/stripe/provider.ts'
import { emptyDirectoryCache } from '../../src/runtime.ts'
import { dayMs, hourMs, monday, nord, validCard } from './test-sandbox.ts'

let running: RunningSandbox
let clock: Clock
let provider: OnlineProvider
let messages: { body: Uint8Array; signature: string }[]

beforeEach(async () => {
  clock = createClock({ base: () => monday })
  messages = []
  running = await startSandbox({
    port: 0,
    clock,
    accounts: [nord],
    async deliver(request) {
      messages.push({ body: await request.bytes(), signature: request.headers.get('stripe-signature') ?? '' })
      return new Response()
    },
  })
  const credentials = { account: nord.id, secretKey: nord.secretKey, webhookSecrets: [nord.webhookSecret ?? ''] }
  provider = stripeProvider(credentials, {
    now: clock.now,
    databaseClock: serverClock,
    providerUrl: running.url,
    directoryCache: emptyDirectoryCache(),
  })
})
afterEach(() => running.stop())

const reference = { accountId: 'acct_remit', invoiceId: 'in_7', paymentId: 'inpay_7' }

const reported = <T>(answer: { kind: string; value?: T }): T => {
  if (answer.kind !== 'answered') throw new Error(`Not reported but ${JSON.stringify(answer)}`)
  return answer.value as T
}

const customer = async () =>
  reported(
    await provider.createCustomer({
      accountId: 'acct_remit',
      customerId: 'cus_7',
      email: 'ida@example.com',
      name: 'Ida',
    }),
  )

const toCollect = (providerCustomerId: string, differs: Partial<ToCollect> = {}): ToCollect => ({
  ...reference,
  amountMinor: 4200,
  currency: 'eur',
  providerCustomerId,
  description: 'Invoice NORD-0007',
  returnUrl: 'https://nord.test/back',
  cancelUrl: 'https://nord.test/invoice',
  methodTypes: ['card', 'sepa_debit'],
  saveMethod: true,
  locale: 'en',
  expiresAt: clock.now() + hourMs,
  sellerCountry: 'DE',
  ...differs,
})

const submit = (url: string | null, typed: Record<string, string>) =>
  fetch(url ?? '', { method: 'POST', body: new URLSearchParams({ ...validCard, ...typed }), redirect: 'manual' })

describe("Remit's own adapter", () => {
  test('collects by checkout, reads the webhooks, looks the payment up, and charges the saved method', async () => {
    const id = await customer()
    const opened = reported(await provider.openCheckout(toCollect(id)))
    expect(opened).toMatchObject({ status: 'open', amountMinor: 4200, currency: 'eur', livemode: false })
    await submit(opened.url, { number: '4242424242424242' })

    const ids = { providerSessionId: opened.providerSessionId, providerPaymentId: null }
    const { report, saved } = reported(await provider.lookUp(reference, ids))
    expect(report).toMatchObject({
      status: 'succeeded',
      receivedMinor: 4200,
      paidWith: { brand: 'visa', last4: '4242' },
    })
    expect(saved).toMatchObject({ type: 'card', last4: '4242' })

    await running.sandbox.tick()
    const read = await Promise.all(messages.map(({ body, signature }) => provider.verify(body, signature)))
    expect(read).not.toContain(null)
    const facts = read.map((message) => message && provider.read(message))
    const paid = facts.filter((fact) => fact?.kind === 'payment' && fact.report.status === 'succeeded')
    expect(paid).toHaveLength(2)
    for (const fact of paid) expect(fact).toMatchObject({ reference, report: { receivedMinor: 4200 } })

    const charge: ToCharge = {
      ...reference,
      paymentId: 'inpay_8',
      amountMinor: 900,
      currency: 'eur',
      providerCustomerId: id,
      methodId: saved?.id ?? '',
      methodType: 'card',
      description: 'Invoice NORD-0008',
      returnUrl: null,
    }
    const charged = reported(await provider.charge(charge))
    expect(charged).toMatchObject({ paymentId: 'inpay_8', status: 'succeeded', receivedMinor: 900 })
    expect(reported(await provider.charge(charge)).providerPaymentId).toBe(charged.providerPaymentId)
    expect(running.sandbox.truth(nord.id).payments).toHaveLength(2)
  })

  test('finds a checkout by search whose response was lost', async () => {
    const id = await customer()
    running.sandbox.addFault({ kind: 'reset_after', match: { path: '/v1/checkout/sessions' }, times: 1 })
    expect(await provider.openCheckout(toCollect(id))).toEqual({ kind: 'unknown' })
    const found = reported(await provider.search(reference, clock.now() - hourMs, id))
    expect(found).toMatchObject({ paymentId: 'inpay_7', status: 'open' })
    expect(
      reported(await provider.search({ ...reference, paymentId: 'inpay_other' }, clock.now() - hourMs, id)),
    ).toBeNull()
  })

  test('closes a checkout so that it can no longer be paid', async () => {
    const opened = reported(await provider.openCheckout(toCollect(await customer())))
    const ids = { providerSessionId: opened.providerSessionId, providerPaymentId: null }
    expect(reported(await provider.closeCheckout(reference, ids)).status).toBe('canceled')
    expect((await submit(opened.url, { number: '4242424242424242' })).status).toBe(410)
  })

  test.each([
    ['pm_card_chargeCustomerFail', 'failed', 'generic_decline'],
    ['pm_card_authenticationRequired', 'failed', 'authentication_required'],
  ])('reports a charge of %s as %s: %s', async (method, status, declineCode) => {
    const id = await customer()
    const attached = reported(await provider.attachMethod(method, id))
    const report = reported(
      await provider.charge({
        ...reference,
        amountMinor: 4200,
        currency: 'eur',
        providerCustomerId: id,
        methodId: attached.id,
        methodType: 'card',
        description: 'Invoice NORD-0007',
        returnUrl: null,
      }),
    )
    expect(report).toMatchObject({ status, failure: { declineCode } })
  })

  /** A checkout at which the customer chose to transfer the money. */
  async function awaitedTransfer(differs: Partial<ToCollect> = {}) {
    const providerCustomerId = await customer()
    const methodTypes = ['card', 'customer_balance']
    const opened = reported(
      await provider.openCheckout(toCollect(providerCustomerId, { methodTypes, saveMethod: false, ...differs })),
    )
    await submit(opened.url, { method: 'customer_balance' })
    const ids = { providerSessionId: opened.providerSessionId, providerPaymentId: null }
    const look = async (by = ids) => reported(await provider.lookUp(reference, by)).report
    const transfer = async (amount: number) => {
      const body = JSON.stringify({ account: nord.id, customer: providerCustomerId, currency: 'eur', amount })
      const answer = await fetch(`${running.url}/_sandbox/transfers`, { method: 'POST', body })
      if (!answer.ok) throw new Error(await answer.text())
    }
    return { ids, look, transfer, close: () => provider.closeCheckout(reference, ids) }
  }

  test('reports a transfer as awaited, as processing once a part has arrived, and as succeeded with the rest', async () => {
    const { look, transfer, close } = await awaitedTransfer()
    const awaited = await look()
    const url = `${running.url}/instructions/${awaited.providerPaymentId}`
    const waiting = { url, urlExpiresAt: null, receivedMinor: 0, paidWith: { type: 'customer_balance' } }
    expect(awaited).toMatchObject({ ...waiting, status: 'requires_action' })
    await transfer(4000)
    expect(await look()).toMatchObject({ ...waiting, status: 'processing' })
    expect(reported(await close())).toMatchObject({ ...waiting, status: 'processing' })
    await transfer(200)
    expect(await look()).toMatchObject({
      status: 'succeeded',
      url: null,
      receivedMinor: 4200,
      paidWith: { type: 'customer_balance' },
    })
  })

  test('reports the same of an awaited transfer by its session, its intent and its messages', async () => {
    const { ids, look } = await awaitedTransfer()
    const bySession = await look()
    const { providerPaymentId } = bySession
    const byIntent = await look({ providerSessionId: null, providerPaymentId } as never)
    expect({ ...byIntent, providerSessionId: ids.providerSessionId }).toEqual(bySession)
    await running.sandbox.tick()
    const read = await Promise.all(messages.map(({ body, signature }) => provider.verify(body, signature)))
    const facts = read.flatMap((message) => (message && provider.read(message)) ?? [])
    expect(facts).toMatchObject([
      { kind: 'payment', report: byIntent },
      { kind: 'to_look_up', reference, ids: { ...ids, providerPaymentId } },
    ])
  })

  test('cancels an awaited transfer, also by its intent alone, and says afterwards that it is canceled', async () => {
    const { look, close } = await awaitedTransfer()
    expect(reported(await close()).status).toBe('canceled')
    expect((await look()).status).toBe('canceled')
    expect(reported(await close()).status).toBe('canceled')

    const other = await awaitedTransfer({ paymentId: 'inpay_9' })
    const { providerPaymentId } = await other.look()
    const closed = await provider.closeCheckout(
      { ...reference, paymentId: 'inpay_9' },
      { providerSessionId: null, providerPaymentId },
    )
    expect(reported(closed).status).toBe('canceled')
    expect((await other.look()).status).toBe('canceled')
  })

  test.each(['DE', 'AT', 'US'])('opens a checkout with transfers for a seller in %s', async (sellerCountry) => {
    const { look } = await awaitedTransfer({ sellerCountry })
    expect((await look()).status).toBe('requires_action')
  })

  test('reports a debit as processing, and days later as succeeded', async () => {
    const opened = reported(await provider.openCheckout(toCollect(await customer())))
    await submit(opened.url, { method: 'sepa_debit', iban: 'DE89370400440532013000', sepa_debit_name: 'Ida Lund' })
    const ids = { providerSessionId: opened.providerSessionId, providerPaymentId: null }
    expect(reported(await provider.lookUp(reference, ids)).report.status).toBe('processing')
    await clock.advance(8 * dayMs)
    const { report, saved } = reported(await provider.lookUp(reference, ids))
    expect(report).toMatchObject({ status: 'succeeded', paidWith: { type: 'sepa_debit', last4: '3000' } })
    expect(saved?.type).toBe('sepa_debit')
  })
})
