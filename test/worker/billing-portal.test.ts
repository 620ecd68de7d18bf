import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { attachMethod } from '../../src/actions/payments/attach-method.ts'
import { createConfiguration } from '../../src/actions/portal/create-configuration.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { requestSignIn } from '../../src/actions/portal/request-sign-in.ts'
import { revokeAllSessions } from '../../src/actions/portal/revoke-all-sessions.ts'
import { revokeSession } from '../../src/actions/portal/revoke-session.ts'
import { signIn } from '../../src/actions/portal/sign-in.ts'
import { updateConfiguration } from '../../src/actions/portal/update-configuration.ts'
import { type ConfigurationInput, defaultConfigurationId } from '../../src/core/portal/configuration.ts'
import type { WantedSession } from '../../src/core/portal/new-session.ts'
import { signLink } from '../../src/crypto/link-token.ts'
import { linkSecretOf, signInCode } from '../../src/crypto/portal-secrets.ts'
import { linksOf } from '../../src/db/repositories/links.ts'
import { paths } from '../../src/paths.ts'
import { ask } from './environment.ts'
import { isWrite, rows, sent, write } from './fetch-log.ts'
import { clock, code, done, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const minuteMs = 60_000

const home = paths.portal(kranwerk.id)
const login = paths.portalLogin(kranwerk.id)
const ended = `${login}?after=session_ended`

let customerId: string
beforeAll(async () => {
  await clock.read()
  customerId = (await kranwerk.customer({ name: 'Anouk Verhoef', email: 'anouk@verhoef.example' })).id
  // A file that ran before may have left it otherwise.
  await setDefault(everything)
  await kranwerk.open(customerId)
})

const setDefault = async (input: ConfigurationInput) =>
  done(await updateConfiguration(newDeps(), kranwerk.unit, { id: defaultConfigurationId(kranwerk.id), input }))

// Other files have the same merchant.
afterEach(() => setDefault({ hasLoginPage: true, headline: null }))
afterAll(expectTenantPredicates)

const everything = { customerUpdate: true, invoiceHistory: true, paymentMethodUpdate: true }

const configured = async (input: ConfigurationInput) => {
  const deps = newDeps()
  const id = deps.newId('billing_portal.configuration')
  return done(await createConfiguration(deps, kranwerk.unit, { id, input })).id
}

/** A new session, and the path of the link that opens it. */
async function opened(wanted: Partial<WantedSession> = {}, configurationId?: string) {
  const deps = newDeps()
  const id = deps.newId('portalSession')
  const given = { returnUrl: null, locale: null, flow: null, ...wanted }
  done(await createSession(deps, kranwerk.unit, { id, customerId, configurationId, ...given }))
  return { id, link: paths.portalEntry(kranwerk.id, await linkSecretOf(deps.linkKeys, kranwerk.id, id)) }
}

const see = (path: string, cookie = '', headers: Record<string, string> = {}) =>
  ask(path, { redirect: 'manual', headers: { cookie, ...headers } })

/** Where a request is led to; null where it is answered with a page. */
const leadsTo = async (path: string, cookie = '') => (await see(path, cookie)).headers.get('location')

const cookieOf = async (link: string) => (await see(link)).headers.get('set-cookie')!.split(';')[0]!

/** Uses a session, and waits until that is written down. */
async function use(id: string, cookie: string) {
  const at = clock.now()
  const to = await leadsTo(home, cookie)
  if (to === null)
    await vi.waitUntil(
      async () => {
        const [row] = await rows('SELECT last_used_at FROM portal_sessions WHERE id = ?', id)
        return row!.last_used_at >= at - 1000
      },
      { interval: 5 },
    )
  return to
}

test('a link that nobody uses for five minutes opens nothing', async () => {
  const { link } = await opened()
  await clock.advance(5 * minuteMs - 5000)
  expect(await leadsTo(link)).toBe(home)
  const cookie = await cookieOf(link)
  await clock.advance(6000)
  expect(await leadsTo(link)).toBe(ended)
  expect(await leadsTo(home, cookie)).toBe(ended)
})

test('a session ends an hour after it was last used, and its link with it', async () => {
  const { id, link } = await opened()
  const cookie = await cookieOf(link)
  expect(await use(id, cookie)).toBeNull()
  await clock.advance(59 * minuteMs)
  expect(await use(id, cookie)).toBeNull()
  await clock.advance(59 * minuteMs)
  expect(await leadsTo(link)).toBe(home)
  await clock.advance(2 * minuteMs)
  expect(await leadsTo(home, cookie)).toBe(ended)
  expect(await leadsTo(link)).toBe(ended)
})

test('a session ends after a day, however lately it was used', async () => {
  const { id, link } = await opened()
  const cookie = await cookieOf(link)
  expect(await use(id, cookie)).toBeNull()
  await clock.advance(24 * 60 * minuteMs - 60_000)
  await write([{ sql: 'UPDATE portal_sessions SET last_used_at = ? WHERE id = ?', args: [clock.now() - 5000, id] }])
  expect(await leadsTo(home, cookie)).toBeNull()
  await clock.advance(61_000)
  expect([await leadsTo(home, cookie), await leadsTo(link)]).toEqual([ended, ended])
})

test('a session that the merchant revokes is refused from the next request on, and so is its link', async () => {
  const [one, other] = [await opened(), await opened()]
  const cookies = [await cookieOf(one.link), await cookieOf(other.link)]
  done(await revokeSession(newDeps(), kranwerk.unit, { customerId, id: one.id }))
  expect([await leadsTo(home, cookies[0]), await leadsTo(one.link)]).toEqual([ended, ended])
  expect(await leadsTo(home, cookies[1])).toBeNull()
  done(await revokeAllSessions(newDeps(), kranwerk.unit, { customerId }))
  expect([await leadsTo(home, cookies[1]), await leadsTo(other.link)]).toEqual([ended, ended])
})

test('opening a link writes nothing, so that a preview of it uses nothing up', async () => {
  const { id, link } = await opened()
  const before = sent.length
  for (let previews = 0; previews < 3; previews++) expect(await leadsTo(link)).toBe(home)
  expect(sent.slice(before).filter(isWrite)).toEqual([])
  expect((await rows('SELECT last_used_at FROM portal_sessions WHERE id = ?', id))[0]!.last_used_at).toBeNull()
})

test('a page of a session with its configuration costs one round trip', async () => {
  const { id, link } = await opened({}, await configured({ ...everything, headline: 'Seit 1921' }))
  const cookie = await cookieOf(link)
  await use(id, cookie)
  for (const path of [home, paths.portalInvoices(kranwerk.id), paths.portalSessions(kranwerk.id)]) {
    const before = sent.length
    const page = await see(path, cookie)
    expect([path, page.status]).toEqual([path, 200])
    expect(await page.text()).toContain('Seit 1921')
    expect(sent.slice(before).filter(({ to }) => to === 'database')).toHaveLength(1)
  }
})

test('what a configuration does not have is neither linked nor served', async () => {
  const invoice = await kranwerk.open(customerId)
  const list = paths.portalInvoices(kranwerk.id)
  const one = paths.portalInvoice(kranwerk.id, invoice.id)
  const statuses = async (cookie: string) => [(await see(list, cookie)).status, (await see(one, cookie)).status]
  const full = await cookieOf((await opened()).link)
  expect(await statuses(full)).toEqual([200, 303])
  expect(await (await see(home, full)).text()).toContain(`href="${list}"`)
  const bare = await cookieOf((await opened({}, await configured({ ...everything, invoiceHistory: false }))).link)
  expect(await statuses(bare)).toEqual([404, 404])
  const page = await (await see(home, bare)).text()
  expect(page).not.toContain(list)
  expect(page).not.toContain(invoice.number)
  expect(page).toContain(paths.portalSessions(kranwerk.id))
})

test('an invoice’s page leads to the sign-in page while there is one, in one round trip', async () => {
  const deps = newDeps()
  const { id: invoiceId } = await kranwerk.open(customerId)
  const [{ id: linkId } = { id: '' }] = await linksOf(deps.db, kranwerk.id, invoiceId)
  const token = await signLink(deps.linkKeys, { accountId: kranwerk.id, invoiceId, linkId }, clock.now() + 60_000)
  const leadsThere = async () => {
    const before = sent.length
    const html = await (await see(paths.invoice(token))).text()
    expect(sent.slice(before).filter(({ to }) => to === 'database')).toHaveLength(1)
    return html.includes(`href="${login}"`)
  }
  expect(await leadsThere()).toBe(true)
  await setDefault({ hasLoginPage: false })
  expect(await leadsThere()).toBe(false)
})

test('a change of a configuration is seen by the sessions that have it', async () => {
  const id = await configured(everything)
  const cookie = await cookieOf((await opened({}, id)).link)
  const list = paths.portalInvoices(kranwerk.id)
  expect((await see(list, cookie)).status).toBe(200)
  done(await updateConfiguration(newDeps(), kranwerk.unit, { id, input: { invoiceHistory: false } }))
  expect((await see(list, cookie)).status).toBe(404)
})

test('the merchant’s headline and its legal pages are below every page, as text and as links that say nothing', async () => {
  await setDefault({
    headline: '<b>Kräne</b> & mehr',
    privacyPolicyUrl: 'https://kranwerk.example/datenschutz',
    termsOfServiceUrl: 'https://kranwerk.example/agb',
  })
  const cookie = await cookieOf((await opened()).link)
  for (const path of [login, home]) {
    const html = await (await see(path, cookie, { 'accept-language': 'en' })).text()
    expect(html).toContain('<bdi>&lt;b>Kräne&lt;/b> &amp; mehr</bdi>')
    expect(html).toContain('<a href="https://kranwerk.example/datenschutz" rel="noreferrer">Privacy policy</a>')
    expect(html).toContain('<a href="https://kranwerk.example/agb" rel="noreferrer">Terms of service</a>')
  }
  await setDefault({ headline: null, privacyPolicyUrl: null, termsOfServiceUrl: null })
  expect(await (await see(login)).text()).not.toContain('<footer')
})

test('without a sign-in page nobody signs in by a code, also not by one from before', async () => {
  const deps = newDeps()
  const browserSecret = 'A'.repeat(43)
  const request = { accountId: kranwerk.id, address: 'anouk@verhoef.example', browserSecret }
  const signInId = await requestSignIn(deps, request)
  const digits = (await signInCode(deps.linkKeys, deps.linkKeys.currentId, signInId))!
  const proof = { accountId: kranwerk.id, signInId, browserSecret, code: digits, userAgent: '' }
  await setDefault({ hasLoginPage: false })
  expect(code(await signIn(newDeps(), proof))).toBe('sign_in_code_invalid')
  const post = (path: string, body: string) =>
    ask(path, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        cookie: `sign-in-${kranwerk.id}=${browserSecret}`,
      },
      body,
    })
  const signInPath = paths.portalSignIn(kranwerk.id, signInId)
  const before = await rows('SELECT count(*) AS n FROM sign_ins')
  expect((await see(login)).status).toBe(404)
  expect((await post(login, 'email=anouk@verhoef.example')).status).toBe(404)
  expect((await see(signInPath)).status).toBe(404)
  expect((await post(signInPath, `code=${digits}`)).status).toBe(404)
  expect(await rows('SELECT count(*) AS n FROM sign_ins')).toEqual(before)
  // The merchant's own site still sends customers here.
  expect(await leadsTo((await opened()).link)).toBe(home)
  await setDefault({ hasLoginPage: true })
  expect((await see(login)).status).toBe(200)
  const served = done(await signIn(newDeps(), proof))
  expect(served.cookieSecret).toHaveLength(43)
})

