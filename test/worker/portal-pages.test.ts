import { beforeAll, expect, test, vi } from 'vitest'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { app } from '../../src/app.ts'
import { defaultMethodOf } from '../../src/core/customers/saved-methods.ts'
import { linkSecretOf } from '../../src/crypto/portal-secrets.ts'
import { paths } from '../../src/paths.ts'
import { tally } from '../proof/tally.ts'
import { ask } from './environment.ts'
import { rows, sent } from './fetch-log.ts'
import { clock, done, merchant, newDeps } from './merchant.ts'

const kranwerk = merchant('acct_kranwerk')
const { id: accountId } = kranwerk

/** Ids of the customer who looks at the pages. */
type Ids = { readonly invoice: string; readonly method: string; readonly session: string }

/** An address of each page, with whatever makes it read most. */
const pages: Readonly<Record<string, (ids: Ids) => string>> = {
  '/p/:account': () => `${paths.portal(accountId)}?after=inpay_none`,
  '/p/:account/invoices': () => `${paths.portalInvoices(accountId)}?q=crane&year=2026&state=overdue&sort=due`,
  '/p/:account/invoices/:invoice': ({ invoice }) => paths.portalInvoice(accountId, invoice),
  '/p/:account/pay': () => `${paths.portalPay(accountId)}?currency=eur`,
  '/p/:account/statement': () => paths.portalStatement(accountId),
  '/p/:account/methods': () => `${paths.portalMethods(accountId)}?after=removed`,
  '/p/:account/methods/:method/removal': ({ method }) => paths.portalMethodRemoval(accountId, method),
  '/p/:account/details': () => paths.portalDetails(accountId),
  '/p/:account/contacts': () => paths.portalContacts(accountId),
  '/p/:account/questions': ({ invoice }) => `${paths.portalQuestions(accountId)}?invoice=${invoice}`,
  '/p/:account/correction': ({ invoice }) => paths.portalCorrectionOf(accountId, invoice),
  '/p/:account/sessions': () => paths.portalSessions(accountId),
  '/p/:account/links': () => paths.portalLinks(accountId),
  '/p/:account/data': () => paths.portalData(accountId),
  '/p/:account/confirmation': () => paths.portalConfirmation(accountId),
  '/p/:account/login': () => paths.portalLogin(accountId),
  '/p/:account/login/:signIn': () => paths.portalSignIn(accountId, 'sgn_none'),
  '/p/:account/login/:signIn/customer': () => paths.portalChoice(accountId, 'sgn_none'),
  '/p/:account/session/:secret': ({ session }) => paths.portalEntry(accountId, session),
}

/** Files, and the returns from the provider, which ask it. */
const noPages = [
  '/p/:account/payments/return',
  '/p/:account/methods/setups/:setup/return',
  '/p/:account/data.zip',
  '/p/:account/passkeys/options',
  '/p/:account/passkeys/challenge',
  '/p/:account/statement.pdf',
  '/p/:account/statement.csv',
  '/p/:account/years/:year/invoices.csv',
  '/p/:account/years/:year/documents.zip',
]

let ids: Ids
let cookie: string

const see = (path: string, headers: Record<string, string> = {}) =>
  ask(path, { redirect: 'manual', headers: { cookie, ...headers } })

const isToDatabase = ({ to }: { readonly to: string }) => to === 'database'

beforeAll(async () => {
  await clock.read()
  const customer = await kranwerk.customerWithCard('pm_card_visa', { email: 'portal.pages@verhoef.example' })
  const { id: invoice } = await kranwerk.open(customer.id)
  await kranwerk.open(customer.id)
  const deps = newDeps()
  const sessionId = deps.newId('portalSession')
  const opening = { customerId: customer.id, configurationId: undefined, returnUrl: null, locale: null, flow: null }
  done(await createSession(deps, kranwerk.unit, { id: sessionId, ...opening }))
  const session = await linkSecretOf(deps.linkKeys, accountId, sessionId)
  ids = { invoice, method: defaultMethodOf(customer)!.id, session }
  cookie = ''
  const entered = await see(paths.portalEntry(accountId, session))
  // A browser that has asked for a code too, so that its pages are looked up.
  const [portalCookie = ''] = entered.headers.get('set-cookie')!.split(';')
  cookie = `${portalCookie}; ${portalCookie.replace('portal', 'sign-in')}`
  // The first use is written down after the response, and would be counted with the page.
  await see(paths.portal(accountId))
  const lastUsed = 'SELECT last_used_at FROM portal_sessions WHERE id = ?'
  await vi.waitUntil(async () => (await rows(lastUsed, sessionId))[0]!.last_used_at !== null, { interval: 5 })
})

test('every page of the portal costs one round trip to the database, whole or as a part', async () => {
  const routes = app.routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/p/:account'))
  expect([...new Set(routes.map(({ path }) => path))].toSorted()).toEqual(
    [...Object.keys(pages), ...noPages].toSorted(),
  )
  const counted: Record<string, number> = {}
  for (const [route, pathOf] of Object.entries(pages))
    for (const headers of [{}, { 'hx-request': 'true' }]) {
      const before = sent.length
      const response = await see(pathOf(ids), headers)
      expect([route, response.status < 400]).toEqual([route, true])
      const trips = sent.slice(before).filter(isToDatabase).length
      expect([route, trips]).toEqual([route, 1])
      counted[`${trips} round trip`] = (counted[`${trips} round trip`] ?? 0) + 1
    }
  tally('pages of the portal, whole and as parts', counted)
})

test('a part of a page is its title and its content, without the frame and the style sheet', async () => {
  const path = paths.portalInvoices(accountId)
  const [whole, part] = [await (await see(path)).text(), await (await see(path, { 'hx-request': 'true' })).text()]
  const content = (html: string) => /<main.*<\/main>/s.exec(html)![0]
  expect(content(part)).toBe(content(whole))
  expect(part.replace(content(part), '')).toMatch(/^<!doctype html><title>[^<]+<\/title>$/)
})

test('a part that is asked for without a session leads the whole page to where one signs in', async () => {
  const response = await ask(paths.portalInvoices(accountId), { headers: { 'hx-request': 'true' } })
  expect([response.status, response.headers.get('hx-redirect')]).toEqual([
    204,
    `${paths.portalLogin(accountId)}?next=${encodeURIComponent(paths.portalInvoices(accountId))}`,
  ])
})
