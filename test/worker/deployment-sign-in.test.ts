import { createClient } from '@libsql/client/http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseCustomer } from '../../src/actions/customers/erase-customer.ts'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { updateConfiguration } from '../../src/actions/portal/update-configuration.ts'
import { defaultConfigurationId } from '../../src/core/portal/configuration.ts'
import type { JobMessage } from '../../src/jobs/messages.ts'
import { paths } from '../../src/paths.ts'
import { exceptionFor } from '../forgery/tenant-check.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { ask, bindings, environment } from './environment.ts'
import { type Call, everyStatement, intercepting, isWrite, realFetch, rows, sent, write } from './fetch-log.ts'
import { clock, done, merchant, newDeps } from './merchant.ts'
import { work } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const [kranwerk, harborPine] = [merchant('acct_kranwerk'), merchant('acct_harborpine')]
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const login = paths.deploymentLogin()

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

let count = 0
const newAddress = () => `several.${clock.now().toString(36)}.${++count}@wieland.example`

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
/** What the Worker has queued and nobody has processed. */
const queued: JobMessage[] = []
const JOBS = { send: async (message: JobMessage) => void queued.push(message) } as never

/** As many as a test likes; what the limits do has a test of its own. */
const unlimited = { limit: async () => ({ success: true }) } as RateLimit
const noLimits = { SIGN_IN_BY_VISITOR: unlimited, SIGN_IN_IN_ALL: unlimited }

const post = (
  path: string,
  fields: Record<string, string>,
  cookie = '',
  headers: Record<string, string> = form,
  limits: Partial<typeof bindings> = noLimits,
) =>
  ask(
    path,
    {
      method: 'POST',
      headers: { ...headers, cookie },
      body: new URLSearchParams(fields).toString(),
      redirect: 'manual',
    },
    { JOBS, ...limits },
  )
const get = (path: string, cookie = '', language = '') =>
  ask(path, { headers: { cookie, 'accept-language': language }, redirect: 'manual' })

const cookiesIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')

async function askFor(email: string, browser = '') {
  const response = await post(login, { email }, browser)
  return { response, path: response.headers.get('location')!, browser: cookiesIn(response) }
}

type Mailed = { readonly subject: string; readonly text: string; readonly from: string }