/** What the customer was sent for and has done: saved their details, or made another method the default. */
const doing = {
  customer_update: async (cookie: string, headers: Record<string, string> = {}) =>
    submit(paths.portalDetails(kranwerk.id), cookie, { version: '99', name: `Verhoef ${clock.now()}` }, headers),
  payment_method_update: async (cookie: string) => {
    const { customer } = done(await attachMethod(newDeps(), kranwerk.unit, { customerId, methodId: 'pm_card_visa' }))
    return submit(paths.portalMethodDefault(kranwerk.id, customer.methods.at(-1)!.id), cookie)
  },
}

const submit = (path: string, cookie: string, fields: Record<string, string> = {}, headers = {}) =>
  ask(path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...headers,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      cookie,
    },
    body: new URLSearchParams(fields).toString(),
  })

const shop = 'https://kranwerk.example/konto?from=portal&id=%C3%A9'
const confirmation = paths.portalConfirmation(kranwerk.id)
const afters = [
  [{ type: 'redirect', returnUrl: shop }, shop],
  [{ type: 'hosted_confirmation', message: '<i>Danke</i> & bis bald' }, confirmation],
  [{ type: 'portal_homepage' }, `${home}?done=1`],
] as const

for (const type of ['customer_update', 'payment_method_update'] as const)
  test.each(afters)(`after ${type} a flow leads on once: %o`, async (after, to) => {
    const cookie = await cookieOf((await opened({ flow: { type, after } })).link)
    const leads = async () => (await doing[type](cookie)).headers.get('location')
    expect(await leadsTo(confirmation, cookie)).toBe(home)
    const notDoneYet = await see(`${home}?done=1`, cookie, { 'accept-language': 'en' })
    expect(await notDoneYet.text()).not.toMatch(/class="notice"[^>]* role="status"/)
    expect(await leads()).toBe(to)
    expect(await leads()).toMatch(/\?(?:saved=1|after=default_changed)$/)
  })

