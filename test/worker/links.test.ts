import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { createRevision } from '../../src/actions/invoices/create-revision.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { revokeLink } from '../../src/actions/links/revoke-link.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { type LinkClaims, readLink, signLink } from '../../src/crypto/link-token.ts'
import { linkSecretOf } from '../../src/crypto/portal-secrets.ts'
import { linksOf } from '../../src/db/repositories/links.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import type { JobMessage } from '../../src/jobs/messages.ts'
import { paths } from '../../src/paths.ts'
import { rounds } from '../proof/rounds.ts'
import { ask, bindings, environment } from './environment.ts'
import { isWrite, realFetch, rows, sent, write } from './fetch-log.ts'
import { clock, done, merchant, newDeps } from './merchant.ts'
import { work } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Drawing takes longer than all the rest. */
const withoutPdf = { attachDocuments: false }

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

let people = 0
/** A mailed invoice of a new customer with one contact. */
async function mailed(customerId?: string) {
  const place = `${++people}-${Date.now()}.example`
  const contacts = [{ name: null, email: `buero@${place}`, roles: ['invoices'] as const }]
  const id = customerId ?? (await kranwerk.customer({ email: `main@${place}`, contacts })).id
  const invoice = await kranwerk.open(id, 11900, withoutPdf)
  const { unit } = kranwerk
  const deps = newDeps()
  done(await sendInvoice(deps, unit, { invoiceId: invoice.id }))
  await drain(deps, unit.written)
  return { invoice, customerId: id, main: `main@${place}`, contact: `buero@${place}` }
}

const allLinks = ({ id }: { id: string }) => linksOf(newDeps().db, kranwerk.id, id)
const linkOf = async (invoice: { id: string }, recipient: string | null) =>
  (await allLinks(invoice)).find((link) => link.recipient === recipient && link.revokedAt === null)!

/** Adds as many links of an invoice, each for a recipient of its own. */
const addLinks = ({ id }: { id: string }, count: number) =>
  write([
    {
      sql: "INSERT INTO links (account_id, id, invoice_id, recipient, created_at, expires_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT account_id, id || '_' || i, invoice_id, 'r' || i || '@list.example', created_at + i, expires_at + i / 2 FROM links, n WHERE invoice_id = ? AND recipient IS NULL",
      args: [count, id],
    },
  ])

const tokenOf = async (invoice: { id: string }, recipient: string | null, expiresAt = clock.now() + dayMs) =>
  signLink(
    newDeps().linkKeys,
    { accountId: kranwerk.id, invoiceId: invoice.id, linkId: (await linkOf(invoice, recipient)).id },
    expiresAt,
  )

const fromOurPage = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
const post = (path: string, fields: Record<string, string> = {}, cookie = '', replaced = {}) =>
  ask(
    path,
    {
      method: 'POST',
      redirect: 'manual',
      headers: { ...fromOurPage, cookie },
      body: new URLSearchParams(fields).toString(),
    },
    replaced,
  )

const statusOf = async (token: string, replaced = {}) => (await ask(paths.invoice(token), {}, replaced)).status
const view = (token: string) => post(paths.views(token))
const lastUses = async (invoice: { id: string }) =>
  Object.fromEntries((await allLinks(invoice)).map(({ recipient, lastUsedAt }) => [recipient ?? 'own', lastUsedAt]))

/** The cookie of a session of a customer in the portal. */
async function signedIn(customerId: string): Promise<string> {
  const deps = newDeps()
  const id = deps.newId('portalSession')
  const wanted = { returnUrl: null, locale: null, flow: null, configurationId: undefined }
  done(await createSession(deps, kranwerk.unit, { id, customerId, ...wanted }))
  const link = paths.portalEntry(kranwerk.id, await linkSecretOf(deps.linkKeys, kranwerk.id, id))
  const [cookie = ''] = (await ask(link, { redirect: 'manual' })).headers.getSetCookie()
  return cookie.split(';')[0]!
}

