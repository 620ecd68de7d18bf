import { createClient } from '@libsql/client/http'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { moveAccount } from '../../ops/move-account.ts'
import { app } from '../../src/app.ts'
import { signInCode } from '../../src/crypto/portal-secrets.ts'
import { openDatabase } from '../../src/db/client.ts'
import { DatabaseUnavailable } from '../../src/db/conflict.ts'
import { merchantsOfAddress } from '../../src/db/screens/customers-of-address.ts'
import { makeDeps } from '../../src/deps.ts'
import { type Bindings, readSettings } from '../../src/env.ts'
import { consume } from '../../src/jobs/consume.ts'
import { deleteOldKeys } from '../../src/jobs/delete-old-keys.ts'
import type { JobMessage } from '../../src/jobs/messages.ts'
import { paths } from '../../src/paths.ts'
import { emptyDirectoryCache } from '../../src/runtime.ts'
import { worker as workerIn } from '../../src/worker.ts'
import { bindings, environment } from './environment.ts'
import { everyStatement, realFetch } from './fetch-log.ts'
import { clock, control, type MerchantId, payAtCheckout, postedWebhooks } from './merchant.ts'
import { newQueue } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

/** Kranwerk stays in its database; Harbor & Pine is in the other one while this file runs. */
const urls = { home: bindings.DATABASE_URL!, second: environment.second }
const places = inject('isMoved')
  ? ({ acct_kranwerk: 'second', acct_harborpine: 'home' } as const)
  : ({ acct_kranwerk: 'home', acct_harborpine: 'second' } as const)
const databases = new Map(Object.entries(urls).map(([name, url]) => [name, openDatabase(url, undefined)]))
const queue = newQueue()
const settings: Bindings = { ...bindings, DATABASES: JSON.stringify({ second: { url: urls.second } }), JOBS: queue }
const runtime = {
  now: clock.now,
  get databaseClock() {
    return clock.inDatabase()
  },
  providerUrl: bindings.SANDBOX_URL,
  directoryCache: emptyDirectoryCache(),
}
const worker = workerIn(async () => runtime) as Required<ExportedHandler<Bindings>>

/** Moves an account outside the Worker, as its statements are not allowed in a request. */
async function move(to: 'home' | 'second', report?: (line: string) => unknown): Promise<void> {
  const before = new Set(everyStatement)
  await moveAccount({ databases, accountId: 'acct_harborpine', to, ...(report && { report }) })
  for (const statement of everyStatement) if (!before.has(statement)) everyStatement.delete(statement)
}

beforeAll(async () => {
  await clock.read()
  await control('DELETE faults')
  await postedWebhooks()
  await move(places.acct_harborpine)
})

afterAll(async () => {
  await move(elsewhere('acct_harborpine'))
  expectTenantPredicates()
})

/** Sends a request to a Worker with both databases, and waits for its work after the response. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const behind: Promise<unknown>[] = []
  const context = { waitUntil: (work: Promise<unknown>) => void behind.push(work), passThroughOnException() {} }
  const request = new Request(new URL(path, 'http://127.0.0.1:8787'), { redirect: 'manual', ...init })
  const answer = await app.fetch(request, { ...settings, RUNTIME: runtime }, context as never)
  for (let i = 0; i < behind.length; i++) await behind[i]
  return answer
}

const form = 'application/x-www-form-urlencoded'

async function api(who: MerchantId, path: string, params?: Record<string, string>, status = 200) {
  const headers = { authorization: `Bearer ${environment.secrets.merchants[who]!.apiKey}`, 'content-type': form }
  const sends = params && { method: 'POST', body: new URLSearchParams(params).toString() }
  const answer = await ask(`/v1/${path}`, { headers, ...sends })
  // biome-ignore lint/suspicious/noExplicitAny: an answer is what the story expects of it
  const body: any = await answer.json()
  expect(answer.status, `${path}: ${JSON.stringify(body)}`).toBe(status)
  return body
}

async function sent(who: MerchantId, amount: number) {
  const currency = who === 'acct_kranwerk' ? 'eur' : 'usd'
  const customer = await api(who, 'customers', { name: 'Brandt Maschinenbau KG', email: 'brandt@brandt.example' })
  const terms = { customer: customer.id, collection_method: 'send_invoice', currency, days_until_due: '10' }
  const draft = await api(who, 'invoices', terms)
  await api(who, 'invoiceitems', { customer: customer.id, invoice: draft.id, amount: String(amount), currency })
  return api(who, `invoices/${draft.id}/send`, {})
}

/** Queries a database past the Worker. */
const rowsIn = async (place: 'home' | 'second', sql: string, ...args: string[]) =>
  (await createClient({ url: urls[place], intMode: 'number', fetch: realFetch }).execute({ sql, args })).rows

