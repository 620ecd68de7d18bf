import { createHash } from 'node:crypto'
import { createClient } from '@libsql/client/http'
import { beforeAll, expect, test } from 'vitest'
import { api } from '../world/api.ts'
import { apiCalls } from '../world/api-calls.ts'
import { harborPine as merchant } from '../world/merchant.ts'

// The Worker's types are not those of Node, so only the table of routes is typed.
const site = new URL('../../src/routes/api/v1/index.ts', import.meta.url).href
const { v1 } = (await import(site)) as { v1: { routes: readonly { method: string; path: string }[] } }

const kranwerk = api(0)
const harborPine = api(1)
/** What belongs to Harbor & Pine, by the path it is found at. */
const theirs: Record<string, string> = {}

beforeAll(async () => {
  for (const [route, { request }] of Object.entries(apiCalls)) {
    const [, resource] = /^GET \/v1\/([\w/]+)\/:id$/.exec(route) ?? []
    if (resource) theirs[resource] = (await request(merchant)).params!.id!
  }
})

/** What a route must be sent to get as far as looking for its object. */
const bodies: Record<string, () => string> = {
  'POST /payment_methods/:id/attach': () => `customer=${theirs.customers}`,
}

/** Every route of the API that names an object in its path, with one of Harbor & Pine's in its place. */
const cells = () =>
  v1.routes
    .filter(({ method, path }) => method !== 'ALL' && path.includes(':'))
    .map(({ method, path }) => {
      const id = theirs[path.split('/:')[0]!.slice(1)]
      if (!id) throw new Error(`There is nothing of Harbor & Pine's to try ${method} ${path} with.`)
      return { method, at: `/v1${path.replace(/:\w+/, id)}`, body: bodies[`${method} ${path}`]?.() }
    })

test('another merchant’s objects are not found by any call', async () => {
  const tried = cells()
  expect(tried.length).toBeGreaterThanOrEqual(25)
  for (const { method, at, body } of tried) {
    const answer = await kranwerk.send(at, { method, ...(body === undefined ? {} : { body }) })
    expect([method, at, answer.body.error?.code]).toEqual([method, at, 'resource_missing'])
    if (body === undefined) expect([method, at, answer.status]).toEqual([method, at, 404])
  }
  for (const [resource, id] of Object.entries(theirs)) {
    expect((await harborPine.send(`/v1/${resource}/${id}`, { method: 'GET' })).status).toBe(200)
  }
})

test('another merchant’s ids are unknown as parameters, cursors and filters', async () => {
  const refusedWith = async (path: string, body: string) => {
    const answer = await kranwerk.send(path, body === '' ? { method: 'GET' } : { body })
    return [answer.status, answer.body.error?.code]
  }
  const missing = [400, 'resource_missing']
  expect(await refusedWith('/v1/invoices', `customer=${theirs.customers}`)).toEqual(missing)
  expect(await refusedWith('/v1/invoiceitems', `amount=1&customer=${theirs.customers}`)).toEqual(missing)
  expect(await refusedWith('/v1/invoiceitems', `amount=1&invoice=${theirs.invoices}`)).toEqual(missing)
  const { id } = await kranwerk.stripe.customers.create({})
  expect(await refusedWith('/v1/invoices', `customer=${id}&default_tax_rates[0]=${theirs.tax_rates}`)).toEqual(missing)
  expect(await refusedWith('/v1/invoices', `customer=${id}&discounts[0][coupon]=${theirs.coupons}`)).toEqual(missing)
  for (const resource of Object.keys(theirs).filter((name) => name !== 'payment_methods')) {
    expect(await refusedWith(`/v1/${resource}?starting_after=${theirs[resource]}`, '')).toEqual(missing)
  }
  for (const filter of [`invoices?customer=${theirs.customers}`, `invoiceitems?invoice=${theirs.invoices}`]) {
    expect((await kranwerk.send(`/v1/${filter}`, { method: 'GET' })).body.data).toEqual([])
  }
})

test.each([
  ['no key', {}, 'api_key_missing'],
  ['an empty token', { authorization: 'Bearer ' }, 'api_key_missing'],
  ['a scheme of its own', { authorization: 'Digest abc' }, 'api_key_missing'],
  ['a word for a key', { authorization: 'Bearer hello' }, 'api_key_invalid'],
  ['an unknown key', { authorization: `Bearer sk_test_${'a'.repeat(40)}` }, 'api_key_invalid'],
  ['a key in the wrong mode', { authorization: `Bearer ${kranwerk.key.replace('test', 'live')}` }, 'api_key_invalid'],
  ['a key and a quote', { authorization: `Bearer ${kranwerk.key}'--` }, 'api_key_missing'],
])('a request with %s is not let in', async (_, headers, code) => {
  const answer = await fetch(`${kranwerk.url}/v1/customers`, { headers })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toMatch(/^Basic/)
  expect(answer.headers.get('request-id')).toMatch(/^req_/)
  const { error } = (await answer.json()) as { error: { code: string; message: string } }
  expect(error.code).toBe(code)
  expect(error.message).not.toContain(kranwerk.key)
})

test('the key is also taken as the user name of Basic authentication', async () => {
  const authorization = `Basic ${btoa(`${kranwerk.key}:`)}`
  expect((await fetch(`${kranwerk.url}/v1/customers`, { headers: { authorization } })).status).toBe(200)
})

test('a revoked key, and one whose mode is not its account’s, are refused', async () => {
  const sql = createClient({ url: kranwerk.database })
  const keep = async (key: string, livemode: number, revokedAt: number | null) => {
    const hash = createHash('sha256').update(key).digest('hex')
    const args = [hash, `key_${hash.slice(0, 12)}`, kranwerk.accountId, livemode, 1, revokedAt]
    await sql.execute({
      sql: 'INSERT INTO api_keys (hash, id, account_id, livemode, created_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?)',
      args,
    })
    const answer = await fetch(`${kranwerk.url}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })
    return [answer.status, ((await answer.json()) as { error?: { code: string } }).error?.code]
  }
  const random = () => crypto.randomUUID().replaceAll('-', '')
  expect(await keep(`sk_test_${random()}`, 0, null)).toEqual([200, undefined])
  expect(await keep(`sk_test_${random()}`, 0, 5)).toEqual([401, 'api_key_invalid'])
  expect(await keep(`sk_live_${random()}`, 1, null)).toEqual([401, 'livemode_mismatch'])
})

test('a key does not act for another account', async () => {
  const headers = { 'stripe-account': harborPine.accountId }
  const { status, body } = await kranwerk.send('/v1/customers', { method: 'GET', headers })
  expect([status, body.error.code]).toEqual([403, 'account_invalid'])
})
