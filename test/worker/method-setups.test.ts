import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { attachMethod } from '../../src/actions/payments/attach-method.ts'
import { beginMethodSetup } from '../../src/actions/payments/begin-method-setup.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { chooseDefaultMethod } from '../../src/actions/payments/choose-default-method.ts'
import { createPayment } from '../../src/actions/payments/create-payment.ts'
import { finishMethodSetup } from '../../src/actions/payments/finish-method-setup.ts'
import { refreshPayment } from '../../src/actions/payments/refresh-payment.ts'
import { removeMethod } from '../../src/actions/payments/remove-method.ts'
import { switchAutomaticPayment } from '../../src/actions/payments/switch-automatic-payment.ts'
import { newSession } from '../../src/actions/portal/open-session.ts'
import { receiveProviderEvent } from '../../src/actions/provider-events/receive-provider-event.ts'
import { commitUnit, nothingWritten, unitOfWork } from '../../src/actions/unit-of-work.ts'
import { NotAllowed, scopesOf } from '../../src/core/access/caller.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import { writeBatch } from '../../src/db/client.ts'
import { accountOf } from '../../src/db/repositories/accounts.ts'
import { customersOf } from '../../src/db/repositories/customers.ts'
import { invoicesOf } from '../../src/db/repositories/invoices.ts'
import { fanOut } from '../../src/jobs/fan-out.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { providerEvent } from '../../src/jobs/provider-event.ts'
import { paths } from '../../src/paths.ts'
import { isProving } from '../proof/rounds.ts'
import { ask, bindings, environment } from './environment.ts'
import { type Call, intercepting, isProviderPost, isWrite, realFetch, rows, sent } from './fetch-log.ts'
import {
  clock,
  code,
  control,
  done,
  linkUnit,
  merchant,
  newDeps,
  payAtCheckout,
  postedWebhooks,
  worker,
} from './merchant.ts'
import { newQueue, work } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const hourMs = 3_600_000
const declining = 'pm_card_chargeCustomerFail'

beforeAll(async () => {
  await clock.read()
  await postedWebhooks()
})
beforeEach(async () => {
  await control('DELETE faults')
  await postedWebhooks()
})
afterAll(expectTenantPredicates)

/** On behalf of a customer who is signed in to the portal. */
const portalUnit = (customerId: string) =>
  unitOfWork({
    accountId: kranwerk.id,
    actor: { kind: 'portal', id: 'bps_story' },
    scopes: scopesOf.portal,
    reach: { kind: 'customer', customerId },
  })

const current = async ({ id }: Pick<Customer, 'id'>) => (await customersOf(newDeps().db, kranwerk.id).find(id))!
const idsOf = ({ methods }: Customer) => methods.map(({ id }) => id)

async function begin(of: Pick<Customer, 'id'>, makesDefault = true) {
  const [account, customer] = [await accountOf(newDeps().db, kranwerk.id).find(), await current(of)]
  const toBegin = { customerId: of.id, account: account!, makesDefault, language: 'en' }
  return beginMethodSetup(newDeps(), portalUnit(of.id), toBegin, customer)
}

async function comeBack(of: Pick<Customer, 'id'>, setupId?: string) {
  const customer = await current(of)
  const toFinish = { customerId: of.id, setupId: setupId ?? customer.methodSetup!.id }
  return finishMethodSetup(newDeps(), portalUnit(of.id), toFinish, customer)
}

async function remove(of: Pick<Customer, 'id'>, methodId: string, nextDefaultId: string | null = null) {
  const [deps, unit] = [newDeps(), portalUnit(of.id)]
  const removed = await removeMethod(deps, unit, { customerId: of.id, methodId, nextDefaultId }, await current(of))
  return { removed, followUps: () => drain(deps, unit.written) }
}

type Webhook = Awaited<ReturnType<typeof postedWebhooks>>[number]