/** How many rows about an object a database has. */
async function rowsAbout(place: 'home' | 'second', objectId: string): Promise<number> {
  const sql =
    'SELECT (SELECT count(*) FROM events WHERE object_id = ?) + (SELECT count(*) FROM invoices WHERE id = ?) AS n'
  return Number((await rowsIn(place, sql, objectId, objectId))[0]!.n)
}

const elsewhere = (who: MerchantId): 'home' | 'second' => (places[who] === 'home' ? 'second' : 'home')
const both = ['acct_kranwerk', 'acct_harborpine'] as const

test('two merchants in two databases bill, are paid and receive webhooks, each in their own', async () => {
  for (const who of both) {
    const invoice = await sent(who, 11900)
    const { pathname } = new URL(invoice.hosted_invoice_url)
    const page = await ask(pathname)
    expect([page.status, (await page.text()).includes(invoice.number)]).toEqual([200, true])

    const body = new URLSearchParams({ method: 'checkout', amount: '11900' }).toString()
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': form }
    const pressed = await ask(`${pathname}/payments`, { method: 'POST', headers, body })
    expect(await payAtCheckout(pressed.headers.get('location')!)).toBe(303)
    const post = (await postedWebhooks()).filter(({ url }) => url.endsWith(who))
    expect(post.length).toBeGreaterThan(0)
    for (const { body, signature } of post) {
      const hook = {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      }
      expect((await ask(`/hooks/stripe/${who}`, hook)).status).toBe(200)
    }
    expect(await api(who, `invoices/${invoice.id}`)).toMatchObject({ status: 'paid', amount_paid: 11900 })
    expect(await rowsAbout(places[who], invoice.id)).toBeGreaterThan(5)
    expect(await rowsAbout(elsewhere(who), invoice.id)).toBe(0)
  }
})

/** The next instant at which it is 15:30 UTC: day in Berlin and in New York, so that reminders may leave in both. */
function daytimeInBoth(atMs: number): number {
  const dayMs = 86_400_000
  const sameDay = Math.floor(atMs / dayMs) * dayMs + 15.5 * 3_600_000
  return sameDay > atMs ? sameDay : sameDay + dayMs
}

test('one tick claims what is due in both databases, and each job uses its own', async () => {
  const invoices = await Promise.all(both.map(async (who) => ({ who, invoice: await sent(who, 5000) })))
  const due = "SELECT due_at FROM timers WHERE subject_id = ? AND kind = 'reminder'"
  const moments = invoices.map(async ({ who, invoice }) => (await rowsIn(places[who], due, invoice.id))[0]!.due_at)
  await clock.advance(daytimeInBoth(Math.max(...(await Promise.all(moments)).map(Number))) - clock.now())
  queue.messages.length = 0
  await worker.scheduled({ cron: '* * * * *' } as ScheduledController, settings, {} as ExecutionContext)
  const timers = queue.messages.filter(({ job }) => job === 'timer')
  const batch = timers.map((body: JobMessage) => ({ body, attempts: 1, ack: () => undefined, retry: () => undefined }))
  await consume({ queue: 'remit-jobs', messages: batch } as unknown as MessageBatch<unknown>, () =>
    makeDeps(readSettings(settings), runtime, 'req_story'),
  )
  for (const { who, invoice } of invoices) {
    expect(timers.some(({ id, accountId }) => id === invoice.id && accountId === who)).toBe(true)
    const reminders = "SELECT type FROM events WHERE object_id = ? AND type LIKE 'reminder.%'"
    expect(await rowsIn(places[who], reminders, invoice.id), who).toMatchObject([{ type: 'reminder.sent' }])
  }
  for (const db of databases.values())
    await expect(deleteOldKeys(makeDeps(readSettings(settings), runtime), db)).resolves.toBeUndefined()
})