const linksPage = async (cookie: string, query = '') =>
  (await ask(paths.portalLinks(kranwerk.id) + query, { headers: { cookie, 'accept-language': 'en' } })).text()

test('each link says when somebody last looked with it, also where another one was used a moment before', async () => {
  const { invoice, main, contact } = await mailed()
  expect(await lastUses(invoice)).toEqual({ own: null, [main]: null, [contact]: null })
  await view(await tokenOf(invoice, main))
  await view(await tokenOf(invoice, contact))
  const first = await lastUses(invoice)
  expect(first).toEqual({ own: null, [main]: expect.any(Number), [contact]: expect.any(Number) })
  const views = () => rows("SELECT 1 FROM events WHERE object_id = ? AND type = 'invoice.viewed'", invoice.id)
  expect(await views()).toHaveLength(1)
  sent.length = 0
  await view(await tokenOf(invoice, contact))
  expect(sent.flatMap(({ statements }) => statements).filter(isWrite)).toEqual([])
  await clock.advance(2 * minuteMs)
  await view(await tokenOf(invoice, main))
  const second = await lastUses(invoice)
  expect(second[main]).toBeGreaterThan(first[main]! + minuteMs)
  expect(second[contact]).toBe(first[contact])
  expect(await views()).toHaveLength(2)
})

test('paying is a use of the link, also without a script that records a view', async () => {
  const { invoice, main, contact } = await mailed()
  const { status } = await post(paths.payments(await tokenOf(invoice, main)), { method: 'checkout', amount: '11900' })
  expect(status).toBe(303)
  expect(await lastUses(invoice)).toEqual({ own: null, [main]: expect.any(Number), [contact]: null })
})