test('a flow leads on from what it is for, and from nothing else', async () => {
  const after = { type: 'redirect', returnUrl: shop } as const
  const cookie = await cookieOf((await opened({ flow: { type: 'payment_method_update', after } })).link)
  expect((await doing.customer_update(cookie)).headers.get('location')).toBe(
    `${paths.portalDetails(kranwerk.id)}?saved=1`,
  )
  const wrong = await submit(paths.portalMethodDefault(kranwerk.id, 'pm_none'), cookie)
  expect([wrong.status, wrong.headers.get('location')]).toEqual([409, null])
  expect((await doing.payment_method_update(cookie)).headers.get('location')).toBe(shop)
  const plain = await cookieOf((await opened()).link)
  expect((await doing.customer_update(plain)).headers.get('location')).toMatch(/saved=1$/)
})

test('a form that was sent in place leads the whole page on to the merchant’s site', async () => {
  const after = { type: 'redirect', returnUrl: shop } as const
  const cookie = await cookieOf((await opened({ flow: { type: 'customer_update', after } })).link)
  const { status, headers } = await doing.customer_update(cookie, { 'hx-request': 'true' })
  expect([status, headers.get('hx-redirect'), headers.get('location')]).toEqual([204, shop, null])
})

test('of several requests at once that complete a flow, one leads on', async () => {
  const after = { type: 'redirect', returnUrl: shop } as const
  const cookie = await cookieOf((await opened({ flow: { type: 'customer_update', after } })).link)
  const responses = await Promise.all(Array.from({ length: 8 }, () => doing.customer_update(cookie)))
  expect(responses.filter(({ headers }) => headers.get('location') === shop)).toHaveLength(1)
})

