import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { deleteObject } from '../../src/actions/objects/delete-object.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { revokeAllSessions } from '../../src/actions/portal/revoke-all-sessions.ts'
import { updateConfiguration } from '../../src/actions/portal/update-configuration.ts'
import { defaultConfigurationId } from '../../src/core/portal/configuration.ts'
import { passkeyLimits } from '../../src/core/portal/passkey.ts'
import { linkSecretOf } from '../../src/crypto/portal-secrets.ts'
import { paths } from '../../src/paths.ts'
import { type Authenticator, type Changes, newAuthenticator } from '../world/authenticator.ts'
import { ask, bindings, environment } from './environment.ts'
import { isWrite, realFetch, rows, sent, write } from './fetch-log.ts'
import { clock, done, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const [kranwerk, harborpine] = [merchant('acct_kranwerk'), merchant('acct_harborpine')]
type Merchant = typeof kranwerk | typeof harborpine

beforeAll(async () => {
  await clock.read()
  // A file that ran before may have left it otherwise.
  for (const { id, unit } of [kranwerk, harborpine])
    done(await updateConfiguration(newDeps(), unit, { id: defaultConfigurationId(id), input: { hasLoginPage: true } }))
})
afterAll(expectTenantPredicates)

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'

const get = (path: string, cookie = '') =>
  ask(path, { headers: { cookie, 'accept-language': 'en', 'user-agent': chrome }, redirect: 'manual' })

const post = (path: string, fields: Record<string, string>, cookie: string) =>
  ask(path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      'accept-language': 'en',
      'user-agent': chrome,
      cookie,
    },
    body: new URLSearchParams(fields).toString(),
  })

/** The pairs of the cookies that a response sets, as a browser sends them back. */
const cookiesIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')

/** Signs a customer in, by a code unless said otherwise; returns the cookie. */
async function enter({ id: accountId, unit }: Merchant, customerId: string, way = 'code'): Promise<string> {
  const deps = newDeps()
  const id = deps.newId('portalSession')
  const wanted = { returnUrl: null, locale: null, flow: null, configurationId: undefined }
  done(await createSession(deps, unit, { id, customerId, ...wanted }))
  await write([{ sql: 'UPDATE portal_sessions SET way = ? WHERE id = ?', args: [way, id] }])
  return cookiesIn(await get(paths.portalEntry(accountId, await linkSecretOf(deps.linkKeys, accountId, id))))
}

const optionsFor = async ({ id }: Merchant, cookie: string) =>
  (await get(paths.portalPasskeyOptions(id), cookie)).json()

/** Adds a passkey, and returns what the address says has become of it. */
async function add(of: Merchant, cookie: string, device: Authenticator, changes: Changes = {}) {
  const answer = await device.create((await optionsFor(of, cookie)) as never, changes)
  return { answer, notice: await sendNew(of, cookie, answer) }
}

const sendNew = async ({ id }: Merchant, cookie: string, answer: string) => {
  const response = await post(paths.portalPasskeys(id), { answer }, cookie)
  expect(response.status).toBe(303)
  return new URL(response.headers.get('location')!, bindings.APP_URL).searchParams.get('passkey')
}

/** A browser with a challenge to sign in. */
async function challenged({ id }: Merchant, cookie = '') {
  const response = await get(paths.portalPasskeyChallenge(id), cookie)
  expect(response.status).toBe(200)
  return { browser: cookiesIn(response), options: (await response.json()) as never }
}

const signIn = ({ id }: Merchant, browser: string, answer: string) =>
  post(paths.portalPasskeySignIn(id), { answer }, browser)

/** Answers a challenge and returns the response. */
async function answered(at: Merchant, device: Authenticator, changes: Changes = {}) {
  const { browser, options } = await challenged(at)
  return signIn(at, browser, await device.get(options, changes))
}

/** A customer who has a passkey. */
async function withPasskey(of: Merchant = kranwerk) {
  const { id: customerId } = await of.customer({ email: `passkey.${++count}@wieland.example` })
  const cookie = await enter(of, customerId)
  const device = await newAuthenticator(bindings.APP_URL!)
  const { answer, notice } = await add(of, cookie, device)
  expect(notice).toBe('added')
  return { customerId, cookie, device, answer }
}
let count = 0

const passkeysOf = (customerId: string) => rows('SELECT * FROM passkeys WHERE customer_id = ?', customerId)
const sessionsOf = (customerId: string) =>
  rows("SELECT id FROM portal_sessions WHERE customer_id = ? AND way = 'passkey'", customerId)