test('a customer sees the links to their invoices, and revokes one without the others', async () => {
  const { invoice, customerId, main, contact } = await mailed()
  const cookie = await signedIn(customerId)
  const [own, mine, other] = [
    await tokenOf(invoice, null),
    await tokenOf(invoice, main),
    await tokenOf(invoice, contact),
  ]
  await view(mine)
  const before = await linksPage(cookie)
  for (const part of [invoice.number, main, contact, 'For ', 'Works until', 'Last used', 'Not used yet'])
    expect(before, part).toContain(part)
  expect(before.match(/\/revocation"/g)).toHaveLength(2)
  const { id: linkId } = await linkOf(invoice, contact)
  const revoked = await post(paths.portalLinkRevocation(kranwerk.id, invoice.id, linkId), {}, cookie)
  expect(revoked.headers.get('location')).toBe(`${paths.portalLinks(kranwerk.id)}?after=revoked`)
  expect([await statusOf(own), await statusOf(mine), await statusOf(other)]).toEqual([200, 200, 404])
  expect(await statusOf(await tokenOf(invoice, contact))).toBe(200)
  const after = await linksPage(cookie, '?after=revoked')
  expect(after).toContain('That link no longer works.')
  expect(after).not.toContain(linkId)
})

test('a customer revokes neither the link of another customer nor the merchant’s own', async () => {
  const [mine, theirs] = [await mailed(), await mailed()]
  const cookie = await signedIn(mine.customerId)
  const page = await linksPage(cookie)
  expect([page.includes(mine.contact), page.includes(theirs.contact)]).toEqual([true, false])
  const theirLink = await linkOf(theirs.invoice, theirs.contact)
  const attempts: [string, string][] = [
    [theirs.invoice.id, theirLink.id],
    [mine.invoice.id, theirLink.id],
    [mine.invoice.id, (await linkOf(mine.invoice, null)).id],
    [mine.invoice.id, 'lnk_none'],
  ]
  for (const [invoiceId, linkId] of attempts) {
    const { status } = await post(paths.portalLinkRevocation(kranwerk.id, invoiceId, linkId), {}, cookie)
    expect([linkId, status]).toEqual([linkId, 404])
  }
  expect(
    await rows(
      'SELECT 1 FROM links WHERE invoice_id IN (?, ?) AND revoked_at IS NOT NULL',
      mine.invoice.id,
      theirs.invoice.id,
    ),
  ).toEqual([])
})

test('a list of more than fifty links has a second page, and each link is on one of them', async () => {
  const { invoice, customerId } = await mailed()
  await addLinks(invoice, 60)
  const cookie = await signedIn(customerId)
  const first = await linksPage(cookie)
  const [, next = ''] = /href="[^"]*links(\?from=[^"]+)"/.exec(first) ?? []
  const second = await linksPage(cookie, next)
  const listed = [first, second].flatMap((html) => html.match(/r\d+@list\.example/g) ?? [])
  expect(new Set(listed).size).toBe(60)
  expect(listed).toHaveLength(60)
})

test('after a new link key all live links work, and once the old key is taken out its links are refused', async () => {
  const all = rounds(8, 1000)
  const claims: LinkClaims[] = []
  while (claims.length < all) {
    const { invoice } = await mailed()
    await addLinks(invoice, 50)
    const found = (await allLinks(invoice)).map(({ id }) => ({
      accountId: kranwerk.id,
      invoiceId: invoice.id,
      linkId: id,
    }))
    claims.push(...found.slice(0, all - claims.length))
  }
  const { current, keys } = JSON.parse((bindings as { LINK_KEYS: string }).LINK_KEYS)
  const next = 'Tt7Qm2Zx9Lw4Vb6Nc1Kp8Rf3Hd5Js0Ya?'
  const during = { LINK_KEYS: JSON.stringify({ current: 'k9', keys: { ...keys, k9: next } }) }
  const after = { LINK_KEYS: JSON.stringify({ current: 'k9', keys: { k9: next } }) }
  const old = linkKeys({ current, keys })
  const fresh = linkKeys({ current: 'k9', keys: { k9: next } })
  const statuses = async (keysOf: typeof old, settings: object) => {
    const found = new Map<number, number>()
    for (const one of claims) {
      const status = await statusOf(await signLink(keysOf, one, clock.now() + dayMs), settings)
      found.set(status, (found.get(status) ?? 0) + 1)
    }
    return [...found]
  }
  expect(await statuses(old, during)).toEqual([[200, all]])
  expect(await statuses(fresh, during)).toEqual([[200, all]])
  expect(await statuses(old, after)).toEqual([[404, all]])
  expect(await statuses(fresh, after)).toEqual([[200, all]])
  console.log(`key rotation: ${all} live links, all opened while both keys are listed, none with the old key after it`)
}, 300_000)

type Mail = { readonly id: string; readonly subject: string; readonly text: string }
const mailsTo = async (address: string): Promise<Mail[]> =>
  (await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(address)}`)).json()

/** Asks for a fresh link on the page of an expired one, and mails it. */
async function askFresh(token: string) {
  const queued: JobMessage[] = []
  const JOBS = { send: async (message: JobMessage) => void queued.push(message) }
  const { status } = await post(paths.invoice(token), {}, '', { JOBS })
  expect(status).toBe(200)
  await expect.poll(() => queued.length).toBe(1)
  await work(queued)
}

test('a contact who asks for a fresh link gets it at their own address, and the customer at theirs', async () => {
  const { invoice, main, contact } = await mailed()
  const expired = await tokenOf(invoice, contact, clock.now() - 5000)
  const page = await (await ask(paths.invoice(expired), { headers: { 'accept-language': 'en' } })).text()
  expect([page.includes('b•••@'), page.includes('m•••@')]).toEqual([true, false])
  const before = [(await mailsTo(main)).length, (await mailsTo(contact)).length] as const
  await askFresh(expired)
  await askFresh(expired)
  expect([(await mailsTo(main)).length, (await mailsTo(contact)).length]).toEqual([before[0], before[1] + 1])
  await askFresh(await tokenOf(invoice, main, clock.now() - 5000))
  expect([(await mailsTo(main)).length, (await mailsTo(contact)).length]).toEqual([before[0] + 1, before[1] + 1])
  const [mail] = await mailsTo(contact)
  const [, token = ''] = /\/i\/([\w.-]+)/.exec(mail!.text) ?? []
  const read = await readLink(newDeps().linkKeys, token, clock.now())
  expect(read?.claims.linkId).toBe((await linkOf(invoice, contact)).id)
})

test('who is no contact any more gets no fresh link: it goes to the address on file', async () => {
  const { invoice, customerId, main, contact } = await mailed()
  const expired = await tokenOf(invoice, contact, clock.now() - 5000)
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId, input: { contacts: [] } }))
  await askFresh(expired)
  expect([(await mailsTo(main)).length, (await mailsTo(contact)).length]).toEqual([2, 1])
})

const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'accept-language': 'en' }
const APP_URL = 'https://pay.kranwerk.example'

/** A browser that opens addresses one after the other, and keeps cookies unless it refuses them. */
function browser({ refuses = false, origin = 'http://127.0.0.1:8787' } = {}) {
  const jar = new Map<string, string>()
  const self = {
    jar,
    async go(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { ...navigation, ...init.headers, ...(cookie && { cookie }) }
      const replaced = origin.startsWith('https:') ? { APP_URL: origin } : {}
      const response = await ask(new URL(path, origin).href, { ...init, headers, redirect: 'manual' }, replaced)
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set)!
        if (/Max-Age=0/.test(set)) jar.delete(name)
        else if (!refuses) jar.set(name, value)
      }
      return response
    },
    /** Follows redirects, and returns every address on the way with the response at the last. */
    async open(path: string) {
      const steps = [path]
      for (;;) {
        const response = await self.go(steps.at(-1)!)
        const to = response.headers.get('location')
        if (to === null) return { steps, response, html: await response.text() }
        if (steps.length > 5) throw new Error(`loops: ${steps.join(' ')}`)
        steps.push(to)
      }
    },
  }
  return self
}

const clean = ({ id }: { id: string }) => paths.invoice(id)

test('a browser that opens a link ends at an address without it, and without the database until then', async () => {
  const { invoice, main } = await mailed()
  const token = await tokenOf(invoice, main)
  const { open, go, jar } = browser()
  sent.length = 0
  const { steps, response, html } = await open(paths.invoice(token))
  expect(steps).toEqual([paths.invoice(token), `${paths.invoice(token)}?cookie=set`, clean(invoice)])
  expect(sent.filter(({ to }) => to === 'database')).toHaveLength(1)
  expect(response.status).toBe(200)
  expect([...jar]).toEqual([[`link-${invoice.id}`, token]])
  const addresses = [...html.matchAll(/(?:href|src|action|data-views|hx-\w+)="([^"]*)"/g)].map(([, at]) => at)
  expect(addresses.filter((at) => at!.includes(token))).toEqual([])
  expect(html).toContain(`data-views="${clean(invoice)}/views"`)
  expect(html).toContain(`http://127.0.0.1:8787${paths.invoice(token)}`)
  expect((await open(paths.invoice(token))).steps).toHaveLength(2)
  expect((await go(clean(invoice))).status).toBe(200)
})

test('over https the cookie is one of this host alone, which no script reads', async () => {
  const { invoice, main } = await mailed()
  const { go } = browser({ origin: APP_URL })
  const [cookie = ''] = (await go(paths.invoice(await tokenOf(invoice, main)))).headers.getSetCookie()
  expect(cookie).toMatch(
    new RegExp(`^__Host-link-${invoice.id}=[\\w.-]+; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=Lax$`),
  )
})

test('where cookies are refused the page is served with its link in the address', async () => {
  const { invoice, main } = await mailed()
  const token = await tokenOf(invoice, main)
  const { open } = browser({ refuses: true })
  const { steps, response, html } = await open(`${paths.invoice(token)}?after=inpay_none`)
  expect(steps.at(-1)).toBe(`${paths.invoice(token)}?after=inpay_none&cookie=set`)
  expect([steps.length, response.status]).toEqual([2, 200])
  expect(html).toContain(`action="${paths.payments(token)}"`)
})

test('programs, previews and requests of our own page get what they ask for at once, without a cookie', async () => {
  const { invoice, main } = await mailed()
  const path = paths.invoice(await tokenOf(invoice, main))
  const others: [string, Record<string, string>][] = [
    ['GET', {}],
    ['HEAD', navigation],
    ['GET', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['GET', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  ]
  for (const [method, headers] of others) {
    const response = await ask(path, { method, headers, redirect: 'manual' })
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
  }
})

test('the page without the link in its address does all that the page with it does', async () => {
  const { invoice, main } = await mailed()
  const { open, go } = browser()
  await open(paths.invoice(await tokenOf(invoice, main)))
  const at = clean(invoice)
  expect((await go(`${at}/panel`)).status).toBe(200)
  expect((await go(`${at}/views`, { method: 'POST', headers: fromOurPage })).status).toBe(204)
  expect((await lastUses(invoice))[main]).toEqual(expect.any(Number))
  const paid = await go(`${at}/payments`, {
    method: 'POST',
    headers: fromOurPage,
    body: 'method=checkout&amount=11900',
  })
  expect(paid.headers.get('location')).toContain('/c/pay/')
  const wrong = await go(`${at}/payments`, { method: 'POST', headers: fromOurPage, body: 'method=checkout&amount=1' })
  expect([wrong.status, await wrong.text()]).toEqual([409, expect.stringContaining(`action="${at}/payments"`)])
  const forged = await go(`${at}/payments`, {
    method: 'POST',
    headers: { ...fromOurPage, 'sec-fetch-site': 'cross-site' },
  })
  expect(forged.status).toBe(403)
  const { payments } = await kranwerk.invoice(invoice.id)
  const back = await open(`${paths.paymentReturn(await tokenOf(invoice, main), payments[0]!.id)}`)
  expect([back.response.status, back.steps.at(-1)]).toEqual([200, `${at}?after=${payments[0]!.id}`])
})

test('several invoices are open in one browser, and of many the newest twenty', async () => {
  const [one, other] = [await mailed(), await mailed()]
  const { open, go, jar } = browser()
  const older = Array.from({ length: 20 }, (_, i) => `link-in_older${i}`)
  for (const name of older) jar.set(name, 'x')
  jar.set('portal-acct_kranwerk', 'x')
  for (const { invoice, main } of [one, other]) await open(paths.invoice(await tokenOf(invoice, main)))
  const kept = [...older.slice(2), 'portal-acct_kranwerk', `link-${one.invoice.id}`, `link-${other.invoice.id}`]
  expect([...jar.keys()]).toEqual(kept)
  for (const { invoice } of [one, other]) expect((await go(clean(invoice))).status).toBe(200)
})

test('without its link an invoice’s address is one page for known and unknown invoices, and asks the database nothing', async () => {
  const [mine, other] = [await mailed(), await mailed()]
  const token = await tokenOf(mine.invoice, mine.main)
  const pageAt = async (path: string, cookie = '') => {
    const response = await ask(path, { headers: { ...navigation, cookie }, redirect: 'manual' })
    return `${response.status} ${(await response.text()).replaceAll(/nonce="[^"]+"/g, '')}`
  }
  sent.length = 0
  const pages = [
    await pageAt(clean(mine.invoice)),
    await pageAt(paths.invoice('in_none')),
    await pageAt(clean(other.invoice), `link-${other.invoice.id}=${token}`),
    await pageAt(clean(mine.invoice), `link-${mine.invoice.id}=${token.slice(0, -5)}AAAAA`),
    await pageAt(clean(mine.invoice), `link-${mine.invoice.id}=`),
  ]
  expect(new Set(pages).size).toBe(1)
  expect(pages[0]).toMatch(/^404 .*Please open the link in your mail/s)
  expect(sent.filter(({ to }) => to === 'database')).toEqual([])
  expect((await ask(`${clean(mine.invoice)}/invoice.pdf`)).status).toBe(404)
})

test('a link that was revoked is refused in the cookie too, and an expired one orders a fresh one from there', async () => {
  const { invoice, main } = await mailed()
  const { open, go, jar } = browser()
  await open(paths.invoice(await tokenOf(invoice, main)))
  const { id: linkId } = await linkOf(invoice, main)
  done(await revokeLink(newDeps(), kranwerk.unit, { invoiceId: invoice.id, linkId }))
  const revoked = await go(clean(invoice))
  expect([revoked.status, await revoked.text()]).toEqual([404, expect.stringContaining('was replaced by a new one')])
  jar.set(`link-${invoice.id}`, await tokenOf(invoice, main, clock.now() - 5000))
  const page = await (await go(clean(invoice))).text()
  expect(page).toContain('<form method="post">')
  const before = (await mailsTo(main)).length
  const queued: JobMessage[] = []
  const JOBS = { send: async (message: JobMessage) => void queued.push(message) }
  await post(clean(invoice), {}, `link-${invoice.id}=${jar.get(`link-${invoice.id}`)}`, { JOBS })
  await expect.poll(() => queued.length).toBe(1)
  await work(queued)
  expect(await mailsTo(main)).toHaveLength(before + 1)
})

test('a revoked link is refused and leaves the cookie of a working one as it is', async () => {
  const { invoice, main, contact } = await mailed()
  const [works, stopped] = [await tokenOf(invoice, contact), await tokenOf(invoice, main)]
  const { open, go, jar } = browser()
  await open(paths.invoice(works))
  done(await revokeLink(newDeps(), kranwerk.unit, { invoiceId: invoice.id, linkId: (await linkOf(invoice, main)).id }))
  sent.length = 0
  const refused = await open(paths.invoice(stopped))
  expect([refused.response.status, refused.steps]).toEqual([404, [paths.invoice(stopped)]])
  expect(sent.filter(({ to }) => to === 'database')).toHaveLength(1)
  expect([...jar]).toEqual([[`link-${invoice.id}`, works]])
  expect((await go(clean(invoice))).status).toBe(200)
})

test('the link of an invoice that was revised many times leads a browser to the newest version that its reader was sent', async () => {
  const { invoice, main, customerId } = await mailed()
  const versions = [invoice]
  const revise = async () => {
    const deps = newDeps()
    const [id, originalId] = [deps.newId('invoice'), versions.at(-1)!.id]
    const blank = { customerId: undefined, currency: undefined, input: {} }
    done(await createRevision(deps, kranwerk.unit, { id, originalId, ...blank }))
    versions.push(done(await finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId: id })) as IssuedInvoice)
  }
  for (let nth = 0; nth < 8; nth++) await revise()
  const newest = versions.at(-1)!
  const [first, last] = [await tokenOf(invoice, main), await tokenOf(newest, main)]
  const { open, jar } = browser()
  sent.length = 0
  const { steps, html } = await open(paths.invoice(first))
  expect(steps.map((step) => step.replace(/[\w-]+\.[\w.-]+/, '…'))).toEqual([
    '/i/…',
    '/i/…?cookie=set',
    clean(invoice),
    '/i/…',
    '/i/…?cookie=set',
    clean(newest),
  ])
  expect(html).toContain(newest.number)
  expect(sent.filter(({ to }) => to === 'database')).toHaveLength(2)
  expect([...jar.keys()]).toEqual([`link-${invoice.id}`, `link-${newest.id}`])
  // Whose address was another one by then is led to the last version that they were sent.
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId, input: { email: `other-${main}` } }))
  await revise()
  expect((await open(paths.invoice(first))).steps.at(-1)).toBe(clean(newest))
  done(await revokeLink(newDeps(), kranwerk.unit, { invoiceId: newest.id, linkId: (await linkOf(newest, main)).id }))
  expect((await browser().open(paths.invoice(last))).response.status).toBe(404)
})
