import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { applyProviderEvent } from '../../src/actions/provider-events/apply-provider-event.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { readLink, signLink } from '../../src/crypto/link-token.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import { fanOut } from '../../src/jobs/fan-out.ts'
import { ask, environment } from './environment.ts'
import { isToDatabase, rows } from './fetch-log.ts'
import { clock, control, done, merchant, newDeps, postedWebhooks, worker } from './merchant.ts'
import { newQueue, work } from './queue.ts'

const key = environment.secrets.merchants.acct_kranwerk!.apiKey

let trips: string[] = []

beforeEach(() => {
  const really = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init)
    if (isToDatabase(request.url)) trips.push(await request.clone().text())
    return really(request)
  })
})

afterEach(() => {
  vi.restoreAllMocks()
})

async function api(path: string, params: Record<string, string> = {}): Promise<Record<string, never>> {
  const answer = await ask(`/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(params).toString(),
  })
  const body = await answer.json<Record<string, never>>()
  expect(answer.status, JSON.stringify(body)).toBe(200)
  return body
}

const isWriting = (trip: string) => /insert|update|delete/i.test(trip)

async function drafted(terms: Record<string, string> = {}) {
  const { id: customer } = await api('customers', {
    name: 'Brandt Maschinenbau KG',
    email: 'buchhaltung@brandt.example',
  })
  const { id } = await api('invoices', {
    customer: customer!,
    collection_method: 'send_invoice',
    currency: 'eur',
    ...terms,
  })
  await api('invoiceitems', { customer: customer!, invoice: id!, amount: '119000', currency: 'eur' })
  return { id: id as string }
}

/** Waits for the PDF of an invoice, so that later round trips are not counted with those of drawing it. */
const stored = (id: string, document = 'invoice') =>
  vi.waitUntil(
    async () => {
      const [order] = await rows(
        "SELECT done_at FROM outbox WHERE subject_id = ? AND kind = 'document' AND payload LIKE ?",
        id,
        `%"${document}"%`,
      )
      return order?.done_at
    },
    { timeout: 15_000 },
  )

async function issued() {
  const invoice = await api(`invoices/${(await drafted()).id}/finalize`)
  await stored(invoice.id!)
  return invoice
}

test('the invoice page costs one round trip to the database', async () => {
  const { pathname } = new URL((await issued()).hosted_invoice_url!)
  trips = []
  const page = await ask(pathname)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('1.190,00')
  expect(trips).toHaveLength(1)
})

test('asking for a part costs one and writes nothing, also where it cannot be paid', async () => {
  const { id, hosted_invoice_url } = await issued()
  await api(`invoices/${id}`, { minimum_payment_percent: '30' })
  const { pathname } = new URL(hosted_invoice_url!)
  for (const [part, status] of [
    ['500,00', 200],
    ['1', 400],
  ] as const) {
    trips = []
    expect((await ask(`${pathname}?part=${part}`)).status).toBe(status)
    expect(trips.map(isWriting)).toEqual([false])
  }
})

test('a link with a bad signature costs none', async () => {
  const { pathname } = new URL((await issued()).hosted_invoice_url!)
  trips = []
  const page = await ask(`${pathname.slice(0, -5)}AAAAA`)
  expect(page.status).toBe(404)
  expect(trips).toHaveLength(0)
})

test('a link that has ended costs one, and one that was cut off none', async () => {
  const { pathname } = new URL((await issued()).hosted_invoice_url!)
  const token = pathname.slice('/i/'.length)
  const { linkKeys } = newDeps()
  const { claims } = (await readLink(linkKeys, token, clock.now()))!
  const over = await signLink(linkKeys, claims, clock.now() - 5000)
  trips = []
  expect((await ask(`/i/${over}`)).status).toBe(404)
  expect(trips.map(isWriting)).toEqual([false])
  await api(`invoices/${claims.invoiceId}/links/${claims.linkId}/revoke`)
  trips = []
  expect((await ask(pathname)).status).toBe(404)
  expect(trips.map(isWriting)).toEqual([false])
  trips = []
  expect((await ask(pathname.slice(0, -1))).status).toBe(404)
  expect(trips).toEqual([])
})

test('pressing Pay loads the invoice once: the link, the attempt, and the answer of the provider', async () => {
  const { customer, hosted_invoice_url } = await issued()
  await api('payment_methods/pm_card_visa/attach', { customer: customer! })
  const { origin, pathname } = new URL(hosted_invoice_url!)
  trips = []
  const pressed = await ask(`${pathname}/payments`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'method=checkout&amount=119000',
  })
  expect([pressed.status, await pressed.text()]).toEqual([303, ''])
  expect(trips.map(isWriting)).toEqual([false, true, true])
})

test('a page that is only viewed sends no statement that writes', async () => {
  const { pathname } = new URL((await issued()).hosted_invoice_url!)
  trips = []
  for (const method of ['GET', 'HEAD']) {
    for (const path of [pathname, `${pathname}/panel`, `${pathname}/payments/inpay_none/return`])
      await ask(path, { method, redirect: 'manual' })
  }
  expect(trips.length).toBeGreaterThan(0)
  expect(trips.filter(isWriting)).toEqual([])
})

test('finalizing is one load and one commit, after the key was looked up', async () => {
  const { id } = await drafted()
  trips = []
  await api(`invoices/${id}/finalize`)
  expect(trips.filter(isWriting)).toHaveLength(1)
})

test('money received elsewhere is one commit: the event of the invoice, the receipt of the money, and its posting', async () => {
  const { id } = await issued()
  trips = []
  await api(`invoices/${id}/pay`, { paid_out_of_band: 'true' })
  await vi.waitUntil(() => mailed(id!), { timeout: 15_000 })
  // The key, the open checkout, the load, the commit; then the state after it, the receipt with its logo, and the mail.
  expect(trips.map(isWriting)).toEqual([false, false, false, true, false, false, true, true])
  for (const part of [
    'payment.succeeded',
    'cash_receipt.received',
    'insert into \\"cash_receipts',
    'ledger_transactions',
  ])
    expect(trips[3]).toContain(part)
})

test('a refund is one load, with the receipt, and one commit, after its message and its payment were looked up', async () => {
  await clock.read()
  const kranwerk = merchant('acct_kranwerk')
  const invoice = await kranwerk.open((await kranwerk.customerWithCard()).id, 1000)
  const charged = done(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id, methodId: null }))
  const { providerPaymentId } = (charged as IssuedInvoice).payments[0]!
  await postedWebhooks()
  await control(`POST payments/${providerPaymentId}/refund`, { amount: 300 })
  const refunds = (await postedWebhooks())
    .map(({ body }) => JSON.parse(body))
    .filter(({ type }) => type === 'refund.created')
  expect(refunds).toHaveLength(1)
  const [{ id, type, ...payload }] = refunds
  await providerEventsOf(newDeps().db, kranwerk.id, 'stripe').keep({ id, type, payload }, clock.now())
  trips = []
  await applyProviderEvent(newDeps(), worker(kranwerk.id), { provider: 'stripe', eventId: id })
  expect(trips.map(isWriting)).toEqual([false, false, false, true])
  for (const part of [
    'payment.refunded',
    'cash_receipt.returned',
    'insert into \\"cash_receipts',
    'ledger_transactions',
  ])
    expect(trips[3]).toContain(part)
})

const mailed = async (id: string) =>
  (await rows("SELECT count(*) AS n FROM events WHERE object_id = ? AND type = 'mail.sent'", id))[0]!.n as number

test('sending a draft is one load and one commit, and its mail one commit more', async () => {
  const { id } = await drafted()
  trips = []
  await api(`invoices/${id}/send`)
  await vi.waitUntil(() => mailed(id), { timeout: 15_000 })
  // The key, the load, the order; after the response, which has the invoice as it was just written, the document with its logo, and
  // the mail.
  expect(trips.map(isWriting)).toEqual([false, false, true, false, true, true])
})

/** Claims the first reminders of some new invoices, on the day that they fall due. */
async function remindersDue(count: number) {
  await clock.read()
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const { id } = await drafted({ days_until_due: '10' })
    await api(`invoices/${id}/finalize`)
    ids.push(id)
  }
  const [timer] = await rows("SELECT due_at FROM timers WHERE subject_id = ? AND kind = 'reminder'", ids[0]!)
  await clock.advance(timer!.due_at - clock.now() + 1)
  const queue = newQueue()
  await fanOut(newDeps(queue), newDeps().db)
  return { ids, messages: queue.messages.filter(({ id }) => ids.includes(id)) }
}

test('a due reminder is three round trips from its message to its mail: claimed, composed, recorded', async () => {
  const { ids, messages } = await remindersDue(1)
  trips = []
  await work(messages)
  expect(await mailed(ids[0]!)).toBe(1)
  expect(trips.map(isWriting)).toEqual([true, true, true])
})

test('the reminders of one batch are claimed together: five, each delivered twice, are eleven round trips', async () => {
  const { ids, messages } = await remindersDue(5)
  trips = []
  await work(messages.flatMap((message) => [message, { ...message }]))
  for (const id of ids) expect(await mailed(id)).toBe(1)
  expect(trips).toHaveLength(11)
})