test('no caller reaches the other merchant in either database', async () => {
  const [krans, harbors] = [await sent('acct_kranwerk', 700), await sent('acct_harborpine', 800)]
  await api('acct_harborpine', `invoices/${krans.id}`, undefined, 404)
  await api('acct_kranwerk', `invoices/${harbors.id}`, undefined, 404)
  const lists = await Promise.all(both.map((who) => api(who, 'invoices?limit=100')))
  const [kranIds, harborIds] = lists.map(({ data }) => data.map(({ id }: { id: string }) => id))
  expect(kranIds).toContain(krans.id)
  expect(harborIds).toContain(harbors.id)
  expect(kranIds.filter((id: string) => harborIds.includes(id))).toEqual([])
  const logos = await Promise.all(both.map((who) => api(who, 'invoices?limit=1').then(() => logoOf(who))))
  expect(logos.map(({ own, others }) => [own, others])).toEqual([
    [200, 404],
    [200, 404],
  ])
})

/** A merchant's logo under their own path, and under the other's. */
async function logoOf(who: MerchantId) {
  const [file] = await rowsIn(places[who], 'SELECT hash FROM files WHERE account_id = ?', who)
  const other = both.find((one) => one !== who)!
  const status = async (accountId: string) => (await ask(`/logos/${accountId}/${file!.hash}`)).status
  return { own: await status(who), others: await status(other) }
}

/** The pairs of the cookies that a response sets, as a browser sends them back. */
const cookiesIn = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])