async function mailsTo(address: string): Promise<Mailed[]> {
  const response = await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(address)}`)
  return response.json()
}

async function codeMailedTo(address: string, mails = 1): Promise<string> {
  await work(queued.splice(0))
  await expect.poll(async () => (await mailsTo(address)).length).toBe(mails)
  return /^\d{6}/.exec((await mailsTo(address))[0]!.subject)![0]
}

/** The one customer of one merchant who has an address, and their code. */
async function withCode() {
  const email = newAddress()
  const { id } = await kranwerk.customer({ email })
  const asked = await askFor(email)
  return { ...asked, email, id, code: await codeMailedTo(email) }
}

/** A customer of each merchant with one address, which was proven. */
async function proven(email = newAddress()) {
  const krans = await kranwerk.customer({ email, name: 'Wieland Kran' })
  const harbors = await harborPine.customer({ email: email.toUpperCase(), name: 'Wieland Harbor' })
  const { path, browser } = await askFor(email)
  const given = await post(path, { code: await codeMailedTo(email) }, browser)
  expect([given.status, given.headers.get('location')]).toEqual([303, `${path}/customer`])
  return { email, krans, harbors, browser, choice: `${path}/customer` }
}

const sessionsOf = (customerId: string) => rows('SELECT id FROM portal_sessions WHERE customer_id = ?', customerId)
const locationOf = (response: Response) => response.headers.get('location')

const home = createClient({ url: bindings.DATABASE_URL!, intMode: 'number', fetch: realFetch })
const signIn = async (path: string) => {
  const sql = 'SELECT * FROM deployment_sign_ins WHERE id = ?'
  return (await home.execute({ sql, args: [path.split('/').at(-1)!] })).rows[0]
}

test('an address of one customer of one merchant goes straight on, by one session, however often the code is given at once', async () => {
  const { path, browser, code, id } = await withCode()
  const responses = await Promise.all(Array.from({ length: 16 }, () => post(path, { code }, browser)))
  const opened = responses.filter((response) => locationOf(response) === paths.portal(kranwerk.id))
  expect(opened).toHaveLength(1)
  // The others came before the session was opened, and are led on, or after.
  const others = new Set(responses.filter((response) => response !== opened[0]).map(locationOf))
  expect([...others].filter((to) => to !== null)).toEqual(others.has(`${path}/customer`) ? [`${path}/customer`] : [])
  expect(await sessionsOf(id)).toHaveLength(1)
  expect((await post(path, { code }, browser)).status).toBe(400)
  const session = cookiesIn(opened[0]!)
  expect(session).toMatch(/^portal-acct_kranwerk=/)
  expect((await get(paths.portal(kranwerk.id), session)).status).toBe(200)
})

test('five guesses of a code are looked at, however many come at once; then the right one is refused too', async () => {
  const { path, browser, code, id } = await withCode()
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  const guess = () => post(path, { code: wrong }, browser)
  const guesses = await Promise.all(Array.from({ length: rounds(20, 1000) }, guess))
  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([400]))
  expect(await signIn(path)).toMatchObject({ tries: 5, proven_at: null, session_id: null })
  expect((await post(path, { code }, browser)).status).toBe(400)
  expect(await sessionsOf(id)).toEqual([])
})

test('an address gets five mails in an hour, however often it is asked for at once, and the sixth an hour later', async () => {
  const email = newAddress()
  await kranwerk.customer({ email })
  const asked = await Promise.all(Array.from({ length: rounds(12, 200) }, () => askFor(email)))
  expect(new Set(asked.map(({ response }) => response.status))).toEqual(new Set([303]))
  await codeMailedTo(email, 5)
  await clock.advance(hourMs - minuteMs)
  await askFor(email.toUpperCase())
  await clock.advance(2 * minuteMs)
  await askFor(email)
  await codeMailedTo(email, 6)
})

test('an address gets fifteen mails in a day', async () => {
  const email = newAddress()
  const asked = 'SELECT count(*) AS n FROM deployment_sign_ins WHERE address = ?'
  for (let hour = 0; hour < 4; hour++) {
    await Promise.all(Array.from({ length: 6 }, () => askFor(email)))
    await clock.advance(hourMs + minuteMs)
  }
  expect((await home.execute({ sql: asked, args: [email] })).rows).toMatchObject([{ n: 15 }])
  await clock.advance(21 * hourMs)
  await askFor(email)
  expect(
    (await home.execute({ sql: `${asked} AND created_at > ?`, args: [email, clock.now() - hourMs] })).rows,
  ).toMatchObject([{ n: 1 }])
})

test('who asks too often is answered as ever and nothing is written; who guesses too often waits', async () => {
  const email = newAddress()
  await kranwerk.customer({ email })
  const counts = { byVisitor: 0, inAll: 0 }
  const limits = (visitors: boolean, all: boolean) => ({
    SIGN_IN_BY_VISITOR: { limit: async () => ({ success: counts.byVisitor++ >= 0 && visitors }) },
    SIGN_IN_IN_ALL: { limit: async () => ({ success: counts.inAll++ >= 0 && all }) },
  })
  const { path, browser } = await askFor(email)
  const code = await codeMailedTo(email)
  for (const limited of [limits(true, false), limits(false, true)]) {
    const asked = await post(login, { email }, '', form, limited)
    expect(asked.status).toBe(303)
    expect(locationOf(asked)).toMatch(/^\/portal\/sgn_\w+$/)
    expect(cookiesIn(asked)).not.toBe('')
    expect(await signIn(locationOf(asked)!)).toBeUndefined()
    const guessed = await post(path, { code }, browser, form, limited)
    expect([guessed.status, guessed.headers.get('retry-after')]).toEqual([429, '60'])
  }
  expect(counts).toEqual({ byVisitor: 4, inAll: 2 })
  expect(queued).toEqual([])
  expect(await signIn(path)).toMatchObject({ tries: 0 })
  expect(locationOf(await post(path, { code }, browser))).toBe(paths.portal(kranwerk.id))
})

test('one visitor tries twenty times a minute', async () => {
  const ip = (nth: number) => ({ ...form, 'cf-connecting-ip': `10.77.0.${nth}` })
  const tries = (nth: number) => post(`${login}/sgn_unknown`, { code: '000000' }, '', ip(nth), {})
  const statuses = []
  for (let i = 0; i < 25; i++) statuses.push((await tries(1)).status)
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(400))
  expect(statuses.at(-1)).toBe(429)
  expect((await tries(2)).status).toBe(400)
})

test('while a database is away nothing is used up: the address stays proven', async () => {
  const { path, browser, code } = await withCode()
  const away = async ({ statements }: Call, go: () => Promise<Response>) =>
    statements.some((sql) => /row_number/.test(sql)) ? new Response('', { status: 502 }) : go()
  expect((await intercepting(away, () => post(path, { code }, browser))).status).toBe(503)
  expect(locationOf(await post(path, { code }, browser))).toBe(`${path}/customer`)
  expect(await (await get(`${path}/customer`, browser)).text()).toContain(kranwerk.id)
})

test('the code given once more leads to the choice, in this browser alone', async () => {
  const { browser, choice } = await proven()
  const path = choice.replace('/customer', '')
  expect(locationOf(await post(path, { code: '000000' }, browser))).toBe(choice)
  const stranger = (await askFor(newAddress())).browser
  expect((await post(path, { code: '000000' }, stranger)).status).toBe(400)
})

test('a customer whose address changes between the look-up and the session is refused, and the request given back', async () => {
  const { path, browser, code, id } = await withCode()
  let isChanged = false
  const change = async (call: Call, go: () => Promise<Response>) => {
    if (isChanged || !isWrite(call) || !call.statements.some((sql) => /into "portal_sessions"/.test(sql))) return go()
    isChanged = true
    done(await updateCustomer(newDeps(), kranwerk.unit, { customerId: id, input: { email: newAddress() } }))
    return go()
  }
  const given = await intercepting(change, () => post(path, { code }, browser))
  expect([isChanged, given.status, await sessionsOf(id)]).toEqual([true, 400, []])
  expect(await signIn(path)).toMatchObject({ session_id: null })
  expect(await (await get(`${path}/customer`, browser, 'en')).text()).toContain('No business here has this address')
})

test('a known and an unknown address get the same responses, byte for byte, and only the known one a mail', async () => {
  const [known, unknown] = [newAddress(), newAddress()]
  await kranwerk.customer({ email: known })
  const bare = (text: string) => text.replaceAll(/sgn_\w+|nonce="[^"]+"|nonce-[^']+/g, '')
  const answers = []
  for (const email of [known, unknown]) {
    const { response, path, browser } = await askFor(email)
    const [page, wrong] = [await get(path, browser), await post(path, { code: '000000' }, browser)]
    const shown = await Promise.all([response, page, wrong].map(async (one) => [one.status, bare(await one.text())]))
    answers.push([shown, bare(locationOf(response)!)])
  }
  expect(answers[0]).toEqual(answers[1])
  await codeMailedTo(known)
  expect(await mailsTo(unknown)).toEqual([])
})

test.runIf(isProving)('a known and an unknown address take the same time', async () => {
  const times: Record<string, number[]> = { known: [], unknown: [] }
  for (let i = 0; i < 500; i++)
    for (const kind of i % 2 === 0 ? ['known', 'unknown'] : ['unknown', 'known']) {
      const email = newAddress()
      await kranwerk.customer({ email: kind === 'known' ? email : newAddress() })
      const from = performance.now()
      await askFor(email)
      times[kind]!.push(performance.now() - from)
    }
  // The mean of the middle half, since the clock here counts whole milliseconds.
  const middle = (all: number[]) => all.toSorted((a, b) => a - b).slice(125, 375)
  const mean = (all: number[]) => middle(all).reduce((sum, ms) => sum + ms, 0) / 250
  const [known, unknown] = [mean(times.known!), mean(times.unknown!)]
  console.log('mean ms of the middle half', { known, unknown })
  expect(Math.abs(known - unknown) / unknown).toBeLessThan(0.05)
})

test('a code works only in the browser that asked for it, for ten minutes, and what others do uses nothing up', async () => {
  const { path, browser, code } = await withCode()
  const stranger = (await askFor(newAddress())).browser
  const link = `${path}?code=${code}`
  for (let i = 0; i < 6; i++)
    for (const cookie of ['', stranger, browser.replace('sign-in', `sign-in-${kranwerk.id}`)]) {
      await get(link, cookie)
      expect((await post(path, { code }, cookie)).status).toBe(400)
    }
  expect(await (await get(link)).text()).not.toContain('<form')
  expect(await (await get(link, browser)).text()).toContain(`value="${code}"`)
  expect(await signIn(path)).toMatchObject({ tries: 0 })
  await clock.advance(10 * minuteMs)
  expect((await post(path, { code }, browser)).status).toBe(400)
})

test('the mail speaks for the deployment and names no merchant', async () => {
  const { email } = await withCode()
  const [{ subject, text, from }] = (await mailsTo(email)) as [Mailed]
  expect(subject).toContain('Remit Sandbox')
  expect(JSON.stringify([subject, text, from])).not.toMatch(/Kranwerk|Wieland/i)
  expect(text).toContain('sandbox@remit.example')
})

test('one address at two merchants gets a choice, and a choice opens that merchant’s session once', async () => {
  const { krans, harbors, browser, choice } = await proven()
  const page = await (await get(choice, browser)).text()
  expect([krans.id, harbors.id, kranwerk.id, harborPine.id].every((id) => page.includes(id))).toBe(true)
  expect([...page.matchAll(/<form/g)]).toHaveLength(2)
  const chosen = await post(choice, { merchant: harborPine.id, customer: harbors.id }, browser)
  expect(locationOf(chosen)).toBe(paths.portal(harborPine.id))
  const session = cookiesIn(chosen)
  expect(session).toMatch(/^portal-acct_harborpine=/)
  const devices = await get(paths.portalSessions(harborPine.id), session)
  expect([devices.status, (await devices.text()).includes(String((await sessionsOf(harbors.id))[0]!.id))]).toEqual([
    200,
    true,
  ])
  for (const fields of [
    { merchant: harborPine.id, customer: harbors.id },
    { merchant: kranwerk.id, customer: krans.id },
  ])
    expect(locationOf(await post(choice, fields, browser))).toBe(login)
  expect(locationOf(await get(choice, browser))).toBe(login)
  expect([await sessionsOf(krans.id), (await sessionsOf(harbors.id)).length]).toEqual([[], 1])
  await post(paths.portalSessionEnd(harborPine.id, 'all'), {}, session)
  expect((await get(paths.portal(harborPine.id), session)).status).toBe(303)
})

test('a choice that is sent many times at once opens one session', async () => {
  const { krans, harbors, browser, choice } = await proven()
  const fields = [
    { merchant: kranwerk.id, customer: krans.id },
    { merchant: harborPine.id, customer: harbors.id },
  ]
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => post(choice, fields[i % 2]!, browser)))
  expect(answers.filter((answer) => locationOf(answer) !== login)).toHaveLength(1)
  expect([...(await sessionsOf(krans.id)), ...(await sessionsOf(harbors.id))]).toHaveLength(1)
})

test('a choice of anybody else, in another browser or from another site is refused, and uses nothing up', async () => {
  const { krans, harbors, browser, choice } = await proven()
  const other = await kranwerk.customer({ email: newAddress() })
  const page = await (await get(choice, browser)).text()
  expect(page).not.toContain(other.id)
  for (const [merchantId, customer] of [
    [kranwerk.id, other.id],
    [kranwerk.id, harbors.id],
    [harborPine.id, krans.id],
    ['acct_nobody', krans.id],
    ['', ''],
    ['__proto__', krans.id],
  ] as const)
    expect(locationOf(await post(choice, { merchant: merchantId, customer }, browser))).toBe(login)
  const right = { merchant: kranwerk.id, customer: krans.id }
  const stranger = (await askFor(newAddress())).browser
  for (const cookie of ['', stranger]) expect(locationOf(await post(choice, right, cookie))).toBe(login)
  const foreign = { ...form, 'sec-fetch-site': 'cross-site' }
  for (const path of [login, choice.replace('/customer', ''), choice])
    expect((await post(path, right, browser, foreign)).status).toBe(403)
  expect([...(await sessionsOf(other.id)), ...(await sessionsOf(krans.id))]).toEqual([])
  expect(locationOf(await post(choice, right, browser))).toBe(paths.portal(kranwerk.id))
})

test('a code that was not given chooses nothing', async () => {
  const { path, browser, id } = await withCode()
  expect(locationOf(await get(`${path}/customer`, browser))).toBe(login)
  const fields = { merchant: kranwerk.id, customer: id }
  expect(locationOf(await post(`${path}/customer`, fields, browser))).toBe(login)
})

const setLoginPage = async (who: typeof kranwerk, hasLoginPage: boolean) =>
  done(
    await updateConfiguration(newDeps(), who.unit, {
      id: defaultConfigurationId(who.id),
      input: { hasLoginPage },
    }),
  )

test('a merchant who has switched the sign-in page off is not listed and cannot be chosen', async () => {
  const { krans, harbors, browser, choice } = await proven()
  await setLoginPage(kranwerk, false)
  const page = await (await get(choice, browser)).text()
  expect([page.includes(kranwerk.id), page.includes(harborPine.id)]).toEqual([false, true])
  expect(locationOf(await post(choice, { merchant: kranwerk.id, customer: krans.id }, browser))).toBe(login)
  const alone = newAddress()
  await kranwerk.customer({ email: alone })
  const { path, browser: other } = await askFor(alone)
  const code = await codeMailedTo(alone)
  const nothing = await post(path, { code }, other)
  expect(locationOf(nothing)).toBe(`${path}/customer`)
  const kind = await get(`${path}/customer`, other, 'en')
  expect([kind.status, (await kind.text()).includes('No business here has this address')]).toEqual([200, true])
  await setLoginPage(kranwerk, true)
  expect(await (await get(choice, browser)).text()).toContain(kranwerk.id)
  expect(locationOf(await post(choice, { merchant: harborPine.id, customer: harbors.id }, browser))).toBe(
    paths.portal(harborPine.id),
  )
})

test('a customer who was erased, or has another address since, is neither listed nor chosen', async () => {
  const { krans, harbors, browser, choice } = await proven()
  done(await eraseCustomer(newDeps(), kranwerk.unit, { customerId: krans.id }))
  done(await updateCustomer(newDeps(), harborPine.unit, { customerId: harbors.id, input: { email: newAddress() } }))
  const page = await (await get(choice, browser, 'en')).text()
  expect([krans.id, harbors.id].some((id) => page.includes(id))).toBe(false)
  expect(page).toContain('No business here has this address')
  for (const fields of [
    { merchant: kranwerk.id, customer: krans.id },
    { merchant: harborPine.id, customer: harbors.id },
  ])
    expect(locationOf(await post(choice, fields, browser))).toBe(login)
})

test('several customers of a merchant are listed below it', async () => {
  const email = newAddress()
  const second = await kranwerk.customer({ email, name: 'Wieland Süd' })
  const { krans, browser, choice } = await proven(email)
  const page = await (await get(choice, browser)).text()
  const ofKranwerk = page.split('<form').find((part) => part.includes(`value="${kranwerk.id}"`))!
  expect([second.id, krans.id].map((id) => ofKranwerk.includes(id))).toEqual([true, true])
  const chosen = await post(choice, { merchant: kranwerk.id, customer: second.id }, browser)
  expect(locationOf(chosen)).toBe(paths.portal(kranwerk.id))
  expect(await sessionsOf(second.id)).toHaveLength(1)
})

test('of more than fifty merchants fifty are listed, and the page says that there are more', async () => {
  const email = newAddress()
  const { id } = await kranwerk.customer({ email })
  const numbers = Array.from({ length: 60 }, (_, i) => `acct_many${String(i).padStart(2, '0')}`)
  await write(
    numbers.flatMap((accountId) => [
      {
        sql: "INSERT INTO accounts (id, created_at, state) SELECT ?, created_at, json_set(state, '$.id', ?) FROM accounts WHERE id = ?",
        args: [accountId, accountId, kranwerk.id],
      },
      {
        sql: "INSERT INTO customers SELECT ?, id, version, created_at, email, json_set(state, '$.accountId', ?) FROM customers WHERE account_id = ? AND id = ?",
        args: [accountId, accountId, kranwerk.id, id],
      },
    ]),
  )
  const { path, browser } = await askFor(email)
  const code = await codeMailedTo(email)
  await post(path, { code }, browser)
  const page = await (await get(`${path}/customer`, browser, 'en')).text()
  expect([...page.matchAll(/<form/g)]).toHaveLength(50)
  expect(page).toContain('Not all of them are shown')
  // Fifty can be chosen, and all others cannot: those would fill the rows that are read.
  const many = (from: number) => [
    {
      sql: `INSERT INTO portal_configurations (account_id, id, version, created_at, state)
        SELECT id, 'bpc_' || substr(id, 6), 1, 1, '{"hasLoginPage":false}' FROM accounts WHERE id LIKE 'acct_many%' AND id >= ?`,
      args: [`acct_many${from}`],
    },
    {
      sql: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
        INSERT INTO customers SELECT account_id, id || i, version, created_at, email, state FROM customers, n WHERE account_id LIKE 'acct_many%'`,
      args: [],
    },
  ]
  await write(many(10))
  const fewer = await (await get(`${path}/customer`, browser, 'en')).text()
  expect([...fewer.matchAll(/<form/g)]).toHaveLength(11)
  expect([...fewer.matchAll(/name="customer"/g)]).toHaveLength(101)
  expect(fewer).not.toContain('Not all of them are shown')
  await write([
    {
      sql: "DELETE FROM portal_configurations WHERE account_id LIKE 'acct_many%' AND account_id < 'acct_many40'",
      args: [],
    },
  ])
  const cut = await (await get(`${path}/customer`, browser, 'en')).text()
  expect([...cut.matchAll(/<form/g)]).toHaveLength(41)
  expect([...cut.matchAll(/name="customer"/g)]).toHaveLength(250)
  expect(cut).toContain('Not all of them are shown')
  await write([
    { sql: "DELETE FROM portal_configurations WHERE account_id LIKE 'acct_many%'", args: [] },
    { sql: "DELETE FROM customers WHERE account_id LIKE 'acct_many%'", args: [] },
    { sql: "DELETE FROM accounts WHERE id LIKE 'acct_many%'", args: [] },
  ])
})

