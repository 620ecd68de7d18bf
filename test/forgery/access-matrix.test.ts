import { beforeAll, expect, test } from 'vitest'
import { tally } from '../proof/tally.ts'
import type { Links, RouteRequest } from '../world/api-calls.ts'
import { harborPine, kranwerk, type Merchant } from '../world/merchant.ts'
import { rows } from '../world/records.ts'
import { now, settled } from '../world/time.ts'
import { buildRequest, type Credentials } from './build-request.ts'
import { pagesWritten, rowsNaming } from './database-writes.ts'
import { exposedInternals } from './exposed-internals.ts'
import type { HttpResponse } from './http.ts'
import { type Caller, type Cell, callers, gaps, matrix } from './matrix.ts'
import { keyFor, liveMerchant, revokeKey } from './merchant-access.ts'
import { probe } from './probe.ts'
import { invoiceWithLinks, requestsByRoute, signedIn } from './requests-by-route.ts'
import { routeTable } from './routes.ts'

let someLinks: Links
let credentialsOf: (made: RouteRequest) => Readonly<Record<Caller, Credentials>>
let live: Merchant
let nowMs: number
/** A session of another customer of the same merchant. */
let stranger: string

const statusFor = async (key: string) =>
  (await probe({ path: '/v1/customers', headers: { authorization: `Bearer ${key}` } })).status

beforeAll(async () => {
  nowMs = await now()
  live = await liveMerchant(nowMs)
  const revoked = await keyFor(kranwerk.accountId, false)
  const wrongMode = await keyFor(kranwerk.accountId, true)
  const others = await Promise.all(
    [kranwerk, harborPine, live].map(async (of) => (await invoiceWithLinks(of)).links.good),
  )
  someLinks = (await invoiceWithLinks(kranwerk)).links
  expect(await statusFor(revoked)).toBe(200)
  await revokeKey(revoked)
  stranger = (await signedIn(kranwerk)).good
  const foreign = (await signedIn(harborPine)).good
  const own = await signedIn(kranwerk)
  credentialsOf = ({ links: { good, revoked: ended } = someLinks, portal = own, browser }) => ({
    'no credentials': {},
    'link of this invoice': { token: good },
    'link of another invoice': { token: others[0] },
    'link of another account': { token: others[1] },
    'link of a live account': { token: others[2] },
    'revoked link': { token: ended },
    'key of this account': { key: kranwerk.apiKey },
    'key of another account': { key: harborPine.apiKey },
    'key of a live account': { key: live.apiKey },
    'revoked key': { key: revoked },
    'key in live form': { key: kranwerk.apiKey.replace('sk_test_', 'sk_live_') },
    'key of the wrong mode': { key: wrongMode },
    provider: { secret: kranwerk.webhookSecret },
    'provider of another account': { secret: harborPine.webhookSecret },
    'browser that asked for a code': browser ? { browser } : {},
    'portal session of this customer': { portal: portal.good },
    'portal session of another customer': { portal: stranger },
    'portal session of another account': { portal: foreign },
    'ended portal session': { portal: portal.revoked },
  })
})

const isReadRoute = (route: string) => route.startsWith('GET ')

const tried: Record<string, number> = { served: 0, own: 0, refused: 0, wrong: 0 }

/** Where a response differs from the table's cell. */
function flawsIn({ status, body, headers }: HttpResponse, cell: Cell, shows: string): string[] {
  const isShown = shows !== '' && `${body} ${headers.location ?? ''}`.includes(shows)
  const isServed = cell.gets === 'served'
  return [
    status !== cell.status && `got ${status}, not ${cell.status}: ${body.slice(0, 300)}`,
    isServed && shows !== '' && !isShown && `did not see ${shows}`,
    !isServed && isShown && `saw ${shows}`,
    exposedInternals(body) !== null && `saw internals: ${exposedInternals(body)}`,
  ].filter((wrong) => wrong !== false)
}

/**
 * Sends a route's request as each caller and returns the flaws. The refused come first, so that each of them met an object that
 * still existed. Nothing else may write to this world meanwhile.
 */
async function tryRoute(route: string, made: RouteRequest): Promise<string[]> {
  const flaws: string[] = []
  const isRead = isReadRoute(route)
  const callersThatGet = (gets: Cell['gets']) => callers.filter((caller) => matrix[route]![caller].gets === gets)
  const tryAs = async (caller: Caller) => {
    const cell = matrix[route]![caller]
    const response = await probe(buildRequest(route, made, credentialsOf(made)[caller], nowMs))
    flaws.push(...flawsIn(response, cell, made.shows ?? '').map((flaw) => `${caller} ${flaw}`))
    tried[cell.gets]! += 1
  }
  let pages = await pagesWritten()
  const hasWritten = async () => {
    if (!isRead) await settled()
    const before = pages
    pages = await pagesWritten()
    return pages !== before
  }

  for (const caller of callersThatGet('refused')) await tryAs(caller)
  if (await hasWritten()) flaws.push('a refused caller wrote to the database')

  for (const caller of callersThatGet('own')) {
    const before = await rowsNaming(kranwerk.accountId, made.about)
    await tryAs(caller)
    const wrote = await hasWritten()
    if (isRead && wrote) flaws.push(`${caller} wrote to the database by reading`)
    if ((await rowsNaming(kranwerk.accountId, made.about)) !== before)
      flaws.push(`${caller} changed this account's rows`)
  }

  for (const caller of callersThatGet('served')) {
    await tryAs(caller)
    if ((await hasWritten()) === isRead) flaws.push(`${caller} ${isRead ? 'wrote by reading' : 'had no effect'}`)
  }
  tried.wrong! += flaws.length
  return flaws
}

test('every route has a line in the table and a request, and every line has a route', () => {
  expect(gaps(routeTable)).toEqual([])
  expect(Object.keys(requestsByRoute).sort()).toEqual(Object.keys(matrix).sort())
})

test('a route without a line and a line without a route are reported', () => {
  expect(gaps([...routeTable, 'POST /v1/invoices/:id/forgive'])).toEqual(['no line for POST /v1/invoices/:id/forgive'])
  expect(gaps([...routeTable, 'ALL /i/*'])).toEqual(['no line for ALL /i/*'])
  expect(gaps(routeTable.slice(0, -1))).toEqual([`no route for ${routeTable.at(-1)}`])
})

for (const route of Object.keys(matrix)) {
  test(`${route} gives every caller exactly what the table says`, async () => {
    const made = await requestsByRoute[route]!(kranwerk)
    await settled()
    nowMs = await now()
    // The use of a session is written down once a minute: all were used just now, so that reading a page writes nothing.
    await rows('UPDATE portal_sessions SET last_used_at = ? WHERE last_used_at IS NOT NULL', nowMs)
    expect(await tryRoute(route, made)).toEqual([])
  })
}

test('a revoked key is refused on the next request, and a test key does not open a live account', async () => {
  const key = await keyFor(kranwerk.accountId, false)
  expect(await statusFor(key)).toBe(200)
  await revokeKey(key)
  expect(await statusFor(key)).toBe(401)
  expect(await statusFor(live.apiKey)).toBe(200)
  expect(await statusFor(await keyFor(live.accountId, false))).toBe(401)
  expect(await statusFor(live.apiKey.replace('sk_live_', 'sk_test_'))).toBe(401)
})

test('every cell of the table has been tried', () => {
  tally('Access matrix', { routes: Object.keys(matrix).length, callers: callers.length, ...tried })
  expect(tried.served! + tried.own! + tried.refused!).toBe(Object.keys(matrix).length * callers.length)
})