test('a passkey signs in its customer with a new secret, is listed with its last use, and is removed', async () => {
  const { customerId, device, cookie } = await withPasskey()
  const devices = await (await get(paths.portalSessions(kranwerk.id), cookie)).text()
  expect(devices).toContain('Not used yet')
  const secrets = new Set<string>()
  for (let times = 0; times < 2; times++) {
    const { browser, options } = await challenged(kranwerk)
    const response = await signIn(kranwerk, browser, await device.get(options))
    expect([response.status, response.headers.get('location')]).toEqual([303, paths.portal(kranwerk.id)])
    const session = cookiesIn(response)
    secrets.add(session)
    expect((await get(paths.portal(kranwerk.id), session)).status).toBe(200)
    await clock.advance(1000)
  }
  expect(secrets.size).toBe(2)
  const [passkey] = await passkeysOf(customerId)
  expect(passkey!.last_used_at).toBeGreaterThan(passkey!.created_at)
  const listed = await (await get(paths.portalSessions(kranwerk.id), cookie)).text()
  expect(listed).toContain('Chrome, Linux')
  expect(listed).toContain('Signed in by a passkey')
  expect(listed).not.toContain('Not used yet')
  await post(paths.portalPasskeyRemoval(kranwerk.id, passkey!.id), {}, cookie)
  expect(await passkeysOf(customerId)).toEqual([])
  expect((await answered(kranwerk, device)).status).toBe(400)
})

test('the options ask for a verified user and a passkey that is found without a name', async () => {
  const { cookie, device } = await withPasskey()
  const options = await optionsFor(kranwerk, cookie)
  expect(options).toMatchObject({
    rp: { id: new URL(bindings.APP_URL!).hostname },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: device.id, type: 'public-key' }],
  })
  expect((await challenged(kranwerk)).options).toEqual({
    rpId: new URL(bindings.APP_URL!).hostname,
    challenge: expect.any(String),
    userVerification: 'required',
    timeout: passkeyLimits.challengeMs,
  })
})

const wrongAnswers: Readonly<Record<string, Changes>> = {
  'another origin': { origin: 'https://evil.example' },
  'an origin that begins like ours': { origin: `${bindings.APP_URL}.evil.example` },
  'another host': { rpId: 'evil.example' },
  'a challenge of its own': { challenge: Buffer.from('1796086755795.x').toString('base64url') },
  'no challenge': { challenge: '' },
  'no user verification': { isVerified: false },
  'nobody present': { isPresent: false },
}

test('nobody signs in with a wrong answer, and no passkey is added with one', async () => {
  const { customerId, device, cookie } = await withPasskey()
  const another = await newAuthenticator(bindings.APP_URL!)
  for (const [what, changes] of Object.entries(wrongAnswers)) {
    expect((await answered(kranwerk, device, changes)).status, what).toBe(400)
    expect((await add(kranwerk, cookie, another, changes)).notice, what).toBe('refused')
  }
  expect([await sessionsOf(customerId), (await passkeysOf(customerId)).length]).toEqual([[], 1])
  expect((await answered(kranwerk, device)).status).toBe(303)
  expect((await add(kranwerk, cookie, another)).notice).toBe('added')
})

test('an answer with another key, for another user, of another kind or without sense signs nobody in', async () => {
  const { customerId, device } = await withPasskey()
  const { privateKey } = await newAuthenticator(bindings.APP_URL!)
  for (const changes of [{ signedBy: privateKey }, { userHandle: 'AAAA' }, { type: 'webauthn.create' }])
    expect((await answered(kranwerk, device, changes)).status).toBe(400)
  const { browser, options } = await challenged(kranwerk)
  const right = JSON.parse(await device.get(options))
  const broken = [
    '',
    'null',
    '[]',
    '{"id":7}',
    JSON.stringify({ id: device.id }),
    JSON.stringify({ ...right, response: null }),
    JSON.stringify({ ...right, response: { ...right.response, clientDataJSON: '%' } }),
    JSON.stringify({ ...right, response: { ...right.response, authenticatorData: 'AAAA' } }),
    JSON.stringify({ ...right, response: { ...right.response, signature: '' } }),
    JSON.stringify({ ...right, response: { ...right.response, signature: right.response.signature.slice(0, -4) } }),
    JSON.stringify({ ...right, response: { ...right.response, signature: `${right.response.signature}AAAA` } }),
    JSON.stringify({ ...right, type: 'password' }),
  ]
  for (const answer of broken) expect((await signIn(kranwerk, browser, answer)).status, answer).toBe(400)
  expect(await sessionsOf(customerId)).toEqual([])
  expect((await signIn(kranwerk, browser, JSON.stringify(right))).status).toBe(303)
})