/** Receives webhooks and applies them, each as often as given. */
async function deliver(times = 1, webhooks?: readonly Webhook[]) {
  // Files that ran before may have left the other merchant with payments of their own.
  const delivered = webhooks ?? (await postedWebhooks()).filter(({ url }) => url.endsWith(kranwerk.id))
  for (const { body, signature } of delivered)
    for (let i = 0; i < times; i++) {
      const bytes = new TextEncoder().encode(body)
      const { id, provider, isRead } = (await receiveProviderEvent(newDeps(), {
        accountId: kranwerk.id,
        body: bytes,
        signature,
      }))!
      const message = { job: 'provider_event', accountId: kranwerk.id, id, kind: provider, fence: 0, tries: 0 } as const
      if (isRead) await providerEvent(newDeps(), message, nothingWritten())
      if (isRead)
        expect(await rows('SELECT 1 FROM provider_events WHERE id = ? AND applied_at > 0', id)).toHaveLength(1)
    }
  return delivered.length
}

/** The customer's methods that the provider could charge. */
async function attached({ providerCustomerId }: Customer): Promise<string[]> {
  const { methods } = (await kranwerk.truth()) as { methods: { id: string; customer: string | null }[] }
  return methods.filter(({ customer }) => customer === providerCustomerId).map(({ id }) => id)
}

const savedEvents = ({ id }: Pick<Customer, 'id'>) =>
  rows("SELECT 1 FROM events WHERE object_id = ? AND type = 'customer.method_saved'", id)

const setupSessions = async (setupId: string) =>
  (await kranwerk.truth()).sessions.filter(
    ({ metadata }: { metadata: Record<string, string> }) => metadata.remit_setup === setupId,
  ).length

/** An invoice that was charged automatically to a card that declines. */
async function failedCharge(customer: Customer) {
  const input = { collectionMethod: 'charge_automatically' } as const
  const invoice = await kranwerk.open(customer.id, 4200, input)
  await tick()
  expect((await kranwerk.invoice(invoice.id)).payments).toMatchObject([{ status: 'failed' }])
  return invoice
}

/** Runs cron until nothing is due. */
async function tick() {
  for (let round = 0; round < 12; round++) {
    const queue = newQueue()
    await fanOut(newDeps(queue), newDeps().db)
    if (queue.messages.length === 0) return
    // Mails and documents are not what is tested here, and a document takes a second to draw.
    await work(
      queue.messages.filter(
        ({ job, ...rest }) => job !== 'follow_up' || ('kind' in rest && rest.kind === 'detachment'),
      ),
    )
  }
}