test('an address that both merchants know is found in both databases, and its session is opened where its merchant is', async () => {
  const email = `both.${clock.now()}@brandt.example`
  const customers = await Promise.all(both.map((who) => api(who, 'customers', { name: 'Brandt', email })))
  const post = (path: string, fields: Record<string, string>, cookie = '') => {
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': form, cookie }
    return ask(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
  }
  const asked = await post(paths.deploymentLogin(), { email })
  const [path, cookie] = [asked.headers.get('location')!, cookiesIn(asked).join('; ')]
  const id = path.split('/').at(-1)!
  const code = (await signInCode(makeDeps(readSettings(settings), runtime).linkKeys, 'k1', id))!
  const [request] = await rowsIn('home', 'SELECT key_id FROM deployment_sign_ins WHERE id = ?', id)
  expect(request).toMatchObject({ key_id: 'k1' })
  const choice = (await post(path, { code }, cookie)).headers.get('location')!
  const listed = async () => {
    const page = await (await ask(choice, { headers: { cookie } })).text()
    return customers.map((customer) => page.includes(customer.id))
  }
  expect(await listed()).toEqual([true, true])
  await move(elsewhere('acct_harborpine'))
  expect(await listed()).toEqual([true, true])
  await move(places.acct_harborpine)
  const [, harbors] = customers
  const chosen = await post(choice, { merchant: 'acct_harborpine', customer: harbors.id }, cookie)
  expect(chosen.headers.get('location')).toBe(paths.portal('acct_harborpine'))
  const sessionsIn = (place: 'home' | 'second') =>
    rowsIn(place, 'SELECT id FROM portal_sessions WHERE customer_id = ?', harbors.id)
  expect([
    (await sessionsIn(places.acct_harborpine)).length,
    (await sessionsIn(elsewhere('acct_harborpine'))).length,
  ]).toEqual([1, 0])
  const session = cookiesIn(chosen).join('; ')
  expect((await ask(paths.portal('acct_harborpine'), { headers: { cookie: session } })).status).toBe(200)
})

test('an address is found while its merchant’s move has stopped where nothing can be written, and nothing is used up', async () => {
  const [alone, email] = ['alone', 'again'].map((name) => `${name}.${clock.now()}@brandt.example`) as [string, string]
  const { id: customer } = await api('acct_harborpine', 'customers', { name: 'Brandt', email: alone })
  for (const who of both) await api(who, 'customers', { name: 'Brandt', email })
  const stopped = new Error('stopped')
  const to = elsewhere('acct_harborpine')
  const stop = (line: string) => {
    if (line.startsWith('Closed')) throw stopped
  }
  const before = new Set(everyStatement)
  await expect(move(to, stop)).rejects.toBe(stopped)
  for (const statement of everyStatement) if (!before.has(statement)) everyStatement.delete(statement)

  const { linkKeys } = makeDeps(readSettings(settings), runtime)
  const post = (path: string, fields: Record<string, string>, cookie = '') => {
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': form, cookie }
    return ask(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
  }
  const proven = async (address: string) => {
    const asked = await post(paths.deploymentLogin(), { email: address })
    const [path, cookie] = [asked.headers.get('location')!, cookiesIn(asked).join('; ')]
    const id = path.split('/').at(-1)!
    const mails = await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(address)}`)
    expect(await mails.json()).toHaveLength(1)
    const given = await post(path, { code: (await signInCode(linkKeys, 'k1', id))! }, cookie)
    expect(given.headers.get('location')).toBe(`${path}/customer`)
    return { choice: `${path}/customer`, cookie }
  }
  const several = await proven(email)
  const page = await (await ask(several.choice, { headers: { cookie: several.cookie } })).text()
  expect(both.map((who) => page.includes(who))).toEqual([true, true])
  const { choice, cookie } = await proven(alone)
  const choose = () => post(choice, { merchant: 'acct_harborpine', customer }, cookie)
  expect((await choose()).status).toBe(503)
  await move(to)
  expect((await choose()).headers.get('location')).toBe(paths.portal('acct_harborpine'))
  const session = 'SELECT id FROM portal_sessions WHERE customer_id = ?'
  expect(await rowsIn(to, session, customer)).toHaveLength(1)
  await move(places.acct_harborpine)
})

test('an isolate whose settings do not name a merchant’s new database yet answers from no old rows', async () => {
  const email = `unnamed.${clock.now()}@brandt.example`
  await api('acct_harborpine', 'customers', { name: 'Brandt', email })
  const find = (named: Bindings['DATABASES']) => {
    const { directory } = makeDeps(readSettings({ ...settings, DATABASES: named }), runtime)
    return merchantsOfAddress(directory, email)
  }
  await move('home')
  const found: unknown[] = []
  await move('second', async (line) => {
    if (!line.startsWith('Switched')) return
    found.push((await find(settings.DATABASES)).merchants.map(({ account, isOpen }) => [account.id, isOpen]))
    found.push(await find(undefined).catch((fault) => fault))
  })
  expect(found).toEqual([[['acct_harborpine', false]], expect.any(DatabaseUnavailable)])
  await move(places.acct_harborpine)
})

test('a merchant who moves while an isolate has the old database cached loses no change and reads no old data', async () => {
  const invoice = await sent('acct_harborpine', 900)
  const paid = await sent('acct_harborpine', 700)
  await api('acct_harborpine', `invoices/${paid.id}/pay`, { paid_out_of_band: 'true' })
  const receiptsIn = (place: 'home' | 'second') =>
    rowsIn(place, 'SELECT * FROM cash_receipts WHERE account_id = ? ORDER BY id', 'acct_harborpine')
  const receipts = await receiptsIn(places.acct_harborpine)
  expect(receipts.filter(({ state }) => state.includes(paid.id))).toHaveLength(1)
  for (const to of [elsewhere('acct_harborpine'), places.acct_harborpine] as const) {
    await move(to)
    expect(await api('acct_harborpine', `invoices/${invoice.id}`)).toMatchObject({ id: invoice.id })
    await api('acct_harborpine', `invoices/${invoice.id}`, { 'metadata[moved]': to })
    expect(await api('acct_harborpine', `invoices/${invoice.id}`)).toMatchObject({ metadata: { moved: to } })
    expect((await ask(new URL(invoice.hosted_invoice_url).pathname)).status).toBe(200)
    expect(await receiptsIn(to)).toEqual(receipts)
    expect(await receiptsIn(to === 'home' ? 'second' : 'home')).toEqual([])
  }
})

test('an isolate with one database configured does not serve a merchant who has left it', async () => {
  const left = inject('isMoved') ? 'acct_kranwerk' : 'acct_harborpine'
  const old = { ...bindings, DATABASES: undefined }
  const headers = { authorization: `Bearer ${environment.secrets.merchants[left]!.apiKey}` }
  const request = new Request('http://127.0.0.1:8787/v1/customers', { method: 'POST', headers })
  const answer = await app.fetch(request, {
    ...old,
    RUNTIME: { ...runtime, directoryCache: emptyDirectoryCache() },
  })
  expect(answer.status).toBe(401)
})