test('the one statement that crosses merchants goes by the index of addresses, and reads only', async () => {
  await proven()
  const crossing = [...everyStatement].filter((sql) => exceptionFor(sql) === 'customersOfAddress')
  expect(crossing).toHaveLength(1)
  const [sql] = crossing as [string]
  expect(sql).toMatch(/^select /)
  const values = Array.from({ length: sql.split('?').length - 1 }, () => 'a@b.example')
  const plan = (await rows(`EXPLAIN QUERY PLAN ${sql}`, ...values)).map(({ detail }) => String(detail))
  expect(plan.filter((step) => /^SEARCH customers USING .*INDEX customers_by_address/.test(step))).toHaveLength(1)
  // What the address has found is gone through in memory; no table is.
  expect(plan.filter((step) => /^SCAN (?!found|\(subquery)/.test(step))).toEqual([])
})

/** How many round trips to databases a request takes, one after the other. */
async function trips(request: () => Promise<Response>): Promise<number> {
  sent.length = 0
  await request()
  return sent.filter(({ to }) => to === 'database').length
}

test('the pages before the code read nothing; what follows reads the request, the merchants, and the chosen one', async () => {
  expect(await trips(() => get(login))).toBe(0)
  const { harbors, browser, choice, email } = await proven()
  const path = choice.replace('/customer', '')
  expect(await trips(() => get(path, browser))).toBe(0)
  expect(await trips(() => askFor(newAddress()))).toBe(1)
  const { path: second, browser: other } = await askFor(email, browser)
  expect(await trips(() => post(second, { code: '000000' }, other))).toBe(1)
  // The request, and then all databases at once.
  const databases = bindings.DATABASES ? 2 : 1
  expect(await trips(() => get(choice, browser))).toBe(1 + databases)
  // The request, the customer, the request taken, and the session.
  const chosen = { merchant: harborPine.id, customer: harbors.id }
  expect(await trips(() => post(choice, chosen, browser))).toBeLessThanOrEqual(4 + (bindings.DATABASES ? 1 : 0))
})

test.each([
  ['de', 'ltr', 'Anmelden und Rechnungen ansehen'],
  ['fr', 'ltr', 'Connectez-vous pour voir vos factures'],
  ['ja', 'ltr', 'ログインして請求書を見る'],
  ['ar', 'rtl', 'سجّل الدخول لعرض فواتيرك'],
])('the page speaks the browser’s language: %s', async (language, direction, heading) => {
  const page = await (await get(login, '', language)).text()
  expect([page.includes(heading), page.includes(`dir="${direction}"`)]).toEqual([true, true])
  expect(page).not.toMatch(/Kranwerk|Harbor/)
})

test('requests are forgotten after a day', async () => {
  const { path } = await askFor(newAddress())
  expect(await signIn(path)).toBeDefined()
  await clock.advance(24 * hourMs + minuteMs)
  const { deleteSignIns } = await import('../../src/jobs/delete-sign-ins.ts')
  const deps = newDeps()
  for (const db of deps.directory.all) await deleteSignIns(deps, db)
  expect(await signIn(path)).toBeUndefined()
})