describe('a method that is added', () => {
  test('is committed before the provider is asked, which charges nothing, and saved once the customer is back', async () => {
    const customer = await kranwerk.customer()
    sent.length = 0
    const { url } = done(await begin(customer))
    const order = sent.filter((call) => isWrite(call) || isProviderPost(call)).map(({ to }) => to)
    expect(order).toEqual(['provider', 'database', 'database', 'provider', 'database'])
    expect(await payAtCheckout(url)).toBe(303)
    const after = done(await comeBack(customer))
    expect(after.methods).toMatchObject([{ type: 'card', brand: 'visa', last4: '4242' }])
    expect(after).toMatchObject({ defaultPaymentMethod: idsOf(after)[0], methodSetup: { isEnded: true } })
    expect(await attached(after)).toEqual(idsOf(after))
    expect(after.methodSetup?.methodId).toBe(idsOf(after)[0])
    expect(
      (await kranwerk.truth()).payments.filter(
        ({ customer }: { customer: string }) => customer === after.providerCustomerId,
      ),
    ).toEqual([])
  })

  test('is saved once, however often its webhooks come, before the return, after it, or without it', async () => {
    for (const order of ['webhook first', 'return first', 'never back', 'return twice'] as const) {
      const customer = await kranwerk.customer()
      await payAtCheckout(done(await begin(customer)).url)
      if (order === 'return first' || order === 'return twice') done(await comeBack(customer))
      expect(await deliver(3)).toBeGreaterThan(1)
      if (order !== 'never back') done(await comeBack(customer))
      const after = await current(customer)
      expect([order, after.methods.length, (await savedEvents(customer)).length]).toEqual([order, 1, 1])
      expect(after.methodSetup).toMatchObject({ isEnded: true, methodId: idsOf(after)[0] })
    }
  })

  test('is saved from the list of events where no webhook arrived and nobody came back', async () => {
    const customer = await kranwerk.customer()
    await payAtCheckout(done(await begin(customer)).url)
    await postedWebhooks()
    await clock.advance(hourMs)
    await tick()
    expect((await current(customer)).methods).toHaveLength(1)
    await deliver()
    expect(await savedEvents(customer)).toHaveLength(1)
  })

  test('that the bank confirms first is saved after that, and not if it is refused', async () => {
    for (const outcome of ['complete', 'fail'] as const) {
      const customer = await kranwerk.customer()
      const { url } = done(await begin(customer))
      const form = { method: 'card', number: '4000002500003155', expiry: '12/34', cvc: '123', email: 'j@example.com' }
      const answer = await realFetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
      const challenge = answer.headers.get('location')!
      expect(challenge).toContain('/3ds/')
      expect(done(await comeBack(customer)).methods).toEqual([])
      await realFetch(challenge, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' })
      expect(done(await comeBack(customer)).methods).toHaveLength(outcome === 'complete' ? 1 : 0)
    }
  })

  test('and whose opening got no answer is opened once, by the next try', async () => {
    for (const kind of isProving ? ['reset_after', 'cut_body', 'garbage', 'reset_before'] : ['reset_after']) {
      const customer = await kranwerk.customer()
      await control('POST faults', { kind, times: 1, match: { method: 'POST', path: '/v1/checkout/sessions' } })
      expect([kind, code(await begin(customer))]).toEqual([kind, 'payment_provider_unavailable'])
      const { url } = done(await begin(customer))
      const setupId = (await current(customer)).methodSetup!.id
      expect([kind, await setupSessions(setupId)]).toEqual([kind, 1])
      await payAtCheckout(url)
      expect(done(await comeBack(customer)).methods).toHaveLength(1)
    }
  })

  test('and whose opening the provider fails again and again under one key is opened anew', async () => {
    const customer = await kranwerk.customer()
    await control('POST faults', {
      kind: 'error_500_after',
      times: 1,
      match: { method: 'POST', path: '/v1/checkout/sessions' },
    })
    for (const tries of ['first', 'repeated'])
      expect([tries, code(await begin(customer))]).toEqual([tries, 'payment_provider_unavailable'])
    await payAtCheckout(done(await begin(customer)).url)
    expect(done(await comeBack(customer)).methods).toHaveLength(1)
  })

  test('in several tabs is opened once, and once more after it has ended', async () => {
    const customer = await kranwerk.customer()
    const tabs = await Promise.all(Array.from({ length: 6 }, () => begin(customer)))
    const urls = tabs.flatMap((tab) => (tab.ok ? [tab.value.url] : []))
    expect(new Set(urls).size).toBe(1)
    expect(done(await begin(customer)).url).toBe(urls[0])
    expect(await setupSessions((await current(customer)).methodSetup!.id)).toBe(1)
    await payAtCheckout(urls[0]!)
    // The customer never came back from the first page and asks again.
    const { url } = done(await begin(customer))
    expect(url).not.toBe(urls[0])
    expect((await current(customer)).methods).toHaveLength(1)
    await clock.advance(25 * hourMs)
    expect(done(await comeBack(customer)).methodSetup).toMatchObject({ isEnded: true, methodId: null })
    expect(done(await begin(customer)).url).not.toBe(url)
  })

  test('retries a charge that has failed, at once and once, also if the customer never came back', async () => {
    for (const way of isProving ? (['return', 'webhook', 'both'] as const) : (['both'] as const)) {
      const customer = await kranwerk.customerWithCard(declining)
      const invoice = await failedCharge(customer)
      await payAtCheckout(done(await begin(customer)).url)
      if (way !== 'webhook') done(await comeBack(customer))
      await deliver(2)
      await tick()
      const { status, payments } = await kranwerk.invoice(invoice.id)
      expect([way, status, payments.map((payment) => payment.status)]).toEqual([way, 'paid', ['failed', 'succeeded']])
    }
  })

  test('is scheduled to be charged by the webhook where the request broke off after saving it', async () => {
    const customer = await kranwerk.customerWithCard(declining)
    const invoice = await failedCharge(customer)
    await payAtCheckout(done(await begin(customer)).url)
    let isSaved = false
    const broken = intercepting(
      async (call, go) => {
        if (isSaved) throw new TypeError('Network connection lost.')
        isSaved = isWrite(call)
        return go()
      },
      () => comeBack(customer),
    )
    await expect(broken).rejects.toThrow()
    expect((await current(customer)).methods).toHaveLength(2)
    await tick()
    expect((await kranwerk.invoice(invoice.id)).status).toBe('open')
    await deliver()
    await tick()
    expect((await kranwerk.invoice(invoice.id)).status).toBe('paid')
  })

  test('without being made the default leaves the default as it was, and fails no charge again', async () => {
    const customer = await kranwerk.customerWithCard(declining)
    const invoice = await failedCharge(customer)
    await payAtCheckout(done(await begin(customer, false)).url)
    const after = done(await comeBack(customer))
    expect(after).toMatchObject({ methods: { length: 2 }, defaultPaymentMethod: idsOf(customer)[0] })
    await deliver()
    await tick()
    expect((await kranwerk.invoice(invoice.id)).payments).toHaveLength(1)
    const toChoose = { customerId: customer.id, methodId: idsOf(after)[1]! }
    done(await chooseDefaultMethod(newDeps(), portalUnit(customer.id), toChoose))
    await tick()
    expect((await kranwerk.invoice(invoice.id)).status).toBe('paid')
  })

  test('is not saved for anybody else: by the id of another set-up, or as another customer', async () => {
    const [one, other] = [await kranwerk.customer(), await kranwerk.customer()]
    await payAtCheckout(done(await begin(one)).url)
    done(await begin(other))
    const setupId = (await current(one)).methodSetup!.id
    sent.length = 0
    for (const id of [setupId, 'pmset_forged', 'cs_test_forged', ''])
      expect(done(await comeBack(other, id)).methods).toEqual([])
    expect(sent.filter(({ to }) => to === 'provider')).toEqual([])
    expect(done(await comeBack(other)).methods).toEqual([])
    const ofOne = { customerId: one.id, setupId }
    await expect(finishMethodSetup(newDeps(), portalUnit(other.id), ofOne)).rejects.toBeInstanceOf(NotAllowed)
    expect(done(await comeBack(one)).methods).toHaveLength(1)
  })

  test('is refused from the twentieth on', async () => {
    const customer = await kranwerk.customer()
    const methods = Array.from({ length: 20 }, (_, i) => ({
      type: 'customer.method_saved' as const,
      method: { id: `pm_${i}`, type: 'card', brand: 'visa', last4: '4242', expMonth: 1, expYear: 2030, savedAt: 0 },
    }))
    const { change } = customersOf(newDeps().db, kranwerk.id).change(customer, methods, clock.now())
    await commitUnit(newDeps(), kranwerk.unit, [change], clock.now())
    expect(code(await begin(customer))).toBe('payment_methods_too_many')
  })
})

/** A request of the customer's browser, which is signed in to the portal. */
async function browser({ id: customerId }: Pick<Customer, 'id'>) {
  const opening = { accountId: kranwerk.id, customerId, way: 'api', returnUrl: null, locale: 'en' } as const
  const { row, cookieSecret } = await newSession(newDeps(), { ...opening, lastUsedAt: clock.now(), userAgent: null })
  await writeBatch(newDeps().db, [row])
  const headers = { cookie: `portal-${kranwerk.id}=${cookieSecret}`, 'sec-fetch-site': 'same-origin' }
  return (method: string, path: string, form: Record<string, string> = {}) => {
    const body = method === 'POST' ? new URLSearchParams(form) : undefined
    return ask(path, { method, headers, body, redirect: 'manual' })
  }
}

describe('the pages', () => {
  const list = paths.portalMethods(kranwerk.id)

  test('lead to the provider and back, where HEAD saves nothing and GET does, and a second GET changes nothing', async () => {
    const customer = await kranwerk.customer()
    const request = await browser(customer)
    const begun = await request('POST', list)
    expect(begun.status).toBe(303)
    await payAtCheckout(begun.headers.get('location')!)
    const back = paths.portalSetupReturn(kranwerk.id, (await current(customer)).methodSetup!.id)
    expect((await request('HEAD', back)).status).toBe(303)
    expect((await current(customer)).methods).toEqual([])
    const { version } = (await request('GET', back)) && (await current(customer))
    expect((await current(customer)).methods).toHaveLength(1)
    const after = (await request('GET', back)).headers.get('location')!
    expect((await current(customer)).version).toBe(version)
    expect(await (await request('GET', after)).text()).toContain('was added')
    const [methodId = ''] = idsOf(await current(customer))
    const removal = paths.portalMethodRemoval(kranwerk.id, methodId)
    expect(await (await request('GET', removal)).text()).toContain('4242')
    expect((await request('POST', removal)).headers.get('location')).toBe(`${list}?after=removed`)
    await expect.poll(async () => attached(await current(customer))).toEqual([])
  })

  test('are read in one round trip, show nobody else’s methods, and are for who is signed in', async () => {
    const [one, other] = [await kranwerk.customerWithCard(), await kranwerk.customer()]
    const [request, foreign] = [await browser(one), await browser(other)]
    const [methodId = ''] = idsOf(one)
    for (const path of [list, paths.portalMethodRemoval(kranwerk.id, methodId)]) {
      sent.length = 0
      expect((await request('GET', path)).status).toBe(200)
      expect(sent.filter(({ to }) => to === 'database')).toHaveLength(1)
      expect(await (await foreign('GET', path)).text()).not.toContain('4242')
      expect((await ask(path, { redirect: 'manual' })).headers.get('location')?.split('?')[0]).toBe(
        paths.portalLogin(kranwerk.id),
      )
    }
    expect((await foreign('POST', paths.portalMethodDefault(kranwerk.id, methodId))).status).toBe(409)
    await foreign('POST', paths.portalMethodRemoval(kranwerk.id, methodId))
    expect((await current(one)).methods).toHaveLength(1)
  })

  test('say why something is refused', async () => {
    const customer = await kranwerk.customerWithCard(declining)
    await failedCharge(customer)
    const request = await browser(customer)
    const [methodId = ''] = idsOf(customer)
    const refused = await request('POST', paths.portalMethodRemoval(kranwerk.id, methodId))
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('your only payment method')])
    await control('POST faults', { kind: 'reset_before', match: { method: 'POST', path: '/v1/checkout/sessions' } })
    const unavailable = await request('POST', list)
    expect([unavailable.status, await unavailable.text()]).toEqual([
      409,
      expect.stringContaining('can’t be opened right now'),
    ])
  })
})