test('a page may send its form on to the merchant’s site while a flow leads there, and to no other site', async () => {
  const policyOf = async (cookie: string) =>
    (await see(paths.portalDetails(kranwerk.id), cookie)).headers.get('content-security-policy')!
  const after = { type: 'redirect', returnUrl: shop } as const
  const cookie = await cookieOf((await opened({ flow: { type: 'customer_update', after } })).link)
  const plain = await policyOf(await cookieOf((await opened()).link))
  const withoutNonce = (policy: string) => policy.replace(/'nonce-[^']+'/, '')
  expect(withoutNonce(await policyOf(cookie))).toBe(
    withoutNonce(plain).replace('; base-uri', ' https://kranwerk.example; base-uri'),
  )
  await doing.customer_update(cookie)
  expect(withoutNonce(await policyOf(cookie))).toBe(withoutNonce(plain))
})

test('the confirmation has the merchant’s message as text and the way back; the overview says what was done', async () => {
  const flow = { type: 'customer_update', after: afters[1][0] } as const
  const cookie = await cookieOf((await opened({ flow, returnUrl: shop })).link)
  await doing.customer_update(cookie)
  const html = await (await see(confirmation, cookie, { 'accept-language': 'en' })).text()
  expect(html).toContain('<bdi>&lt;i>Danke&lt;/i> &amp; bis bald</bdi>')
  expect(html).toContain(`href="${new URL(shop).href.replace('&', '&amp;')}"`)
  expect(await (await see(`${home}?done=1`, cookie, { 'accept-language': 'en' })).text()).toContain(
    'Your details are saved.',
  )
})

test.each([
  ['ja', 'lang="ja"'],
  // What Remit does not speak, and what is left open, gives way to the browser.
  ['fi', 'lang="de'],
  ['auto', 'lang="de'],
])('a session in the locale %s is read in %s', async (locale, lang) => {
  const cookie = await cookieOf((await opened({ locale })).link)
  expect(await (await see(home, cookie, { 'accept-language': 'de' })).text()).toContain(lang)
})
