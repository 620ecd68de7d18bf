import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fanOut } from '../../src/jobs/fan-out.ts'
import { ask, environment } from './environment.ts'
import { isToDatabase, rows } from './fetch-log.ts'
import { clock, newDeps } from './merchant.ts'
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

const issued = async () => api(`invoices/${(await drafted()).id}/finalize`)

test('the invoice page costs one round trip to the database', async () => {
  const { pathname } = new URL((await issued()).hosted_invoice_url!)
  trips = []
  const page = await ask(pathname)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('1.190,00')
  expect(trips).toHaveLength(1)
})

test('a link with a bad signature costs none', async () => {
  const { pathname } = new URL((await issued()).hosted_invoice_url!)
  trips = []
  const page = await ask(`${pathname.slice(0, -5)}AAAAA`)
  expect(page.status).toBe(404)
  expect(trips).toHaveLength(0)
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

test('looking, in any way, changes nothing: not one statement writes', async () => {
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

const mailed = async (id: string) =>
  (await rows("SELECT count(*) AS n FROM events WHERE object_id = ? AND type = 'mail.sent'", id))[0]!.n as number

test('sending a draft is one load and one commit, and its mail one commit more', async () => {
  const { id } = await drafted()
  trips = []
  await api(`invoices/${id}/send`)
  await vi.waitUntil(() => mailed(id))
  // The key, the load, the order; the mail is recorded behind the answer, which shows the invoice as it was just written.
  expect(trips.map(isWriting)).toEqual([false, false, true, true])
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

test('a due reminder is three round trips from its message to its mail: taken, written, recorded', async () => {
  const { ids, messages } = await remindersDue(1)
  trips = []
  await work(messages)
  expect(await mailed(ids[0]!)).toBe(1)
  expect(trips.map(isWriting)).toEqual([true, true, true])
})

test('the reminders of one batch are taken together: five of them, each brought twice, are eleven round trips', async () => {
  const { ids, messages } = await remindersDue(5)
  trips = []
  await work(messages.flatMap((message) => [message, { ...message }]))
  for (const id of ids) expect(await mailed(id)).toBe(1)
  expect(trips).toHaveLength(11)
})