describe('a method that is removed', () => {
  test('is not charged from then on and is gone at the provider, and no late report brings it back', async () => {
    const customer = await kranwerk.customer()
    await payAtCheckout(done(await begin(customer)).url)
    const held = await postedWebhooks()
    const [methodId = ''] = idsOf(done(await comeBack(customer)))
    const { removed, followUps } = await remove(customer, methodId)
    expect(done(removed)).toMatchObject({ methods: [], defaultPaymentMethod: null })
    await followUps()
    expect(await attached(await current(customer))).toEqual([])
    await deliver(2, held)
    await deliver()
    expect((await current(customer)).methods).toEqual([])
  })

  test('while the provider does not answer is gone here at once, and there as soon as it answers', async () => {
    for (const kind of isProving ? ['reset_before', 'reset_after', 'error_500_after'] : ['reset_after']) {
      const { id, methods } = await kranwerk.customerWithCard()
      await control('POST faults', { kind, times: 1, match: { method: 'POST', path: '/v1/payment_methods' } })
      const { removed, followUps } = await remove({ id }, methods[0]!.id)
      expect(done(removed).methods).toEqual([])
      await followUps()
      await clock.advance(hourMs)
      await tick()
      expect([kind, await attached(await current({ id }))]).toEqual([kind, []])
      expect(await rows("SELECT outcome FROM outbox WHERE kind = 'detachment' AND subject_id = ?", id)).toEqual([
        { outcome: 'detached' },
      ])
    }
  })

  test('and was saved with a payment is not brought back by that payment’s late webhook', async () => {
    const customer = await kranwerk.customer()
    const invoice = await kranwerk.open(customer.id)
    const { payment } = done(await kranwerk.pay(invoice, null, true))
    await payAtCheckout(payment.url!)
    const held = await postedWebhooks()
    const toRefresh = { invoiceId: invoice.id, paymentId: payment.id }
    done(await refreshPayment(newDeps(), linkUnit(kranwerk.id, invoice.id), toRefresh))
    const [methodId = ''] = idsOf(await current(customer))
    const { followUps } = await remove(customer, methodId)
    await deliver(1, held)
    expect((await current(customer)).methods).toEqual([])
    await followUps()
  })

  test('is refused where it is the last one and an open invoice is charged to it, until that is paid', async () => {
    const { id, methods } = await kranwerk.customerWithCard(declining)
    const invoice = await failedCharge(await current({ id }))
    const { removed } = await remove({ id }, methods[0]!.id)
    expect(code(removed)).toBe('payment_method_needed')
    expect(await attached(await current({ id }))).toHaveLength(1)
    const { payment } = done(await kranwerk.pay(invoice))
    await payAtCheckout(payment.url!)
    await deliver()
    expect(code((await remove({ id }, methods[0]!.id)).removed)).toBe('ok')
  })

  test('and is the default names the next default, in two tabs too', async () => {
    const { id } = await kranwerk.customerWithCard()
    await payAtCheckout(done(await begin({ id })).url)
    const [first = '', second = ''] = idsOf(done(await comeBack({ id })))
    expect(code((await remove({ id }, second)).removed)).toBe('payment_method_default')
    expect(code((await remove({ id }, second, second)).removed)).toBe('payment_method_default')
    expect(code((await remove({ id }, second, 'pm_forged')).removed)).toBe('payment_method_default')
    const tabs = await Promise.all([remove({ id }, second, first), remove({ id }, first)])
    const after = await current({ id })
    // Whichever came first, the customer has either one method, which is the default, or was refused nothing.
    expect(tabs.map(({ removed }) => code(removed)).filter((one) => one === 'ok').length).toBeGreaterThan(0)
    expect(after.methods.length).toBeLessThan(2)
    if (after.methods.length === 1) expect([null, idsOf(after)[0]]).toContain(after.defaultPaymentMethod)
    expect(code((await remove({ id }, second)).removed)).toBe('ok')
  })

  test('while a charge with it has no answer yet loses nothing: the payment is booked', async () => {
    const { id, methods } = await kranwerk.customerWithCard()
    const invoice = await kranwerk.open(id, 4200, { collectionMethod: 'charge_automatically' })
    await control('POST faults', {
      kind: 'reset_after',
      times: 1,
      match: { method: 'POST', path: '/v1/payment_intents' },
    })
    await tick()
    expect((await kranwerk.invoice(invoice.id)).payments).toMatchObject([{ status: 'unknown' }])
    await payAtCheckout(done(await begin({ id })).url)
    const next = idsOf(done(await comeBack({ id }))).at(-1)!
    const { removed, followUps } = await remove({ id }, methods[0]!.id, next)
    expect(code(removed)).toBe('ok')
    await followUps()
    await deliver()
    await clock.advance(hourMs)
    await tick()
    const after = await kranwerk.invoice(invoice.id)
    expect([after.status, after.payments.map(({ status }) => status)]).toEqual(['paid', ['succeeded']])
  })

  test('on the provider’s own pages is gone here too', async () => {
    const { id, methods } = await kranwerk.customerWithCard()
    const headers = { authorization: `Bearer ${environment.secrets.merchants.acct_kranwerk!.providerKey}` }
    await realFetch(`${bindings.SANDBOX_URL}/v1/payment_methods/${methods[0]!.id}/detach`, { method: 'POST', headers })
    await deliver(2)
    expect((await current({ id })).methods).toEqual([])
  })

  test('belongs to the customer who removes it, and so does the one that is made default', async () => {
    const [one, other] = [await kranwerk.customerWithCard(), await kranwerk.customerWithCard()]
    const [theirs = ''] = idsOf(one)
    expect(code((await remove(other, theirs)).removed)).toBe('ok')
    expect((await current(one)).methods).toHaveLength(1)
    const toChoose = { customerId: other.id, methodId: theirs }
    const chosen = await chooseDefaultMethod(newDeps(), portalUnit(other.id), toChoose)
    expect(code(chosen)).toBe('payment_method_missing')
    const foreign = portalUnit(other.id)
    const ofOne = { customerId: one.id, methodId: theirs, nextDefaultId: null }
    await expect(removeMethod(newDeps(), foreign, ofOne)).rejects.toBeInstanceOf(NotAllowed)
    await expect(chooseDefaultMethod(newDeps(), foreign, ofOne)).rejects.toBeInstanceOf(NotAllowed)
  })
})

