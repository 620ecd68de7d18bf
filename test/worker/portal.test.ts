import { afterAll, beforeAll, expect, test } from 'vitest'
import { markUncollectible } from '../../src/actions/invoices/mark-uncollectible.ts'
import type { JobMessage } from '../../src/jobs/messages.ts'
import { paths } from '../../src/paths.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { ask, environment } from './environment.ts'
import { realFetch, rows } from './fetch-log.ts'
import { clock, done, merchant, newDeps } from './merchant.ts'
import { work } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const minuteMs = 60_000
const hourMs = 60 * minuteMs

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

let count = 0
const newAddress = () => `portal.${clock.now().toString(36)}.${++count}@wieland.example`

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
/** What the Worker has queued and nobody has processed. */
const queued: JobMessage[] = []
const JOBS = { send: async (message: JobMessage) => void queued.push(message) } as never

const post = (path: string, fields: Record<string, string>, cookie = '') =>
  ask(
    path,
    { method: 'POST', headers: { ...form, cookie }, body: new URLSearchParams(fields).toString(), redirect: 'manual' },
    { JOBS },
  )
const get = (path: string, cookie = '') => ask(path, { headers: { cookie }, redirect: 'manual' })

/** The first pair of each cookie that a response sets and does not delete, as a browser sends them back. */
const cookiesIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')

/** Asks for a code, in a new browser or in one that has asked before. */
async function askFor(email: string, browser = '') {
  const response = await post(paths.portalLogin(kranwerk.id), { email }, browser)
  return { response, path: response.headers.get('location')!, browser: cookiesIn(response) }
}

type Mailed = { readonly subject: string; readonly text: string }

