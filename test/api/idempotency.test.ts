import { createClient } from '@libsql/client/http'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase, writeBatch } from '../../src/db/client.ts'
import { claimKey, resultRow, stillHolds } from '../../src/db/repositories/idempotency.ts'
import { api, refusalOf } from '../world/api.ts'
import { now } from '../world/time.ts'

const { stripe, send, database, accountId } = api()
const sql = createClient({ url: database })
let round = 0

const newKey = () => `key-${Date.now()}-${round++}`
const someone = () => `${newKey()}@example.com`
const post = (key: string, body: string, path = '/v1/customers') =>
  send(path, { headers: { 'idempotency-key': key }, body })
const madeFor = async (email: string) => (await stripe.customers.list({ email, limit: 100 })).data

/** Puts a key's row into a state that only an accident would leave. */
const forge = (key: string, set: string) =>
  sql.execute({ sql: `UPDATE idempotency_keys SET ${set} WHERE account_id = ? AND key = ?`, args: [accountId, key] })

let customer: string
beforeAll(async () => {
  customer = (await stripe.customers.create({ name: 'Anouk Verhoef' })).id
})

test('the same request under the same key is answered with the same bytes and done once', async () => {
  const [key, email] = [newKey(), someone()]
  const first = await post(key, `email=${email}&name=A`)
  expect(first.status).toBe(200)
  expect([first.headers.get('idempotency-key'), first.headers.get('idempotent-replayed')]).toEqual([key, null])
  const again = await post(key, `name=A&email=${email}`)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'))
  expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'))
  expect(await madeFor(email)).toHaveLength(1)
})

test('a form and JSON with the same parameters are the same request', async () => {
  const [key, email] = [newKey(), someone()]
  const first = await post(key, `email=${email}&metadata[a]=1`)
  const json = { 'idempotency-key': key, 'content-type': 'application/json' }
  const again = await send('/v1/customers', { headers: json, body: JSON.stringify({ metadata: { a: 1 }, email }) })
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
})

test('a request that differs in anything under the same key is refused', async () => {
  const [key, email] = [newKey(), someone()]
  const { body } = await post(key, `email=${email}`)
  for (const other of [
    () => post(key, `email=x${email}`),
    () => post(key, `email=${email}&metadata[a]=1`),
    () => post(key, `email=${email}`, `/v1/customers/${body.id}`),
  ]) {
    const answer = await other()
    expect(answer.status).toBe(400)
    expect(answer.body.error.type).toBe('idempotency_error')
  }
  expect(await madeFor(email)).toHaveLength(1)
  const refusal = await refusalOf(stripe.customers.create({ email: 'z@example.com' }, { idempotencyKey: key }))
  expect(refusal.type).toBe('StripeIdempotencyError')
})

test('twenty requests at once under one key make one object', async () => {
  const [key, email] = [newKey(), someone()]
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(key, `email=${email}`)))
  const made = await madeFor(email)
  expect(made).toHaveLength(1)
  const done = answers.filter(({ status }) => status === 200)
  expect(done.length).toBeGreaterThan(0)
  expect(new Set(done.map(({ body }) => body.id))).toEqual(new Set([made[0]!.id]))
  for (const { status, body } of answers.filter((answer) => !done.includes(answer))) {
    expect([status, body.error.code]).toEqual([409, 'idempotency_key_in_use'])
  }
})

test('one key of two merchants is two keys', async () => {
  const [key, email] = [newKey(), someone()]
  const other = api(1)
  const first = await post(key, `email=${email}`)
  const theirs = await other.send('/v1/customers', { headers: { 'idempotency-key': key }, body: `email=${email}` })
  expect(theirs.status).toBe(200)
  expect(theirs.headers.get('idempotent-replayed')).toBeNull()
  expect(theirs.body.id).not.toBe(first.body.id)
})

test('a refusal by the core is stored under the key, and that of an unreadable request is not', async () => {
  const key = newKey()
  const { id } = await stripe.invoices.create({ customer })
  expect((await post(key, '', `/v1/invoices/${id}/finalize`)).body.error.code).toBe('invoice_no_customer_line_items')
  await stripe.invoiceItems.create({ invoice: id!, amount: 500 })
  const again = await post(key, '', `/v1/invoices/${id}/finalize`)
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([400, 'true'])
  const unread = newKey()
  expect((await post(unread, 'nome=x')).status).toBe(400)
  expect((await post(unread, 'name=x')).status).toBe(200)
})

test('after a crash between commit and response a retry gets the response of what was written', async () => {
  const [key, email] = [newKey(), someone()]
  const first = await post(key, `email=${email}`)
  await forge(key, 'status = NULL, body = NULL')
  expect((await post(key, `email=${email}`)).status).toBe(409)
  await forge(key, 'locked_until = 0')
  await stripe.customers.update(first.body.id, { name: 'Later' })
  const again = await post(key, `email=${email}`)
  expect(again.body).toEqual({ ...first.body, name: 'Later' })
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(await madeFor(email)).toHaveLength(1)
})

test('after a crash before the commit the key is locked for a minute, and then a retry is executed', async () => {
  const [key, email] = [newKey(), someone()]
  await post(key, `email=${email}`)
  await forge(key, `status = NULL, body = NULL, result_id = NULL, locked_until = ${(await now()) + 60_000}`)
  expect((await post(key, `email=${email}`)).status).toBe(409)
  await forge(key, 'locked_until = 0')
  expect((await post(key, `email=${email}&name=other`)).status).toBe(400)
  const done = await post(key, `email=${email}`)
  expect([done.status, done.headers.get('idempotent-replayed')]).toEqual([200, null])
  expect(await madeFor(email)).toHaveLength(2)
})

test('a key can be used again once it has expired', async () => {
  const [key, email] = [newKey(), someone()]
  await post(key, `email=${email}`)
  await forge(key, 'created_at = 0')
  const other = await post(key, `email=${email}&name=other`)
  expect([other.status, other.headers.get('idempotent-replayed')]).toEqual([200, null])
})

test('a request whose key was claimed by another one commits nothing', async () => {
  const claim = (requestId: string) => ({ accountId, key, fingerprint: 'same', requestId })
  const key = newKey()
  const slow = claim('req_slow')
  const before = openDatabase(database, undefined, '1000000000000')
  expect(await claimKey(before, slow)).toMatchObject({ requestId: 'req_slow', resultId: null })
  const quick = claim('req_quick')
  const db = openDatabase(database, undefined, '1000000061000')
  expect(await claimKey(db, quick)).toMatchObject({ requestId: 'req_quick' })
  await writeBatch(db, [stillHolds(quick), resultRow(db, quick, 'cus_quick')])
  await expect(writeBatch(db, [stillHolds(slow), resultRow(db, slow, 'cus_slow')])).rejects.toThrow(/guard_broken/)
  expect(await claimKey(db, slow)).toMatchObject({ requestId: 'req_quick', resultId: 'cus_quick' })
})

test.each(['', 'x'.repeat(256)])('a key of %j is refused', async (key) => {
  const answer = await post(key, 'name=x')
  expect([answer.status, answer.body.error.code]).toEqual([400, 'idempotency_key_invalid'])
})