test('a passkey with an RSA key signs in too, and one with another algorithm or another device’s id is not added', async () => {
  const { cookie } = await withPasskey()
  const device = await newAuthenticator(bindings.APP_URL!, true)
  const { notice, answer } = await add(kranwerk, cookie, device)
  expect(notice).toBe('added')
  expect((await answered(kranwerk, device)).status).toBe(303)
  const another = await newAuthenticator(bindings.APP_URL!)
  const right = JSON.parse(await another.create((await optionsFor(kranwerk, cookie)) as never))
  const { publicKey } = JSON.parse(answer).response
  for (const changes of [
    { publicKeyAlgorithm: -257 },
    { publicKeyAlgorithm: -8 },
    { publicKey },
    { publicKey: 'AAAA' },
  ])
    expect(
      await sendNew(kranwerk, cookie, JSON.stringify({ ...right, response: { ...right.response, ...changes } })),
    ).toBe('refused')
  expect(await sendNew(kranwerk, cookie, JSON.stringify({ ...right, id: device.id }))).toBe('refused')
  expect(await sendNew(kranwerk, cookie, JSON.stringify(right))).toBe('added')
})

test('a passkey whose id is as long as one may be is added and signs in, and a longer one is not', async () => {
  const customer = await kranwerk.customer()
  const cookie = await enter(kranwerk, customer.id)
  const [longest, tooLong] = [
    await newAuthenticator(bindings.APP_URL!, true, 1023),
    await newAuthenticator(bindings.APP_URL!, true, 1024),
  ]
  const made = JSON.parse(await longest.create((await optionsFor(kranwerk, cookie)) as never))
  // As a page sends it whose script has the id twice.
  const answer = JSON.stringify({ ...made, rawId: made.id })
  expect([answer.length > 4000, await sendNew(kranwerk, cookie, answer)]).toEqual([true, 'added'])
  expect((await add(kranwerk, cookie, tooLong)).notice).toBe('refused')
  expect((await answered(kranwerk, longest)).status).toBe(303)
})