describe('automatic payment that the customer switches off', () => {
  const off = (customerId: string) =>
    switchAutomaticPayment(newDeps(), portalUnit(customerId), { customerId, consent: null })
  const charged = (customerId: string, dueAt?: number) =>
    kranwerk.open(customerId, 4200, { collectionMethod: 'charge_automatically', ...(dueAt !== undefined && { dueAt }) })
  const givenUp = async ({ id }: { readonly id: string }) =>
    (await rows("SELECT data FROM events WHERE object_id = ? AND type = 'charge.given_up'", id)).map(
      ({ data }) => JSON.parse(String(data)).reason,
    )

  test('gives up the charges that are planned, mails their link, and is not undone by another method', async () => {
    const { id } = await kranwerk.customerWithCard()
    const invoice = await charged(id, clock.now() + 20 * 24 * hourMs)
    done(await off(id))
    expect((await kranwerk.invoice(invoice.id)).nextChargeAt).toBeNull()
    const ordered = await rows("SELECT payload FROM outbox WHERE subject_id = ? AND kind = 'mail'", invoice.id)
    expect(ordered.map(({ payload }) => JSON.parse(String(payload)).mail)).toEqual(['invoice'])
    done(await attachMethod(newDeps(), kranwerk.unit, { customerId: id, methodId: 'pm_card_mastercard' }))
    await clock.advance(25 * 24 * hourMs)
    await tick()
    expect(await kranwerk.invoice(invoice.id)).toMatchObject({ status: 'open', payments: [] })
    expect(await givenUp(invoice)).toEqual(['automatic_payment_off'])
  })

  test('holds at once for an invoice that is issued afterwards to be charged, whose customer is reminded as others are', async () => {
    const { id } = await kranwerk.customerWithCard()
    done(await off(id))
    const invoices = [await charged(id), await charged(id, clock.now() + 10 * 24 * hourMs)]
    for (const invoice of invoices) {
      expect(invoice).toMatchObject({ dueOn: expect.any(String), nextChargeAt: null, isLeftToCustomer: true })
      expect(await givenUp(invoice)).toEqual(['automatic_payment_off'])
      const kinds = "SELECT json_extract(payload, '$.mail') AS mail FROM outbox WHERE subject_id = ? AND kind = 'mail'"
      expect(await rows(kinds, invoice.id)).toEqual([{ mail: 'invoice' }])
      expect(await rows('SELECT kind FROM timers WHERE subject_id = ? AND due_at > 0', invoice.id)).toEqual([
        { kind: 'reminder' },
      ])
    }
    await clock.advance(1)
    await tick()
    expect(await kranwerk.invoice(invoices[0]!.id)).toMatchObject({ status: 'open', payments: [], nextChargeAt: null })
  })

  test('does not stop the merchant from charging what they issue', async () => {
    const { id } = await kranwerk.customerWithCard()
    done(await off(id))
    const { id: invoiceId } = await kranwerk.draft(id, 4200, { collectionMethod: 'charge_automatically' })
    done(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId, methodId: null }))
    const invoice = await kranwerk.invoice(invoiceId)
    expect([invoice.status, await givenUp(invoice)]).toEqual(['paid', []])
  })

  test('stops a charge that was decided on before, also where the invoice has to be loaded again', async () => {
    const { id, methods } = await kranwerk.customerWithCard()
    const invoice = await charged(id, clock.now() + 20 * 24 * hourMs)
    const decidedOn = (await invoicesOf(newDeps().db, kranwerk.id).withParties(invoice.id))!
    done(await off(id))
    const deps = newDeps()
    const request = { link: null, methodTypes: ['card'], language: 'en' }
    const method = { methodId: methods[0]!.id, saveMethod: false, shownMinor: null }
    const wanted = { invoiceId: invoice.id, kind: 'automatic', ...method, request, decidedOn } as const
    expect(code(await createPayment(deps, worker(kranwerk.id), deps.provider(kranwerk.id)!, wanted, null))).toBe(
      'conflict',
    )
    expect((await kranwerk.invoice(invoice.id)).payments).toEqual([])
  })

  test('holds for a charge that a worker has begun to decide on', async () => {
    const { id } = await kranwerk.customerWithCard()
    const invoice = await charged(id)
    await clock.advance(1)
    let isOff = false
    const switching = async (call: Call, go: () => Promise<Response>) => {
      if (!isOff && isWrite(call) && call.body.includes('payment.started')) {
        isOff = true
        done(await off(id))
      }
      return go()
    }
    await intercepting(switching, tick)
    expect(isOff).toBe(true)
    expect(await kranwerk.invoice(invoice.id)).toMatchObject({ status: 'open', payments: [], nextChargeAt: null })
  })

  test('is not undone by switching it on again and changing the method, until the merchant resumes', async () => {
    const { id } = await kranwerk.customerWithCard()
    const invoice = await charged(id, clock.now() + 20 * 24 * hourMs)
    done(await off(id))
    done(await switchAutomaticPayment(newDeps(), portalUnit(id), { customerId: id, consent: 'I allow it.' }))
    const methodId = 'pm_card_mastercard'
    const { customer } = done(await attachMethod(newDeps(), kranwerk.unit, { customerId: id, methodId }))
    const chosen = { customerId: id, methodId: customer.methods.at(-1)!.id }
    done(await chooseDefaultMethod(newDeps(), portalUnit(id), chosen))
    await clock.advance(25 * 24 * hourMs)
    await tick()
    expect(await kranwerk.invoice(invoice.id)).toMatchObject({ status: 'open', payments: [], nextChargeAt: null })
  })

  test('does not touch a payment that is under way, which is booked', async () => {
    const { id } = await kranwerk.customerWithCard()
    const invoice = await charged(id)
    await control('POST faults', {
      kind: 'reset_after',
      times: 1,
      match: { method: 'POST', path: '/v1/payment_intents' },
    })
    await tick()
    expect((await kranwerk.invoice(invoice.id)).payments).toMatchObject([{ status: 'unknown' }])
    done(await off(id))
    await deliver()
    await clock.advance(hourMs)
    await tick()
    expect(await kranwerk.invoice(invoice.id)).toMatchObject({ status: 'paid' })
  })
})
