import { env, exports } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest'

const { DATABASE_URL } = env as { DATABASE_URL: string }
const key = inject('apiKeys').acct_kranwerk

let trips: string[] = []

beforeEach(() => {
  const really = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init)
    if (request.url.startsWith(DATABASE_URL)) trips.push(await request.clone().text())
    return really(request)
  })
})

afterEach(() => {
  vi.restoreAllMocks()
})

const ask = (path: string, init?: RequestInit) =>
  (exports as unknown as { default: Fetcher }).default.fetch(new URL(path, 'http://127.0.0.1:8787').href, init)

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

async function issued() {
  const customer = await api('customers', { name: 'Brandt Maschinenbau KG', email: 'buchhaltung@brandt.example' })
  const draft = await api('invoices', { customer: customer.id!, collection_method: 'send_invoice', currency: 'eur' })
  await api('invoiceitems', { customer: customer.id!, invoice: draft.id!, amount: '119000', currency: 'eur' })
  return api(`invoices/${draft.id}/finalize`)
}

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

test('looking, in any way, changes nothing: not one statement writes', async () => {
  const { pathname } = new URL((await issued()).hosted_invoice_url!)
  trips = []
  for (const method of ['GET', 'HEAD']) {
    for (const path of [pathname, `${pathname}/panel`, `${pathname}/payments/inpay_none/return`])
      await ask(path, { method, redirect: 'manual' })
  }
  expect(trips.length).toBeGreaterThan(0)
  expect(trips.filter((trip) => /insert|update|delete/i.test(trip))).toEqual([])
})

test('finalizing is one load and one commit, after the key was looked up', async () => {
  const customer = await api('customers', { name: 'Brandt Maschinenbau KG' })
  const draft = await api('invoices', { customer: customer.id!, collection_method: 'send_invoice', currency: 'eur' })
  await api('invoiceitems', { customer: customer.id!, invoice: draft.id!, amount: '500', currency: 'eur' })
  trips = []
  await api(`invoices/${draft.id}/finalize`)
  const writes = trips.filter((trip) => /insert|update|delete/i.test(trip))
  expect(writes).toHaveLength(1)
})