test('who adds a passkey is mailed about it once, at the address by which they sign in', async () => {
  const email = `passkey-${Date.now()}@bau.example`
  const customer = await kranwerk.customer({ email })
  const cookie = await enter(kranwerk, customer.id)
  await add(kranwerk, cookie, await newAuthenticator(bindings.APP_URL!))
  const mails = async () =>
    (await (await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(email)}`)).json()) as {
      subject: string
      text: string
    }[]
  await expect.poll(async () => (await mails()).length).toBe(1)
  const [mail] = await mails()
  expect(mail!.subject).toMatch(/^Ein Passkey wurde zu Ihrem Zugang bei Kranwerk/)
  expect(mail!.text).toContain(paths.portalSessions(kranwerk.id))
  // A session of the merchant's own site adds none, and so nobody is mailed.
  const api = await enter(kranwerk, customer.id, 'api')
  expect((await get(paths.portalPasskeyOptions(kranwerk.id), api)).status).toBe(404)
  expect(await mails()).toHaveLength(1)
})

test('an answer signs in once, however often it is sent at once or later', async () => {
  const { customerId, device } = await withPasskey()
  const { browser, options } = await challenged(kranwerk)
  const answer = await device.get(options)
  const responses = await Promise.all(Array.from({ length: 8 }, () => signIn(kranwerk, browser, answer)))
  expect(responses.filter(({ status }) => status === 303)).toHaveLength(1)
  expect((await signIn(kranwerk, browser, answer)).status).toBe(400)
  expect(await sessionsOf(customerId)).toHaveLength(1)
})

test('a challenge is answered in the browser that got it, within ten minutes', async () => {
  const { customerId, device } = await withPasskey()
  const [one, other] = [await challenged(kranwerk), await challenged(kranwerk)]
  const answer = await device.get(one.options)
  expect((await signIn(kranwerk, other.browser, answer)).status).toBe(400)
  expect((await signIn(kranwerk, '', answer)).status).toBe(400)
  await clock.advance(passkeyLimits.challengeMs)
  expect((await signIn(kranwerk, one.browser, answer)).status).toBe(400)
  expect(await sessionsOf(customerId)).toEqual([])
})

test('a challenge to sign in adds no passkey, and one to add signs nobody in', async () => {
  const { cookie, device } = await withPasskey()
  const { browser, options } = await challenged(kranwerk)
  const { challenge } = (await optionsFor(kranwerk, cookie)) as { challenge: string }
  expect((await signIn(kranwerk, browser, await device.get(options, { challenge }))).status).toBe(400)
  const toSignIn = (options as { challenge: string }).challenge
  const another = await newAuthenticator(bindings.APP_URL!)
  expect((await add(kranwerk, cookie, another, { challenge: toSignIn })).notice).toBe('refused')
})

test('a passkey of one merchant never signs in at another, with either’s challenge', async () => {
  const { device } = await withPasskey(kranwerk)
  const theirs = await challenged(harborpine)
  expect((await signIn(harborpine, theirs.browser, await device.get(theirs.options))).status).toBe(400)
  const ours = await challenged(kranwerk)
  const answer = await device.get(ours.options)
  const renamed = ours.browser.replace(kranwerk.id, harborpine.id)
  expect((await signIn(harborpine, renamed, answer)).status).toBe(400)
  // The same device may have one at both.
  const { id: customerId } = await harborpine.customer()
  expect((await add(harborpine, await enter(harborpine, customerId), device)).notice).toBe('added')
  const again = await challenged(harborpine)
  const crossed = await challenged(kranwerk)
  expect((await signIn(harborpine, again.browser, await device.get(crossed.options))).status).toBe(400)
})

test('an unknown passkey gets the same response as a wrong answer, byte for byte', async () => {
  const { device } = await withPasskey()
  const unknown = await newAuthenticator(bindings.APP_URL!)
  const bare = (text: string) => text.replaceAll(/nonce="[^"]+"/g, '')
  const responses = [await answered(kranwerk, device, { isVerified: false }), await answered(kranwerk, unknown)]
  const [wrong, missing] = await Promise.all(responses.map(async (one) => [one.status, bare(await one.text())]))
  expect(missing).toEqual(wrong)
  expect(wrong).toEqual([400, expect.stringContaining('This passkey doesn’t work here')])
})

test('a counter that does not go up is refused, as the passkey may have been copied', async () => {
  const { device } = await withPasskey()
  device.count(5)
  expect((await answered(kranwerk, device)).status).toBe(303)
  for (const counter of [5, 4, 0]) expect((await answered(kranwerk, device, { counter })).status).toBe(400)
  expect((await answered(kranwerk, device, { counter: 6 })).status).toBe(303)
})

test('a passkey is added once: not by a replay, not by another customer, and not after it was removed', async () => {
  const { customerId, cookie, answer, device } = await withPasskey()
  expect(await sendNew(kranwerk, cookie, answer)).toBe('refused')
  const stranger = await enter(kranwerk, (await kranwerk.customer()).id)
  expect(await sendNew(kranwerk, stranger, answer)).toBe('refused')
  expect((await add(kranwerk, stranger, device)).notice).toBe('refused')
  const [passkey] = await passkeysOf(customerId)
  await post(paths.portalPasskeyRemoval(kranwerk.id, passkey!.id), {}, stranger)
  expect(await passkeysOf(customerId)).toHaveLength(1)
  await post(paths.portalPasskeyRemoval(kranwerk.id, passkey!.id), {}, cookie)
  expect(await sendNew(kranwerk, cookie, answer)).toBe('refused')
  expect(await passkeysOf(customerId)).toEqual([])
})

test('a customer has ten passkeys at most, however many are added at once', async () => {
  const { customerId } = await withPasskey()
  const adding = Array.from({ length: passkeyLimits.most + 1 }, async () =>
    add(kranwerk, await enter(kranwerk, customerId), await newAuthenticator(bindings.APP_URL!)),
  )
  const notices = (await Promise.all(adding)).map(({ notice }) => notice)
  expect(notices.filter((notice) => notice === 'added')).toHaveLength(passkeyLimits.most - 1)
  expect(await passkeysOf(customerId)).toHaveLength(passkeyLimits.most)
})

test('passkeys end with their customer, and with the customer’s address', async () => {
  const [moved, renamed, gone] = [await withPasskey(), await withPasskey(), await withPasskey()]
  const change = (customerId: string, input: object) => updateCustomer(newDeps(), kranwerk.unit, { customerId, input })
  done(await change(renamed.customerId, { name: 'Wieland Hochbau' }))
  expect((await answered(kranwerk, renamed.device)).status).toBe(303)
  done(await change(moved.customerId, { email: 'new.accountant@wieland.example' }))
  expect((await answered(kranwerk, moved.device)).status).toBe(400)
  done(await deleteObject(newDeps(), kranwerk.unit, 'customer', gone.customerId))
  expect((await answered(kranwerk, gone.device)).status).toBe(400)
  expect([await passkeysOf(moved.customerId), await passkeysOf(gone.customerId)]).toEqual([[], []])
  expect((await add(kranwerk, moved.cookie, await newAuthenticator(bindings.APP_URL!))).notice).toBe('refused')
  const anew = await enter(kranwerk, moved.customerId)
  expect((await add(kranwerk, anew, moved.device)).notice).toBe('added')
})

test('without a sign-in page there is no signing in by a passkey', async () => {
  const { device } = await withPasskey()
  const { browser, options } = await challenged(kranwerk)
  const answer = await device.get(options)
  const set = async (hasLoginPage: boolean) =>
    done(
      await updateConfiguration(newDeps(), kranwerk.unit, {
        id: defaultConfigurationId(kranwerk.id),
        input: { hasLoginPage },
      }),
    )
  await set(false)
  expect((await get(paths.portalPasskeyChallenge(kranwerk.id))).status).toBe(404)
  expect((await signIn(kranwerk, browser, answer)).status).toBe(404)
  await set(true)
  expect((await signIn(kranwerk, browser, answer)).status).toBe(303)
})

test('signing in by a passkey costs two round trips, and asking for a challenge writes nothing', async () => {
  const { device, cookie, customerId } = await withPasskey()
  // The mail about it follows its response, and would be counted too.
  const mailed = () => rows('SELECT outcome FROM outbox WHERE subject_id = ?', customerId)
  await expect.poll(mailed).toEqual([{ outcome: 'mail.sent' }])
  const before = sent.length
  const { browser, options } = await challenged(kranwerk)
  await optionsFor(kranwerk, cookie)
  expect(sent.slice(before).filter(isWrite)).toEqual([])
  const answer = await device.get(options)
  const asked = sent.length
  expect((await signIn(kranwerk, browser, answer)).status).toBe(303)
  expect(sent.slice(asked).filter(({ to }) => to === 'database')).toHaveLength(2)
})

test('what changes something is refused from another site', async () => {
  const { cookie, device, customerId } = await withPasskey()
  const [passkey] = await passkeysOf(customerId)
  const { browser, options } = await challenged(kranwerk)
  const answer = await device.get(options)
  for (const path of [
    paths.portalPasskeys(kranwerk.id),
    paths.portalPasskeySignIn(kranwerk.id),
    paths.portalPasskeyRemoval(kranwerk.id, passkey!.id),
  ]) {
    const headers = { 'sec-fetch-site': 'cross-site', cookie: `${cookie}; ${browser}` }
    expect((await ask(path, { method: 'POST', headers, body: new URLSearchParams({ answer }) })).status).toBe(403)
  }
  expect(await passkeysOf(customerId)).toHaveLength(1)
})

test('a session that the merchant’s site opened adds no passkey, and is not offered one', async () => {
  const { id } = await kranwerk.customer()
  const cookie = await enter(kranwerk, id, 'api')
  expect((await get(paths.portalPasskeyOptions(kranwerk.id), cookie)).status).toBe(404)
  expect(await (await get(paths.portalSessions(kranwerk.id), cookie)).text()).not.toContain('data-passkey="create"')
  const own = await enter(kranwerk, id)
  const device = await newAuthenticator(bindings.APP_URL!)
  const answer = await device.create((await optionsFor(kranwerk, own)) as never, {})
  expect(await sendNew(kranwerk, cookie, answer)).toBe('refused')
  expect(await sendNew(kranwerk, own, answer)).toBe('added')
})

test('a merchant who signs a customer out everywhere removes their passkeys too', async () => {
  const { id } = await kranwerk.customer()
  const device = await newAuthenticator(bindings.APP_URL!)
  await add(kranwerk, await enter(kranwerk, id), device)
  done(await revokeAllSessions(newDeps(), kranwerk.unit, { customerId: id }))
  const { browser, options } = await challenged(kranwerk)
  expect((await signIn(kranwerk, browser, await device.get(options))).status).toBe(400)
})