async function mailsTo(address: string): Promise<Mailed[]> {
  const response = await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(address)}`)
  return response.json()
}

/** The code of the newest mail to an address. */
async function codeMailedTo(address: string, mails = 1): Promise<string> {
  await work(queued.splice(0))
  await expect.poll(async () => (await mailsTo(address)).length).toBe(mails)
  return /^\d{6}/.exec((await mailsTo(address))[0]!.subject)![0]
}

/** A customer who has asked for a code and has it. */
async function withCode(email = newAddress()) {
  const { id } = await kranwerk.customer({ email })
  const asked = await askFor(email)
  return { ...asked, email, id, code: await codeMailedTo(email) }
}

async function signedIn() {
  const one = await withCode()
  const response = await post(one.path, { code: one.code }, one.browser)
  expect([response.status, response.headers.get('location')]).toEqual([303, paths.portal(kranwerk.id)])
  return { ...one, session: cookiesIn(response) }
}

const sessionsOf = (customerId: string) => rows('SELECT id FROM portal_sessions WHERE customer_id = ?', customerId)
const lastUsed = (customerId: string) =>
  rows('SELECT last_used_at FROM portal_sessions WHERE customer_id = ?', customerId)
const home = (session: string) => get(paths.portal(kranwerk.id), session)

test('a mailed code opens one session, however often it is given at once', async () => {
  const { path, browser, code, id } = await withCode()
  const responses = await Promise.all(Array.from({ length: 32 }, () => post(path, { code }, browser)))
  expect(responses.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(await sessionsOf(id)).toHaveLength(1)
  expect((await post(path, { code }, browser)).status).toBe(400)
})

test('five guesses of a code are looked at, however many come at once; then the right one is refused too', async () => {
  const { path, browser, code, id } = await withCode()
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  const guesses = await Promise.all(
    Array.from({ length: rounds(40, 1000) }, () => post(path, { code: wrong }, browser)),
  )
  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([400]))
  expect(await rows('SELECT tries FROM sign_ins WHERE id = ?', path.split('/').at(-1))).toEqual([{ tries: 5 }])
  expect((await post(path, { code }, browser)).status).toBe(400)
  expect(await sessionsOf(id)).toEqual([])
})

test('an address gets five mails in an hour, however often it is asked for at once, and the sixth an hour later', async () => {
  const email = newAddress()
  await kranwerk.customer({ email })
  const asked = await Promise.all(Array.from({ length: rounds(20, 200) }, () => askFor(email)))
  expect(new Set(asked.map(({ response }) => response.status))).toEqual(new Set([303]))
  await codeMailedTo(email, 5)
  await clock.advance(hourMs - minuteMs)
  await askFor(email.toUpperCase())
  await clock.advance(2 * minuteMs)
  await askFor(email)
  await codeMailedTo(email, 6)
})

test('a known and an unknown address get the same responses, byte for byte', async () => {
  const known = newAddress()
  await kranwerk.customer({ email: known })
  const bare = (text: string) => text.replaceAll(/sgn_\w+|nonce="[^"]+"|nonce-[^']+/g, '')
  const answers = []
  for (const email of [known, newAddress()]) {
    const { response, path, browser } = await askFor(email)
    const [page, wrong] = [await get(path, browser), await post(path, { code: '000000' }, browser)]
    const shown = await Promise.all([response, page, wrong].map(async (one) => [one.status, bare(await one.text())]))
    answers.push([shown, bare(response.headers.get('location')!)])
  }
  expect(answers[0]).toEqual(answers[1])
})

test.runIf(isProving)('a known and an unknown address take the same time', async () => {
  const times: Record<string, number[]> = { known: [], unknown: [] }
  for (let i = 0; i < 500; i++)
    for (const kind of ['known', 'unknown'] as const) {
      const email = newAddress()
      if (kind === 'known') await kranwerk.customer({ email })
      const from = performance.now()
      await askFor(email)
      times[kind]!.push(performance.now() - from)
    }
  const median = (all: number[]) => all.toSorted((a, b) => a - b)[all.length / 2]!
  const [known, unknown] = [median(times.known!), median(times.unknown!)]
  console.log('median ms', { known, unknown })
  expect(Math.abs(known - unknown) / unknown).toBeLessThan(0.05)
})

test('a code works only in the browser that asked for it, and what another one does uses nothing up', async () => {
  const { path, browser, code, email } = await withCode()
  const stranger = (await askFor(newAddress())).browser
  const link = `${path}?code=${code}`
  for (let i = 0; i < 6; i++)
    for (const cookie of ['', stranger]) {
      await get(link, cookie)
      expect((await post(path, { code }, cookie)).status).toBe(400)
    }
  expect(await (await get(link)).text()).not.toContain('<form')
  expect(await (await get(link, browser)).text()).toContain(`value="${code}"`)
  expect((await post(path, { code }, browser)).status).toBe(303)
  expect(email).toContain('@')
})

test('a code is accepted for ten minutes', async () => {
  const { path, browser, code } = await withCode()
  await clock.advance(10 * minuteMs)
  expect((await post(path, { code }, browser)).status).toBe(400)
})

test.each(['123 456', '１２３４５６', '۱۲۳۴۵۶', '12-34-56', ' 123456 '])(
  'a code is read as people type it: %s',
  async (typed) => {
    const { path, browser, code } = await withCode()
    const digits = [...code]
    const asTyped = typed.replaceAll(/\p{Nd}/gu, (zero) => {
      const row =
        zero.codePointAt(0)! - Number(zero.normalize('NFKC').replace(/[۰-۹]/, (d) => String(d.codePointAt(0)! - 0x6f0)))
      return String.fromCodePoint(row + Number(digits.shift()))
    })
    expect((await post(path, { code: asTyped }, browser)).status).toBe(303)
  },
)

test('one address of several customers gets a choice, and only of those', async () => {
  const email = newAddress()
  const first = await kranwerk.customer({ email, name: 'Brandt Nord' })
  const second = await kranwerk.customer({ email: email.toUpperCase(), name: 'Brandt Süd' })
  const other = await kranwerk.customer({ email: newAddress() })
  const { path, browser } = await askFor(email)
  const code = await codeMailedTo(email)
  const proven = await post(path, { code }, browser)
  const choice = proven.headers.get('location')!
  expect(choice).toBe(`${path}/customer`)
  const page = await (await get(choice, browser)).text()
  expect([first.id, second.id, other.id].map((id) => page.includes(id))).toEqual([true, true, false])
  const login = paths.portalLogin(kranwerk.id)
  // Back at the code, or pressed twice.
  expect((await post(path, { code: '000000' }, browser)).headers.get('location')).toBe(choice)
  expect((await post(path, { code: '000000' }, '')).status).toBe(400)
  expect((await post(choice, { customer: other.id }, browser)).headers.get('location')).toBe(login)
  expect((await post(choice, { customer: second.id }, '')).headers.get('location')).toBe(login)
  const chosen = await post(choice, { customer: second.id }, browser)
  expect(chosen.headers.get('location')).toBe(paths.portal(kranwerk.id))
  expect((await post(choice, { customer: first.id }, browser)).headers.get('location')).toBe(login)
  expect([await sessionsOf(first.id), (await sessionsOf(second.id)).length]).toEqual([[], 1])
})

test('a session ends after an hour without use, and after a day in any case', async () => {
  const { session } = await signedIn()
  const { session: busy, id } = await signedIn()
  await clock.advance(59 * minuteMs)
  expect((await home(busy)).status).toBe(200)
  await clock.advance(minuteMs)
  const ended = await home(session)
  expect(ended.headers.get('location')).toBe(`${paths.portalLogin(kranwerk.id)}?after=session_ended`)
  expect(ended.headers.getSetCookie().join()).toContain('Max-Age=0')
  for (let hours = 1; hours < 23; hours++) {
    expect((await home(busy)).status).toBe(200)
    await expect.poll(async () => Number((await lastUsed(id))[0]!.last_used_at)).toBeGreaterThan(clock.now() - 10_000)
    await clock.advance(59 * minuteMs)
  }
  await clock.advance(60 * minuteMs)
  expect((await home(busy)).status).toBe(303)
})

test('a session that is ended is refused on the next request, and the others of the customer are not', async () => {
  const { session, email, id } = await signedIn()
  const { path, browser } = await askFor(email)
  const second = cookiesIn(await post(path, { code: await codeMailedTo(email, 2) }, browser))
  const ids = (await rows('SELECT id FROM portal_sessions WHERE customer_id = ? ORDER BY id', id)).map((row) => row.id)
  const stranger = await signedIn()
  await post(paths.portalSessionEnd(kranwerk.id, String(ids[1])), {}, stranger.session)
  expect((await home(second)).status).toBe(200)
  await post(paths.portalSessionEnd(kranwerk.id, String(ids[1])), {}, session)
  expect([(await home(session)).status, (await home(second)).status]).toEqual([200, 303])
  await post(paths.portalSessionEnd(kranwerk.id, 'all'), {}, session)
  expect((await home(session)).status).toBe(303)
})

test('signing in gives the session a new secret, whatever the browser sent before', async () => {
  const { path, browser, code } = await withCode()
  const fixed = `portal-${kranwerk.id}=${'A'.repeat(43)}`
  const session = cookiesIn(await post(path, { code }, `${browser}; ${fixed}`))
  expect(session).not.toContain(fixed)
  expect([(await home(session)).status, (await home(fixed)).status]).toEqual([200, 303])
})

test('the use of a session is written down once a minute', async () => {
  const { session, id } = await signedIn()
  const before = await lastUsed(id)
  await clock.advance(30_000)
  await home(session)
  expect(await lastUsed(id)).toEqual(before)
  await clock.advance(30_000)
  await home(session)
  await expect.poll(() => lastUsed(id)).not.toEqual(before)
})

/** Where a browser that wants a page ends up: it asks for a code with what the sign-in page sends along, and gives it. */
async function signedInAfter(next: string) {
  const email = newAddress()
  await kranwerk.customer({ email })
  const asked = await post(paths.portalLogin(kranwerk.id), { email, next })
  const browser = cookiesIn(asked)
  const onCodePage = asked.headers.get('location')!
  const page = await (await get(onCodePage, browser)).text()
  const sent = /name="next" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  const fields = { code: await codeMailedTo(email), ...(sent !== undefined && { next: sent }) }
  const response = await post(onCodePage.split('?')[0]!, fields, browser)
  return response.headers.get('location')
}

test('signing in leads on to the page that was asked for', async () => {
  const pay = paths.portalPayUntil(kranwerk.id, 'eur', '2026-12-31')
  const login = (await get(pay)).headers.get('location')!
  const next = new URLSearchParams(login.split('?')[1]).get('next')!
  expect(await (await get(login)).text()).toContain(`name="next" value="${next.replaceAll('&', '&amp;')}"`)
  expect(await signedInAfter(next)).toBe(pay)
  for (const other of [paths.portalPaymentReturn(kranwerk.id), paths.portalStatementPdf(kranwerk.id)])
    expect((await get(other)).headers.get('location')).toBe(paths.portalLogin(kranwerk.id))
})

test.each([
  'https://evil.example/p/acct_kranwerk/statement.pdf',
  '//evil.example',
  '/p/acct_harborpine/pay',
  '/p/acct_kranwerk/session/x',
  'javascript:alert(1)',
])('signing in leads nowhere else, whatever the form says: %s', async (next) => {
  const { path, browser, code } = await withCode()
  expect((await post(path, { code, next }, browser)).headers.get('location')).toBe(paths.portal(kranwerk.id))
})

test('what a statement has as open is chosen to be paid: no later invoice, and none that was written off', async () => {
  const { id, email } = await withCode()
  const first = await kranwerk.open(id)
  const { id: writtenOff } = await kranwerk.open(id)
  done(await markUncollectible(newDeps(), kranwerk.unit, { invoiceId: writtenOff }))
  await clock.advance(25 * hourMs)
  const later = await kranwerk.open(id)
  const { path, browser } = await askFor(email)
  const session = cookiesIn(await post(path, { code: await codeMailedTo(email, 2) }, browser))
  const prefix = id.slice(-8).toUpperCase()
  const chosenUntil = async (until: string) => {
    const text = await (await get(paths.portalPayUntil(kranwerk.id, 'eur', until), session)).text()
    // Several have one transfer with the customer's reference; one is paid on its own page.
    expect(text.includes(`<bdi>${prefix}</bdi>`)).toBe(until > first.issuedOn)
    return [...text.matchAll(/<input [^>]*type="checkbox"[^>]*value="([^"]+)"[^>]* checked/g)].map(([, value]) => value)
  }
  expect(await chosenUntil(first.issuedOn)).toEqual([first.id])
  expect(await chosenUntil(later.issuedOn)).toEqual([first.id, later.id])
})
