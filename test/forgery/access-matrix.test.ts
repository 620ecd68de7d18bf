import { beforeAll, expect, test } from 'vitest'
import { tally } from '../proof/tally.ts'
import { harborPine, kranwerk, type Merchant } from '../world/merchant.ts'
import { now, settled } from '../world/time.ts'
import { type Answer, ask } from './ask.ts'
import { type Ask, asks, type Links, linked } from './asks.ts'
import { insideShown } from './inside.ts'
import { type Holds, knock } from './knock.ts'
import { type Caller, type Cell, callers, gaps, matrix } from './matrix.ts'
import { keyFor, liveMerchant, revokeKey } from './newcomer.ts'
import { routeTable } from './routes.ts'
import { rowsNaming, written } from './writes.ts'

let someLinks: Links
let held: (links: Links) => Readonly<Record<Caller, Holds>>
let live: Merchant
let nowMs: number

const statusFor = async (key: string) =>
  (await ask({ path: '/v1/customers', headers: { authorization: `Bearer ${key}` } })).status

beforeAll(async () => {
  nowMs = await now()
  live = await liveMerchant(nowMs)
  const revoked = await keyFor(kranwerk.accountId, false)
  const wrongMode = await keyFor(kranwerk.accountId, true)
  const others = await Promise.all([kranwerk, harborPine, live].map(async (of) => (await linked(of)).links.good))
  someLinks = (await linked(kranwerk)).links
  expect(await statusFor(revoked)).toBe(200)
  await revokeKey(revoked)
  held = ({ good, revoked: ended }) => ({
    nobody: {},
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
  })
})

/** Those who are refused come first and those who are served last, so that everybody met what there was to get. */
const inOrder = (route: string): readonly Caller[] =>
  callers.toSorted((a, b) => rank[matrix[route]![a].gets] - rank[matrix[route]![b].gets])
const rank = { refused: 0, own: 1, served: 2 }

type Seen = { answer: Answer; cell: Cell; hasWritten: boolean; hasChanged: boolean; isLook: boolean; shows: string }

/** What is wrong with what somebody got; nothing where it is as the table says. */
function wrongIn({ answer, cell, hasWritten, hasChanged, isLook, shows }: Seen): string[] {
  const { status, body, headers } = answer
  const isShown = shows !== '' && `${body} ${headers.location ?? ''}`.includes(shows)
  const isServed = cell.gets === 'served'
  return [
    status !== cell.status && `answered ${status}, not ${cell.status}: ${body.slice(0, 300)}`,
    isServed && shows !== '' && !isShown && `did not show ${shows}`,
    isServed && !isLook && !hasWritten && 'had no effect',
    !isServed && isShown && `showed ${shows}`,
    cell.gets === 'own' && hasChanged && "changed this account's rows",
    (cell.gets === 'refused' || isLook) && hasWritten && 'wrote to the database',
    insideShown(body) !== null && `shows its inside: ${insideShown(body)}`,
  ].filter((wrong) => wrong !== false)
}

const isLookAt = (route: string) => route.startsWith('GET ')

const tried: Record<string, number> = { served: 0, own: 0, refused: 0, wrong: 0 }

/** Asks a route for each in turn and answers what is wrong. Nothing else goes on in this world meanwhile. */
async function line(route: string, made: Ask): Promise<string[]> {
  const wrongs: string[] = []
  let pages = await written()
  const isLook = isLookAt(route)
  for (const [i, caller] of inOrder(route).entries()) {
    const cell = matrix[route]![caller]
    const about = () => (cell.gets === 'own' ? rowsNaming(kranwerk.accountId, made.about) : '')
    const rowsBefore = await about()
    const answer = await ask(knock(route, made, held(made.links ?? someLinks)[caller], nowMs))
    const isLastRefused = cell.gets === 'refused' && matrix[route]![inOrder(route)[i + 1] ?? caller].gets !== 'refused'
    // What somebody refused may have begun behind the answer is waited for once, after the last of them.
    if (!isLook && (cell.gets !== 'refused' || isLastRefused)) await settled()
    const pagesNow = await written()
    const hasChanged = (await about()) !== rowsBefore
    const seen = { answer, cell, hasWritten: pagesNow !== pages, hasChanged, isLook, shows: made.shows ?? '' }
    wrongs.push(...wrongIn(seen).map((wrong) => `${caller} ${wrong}`))
    tried[cell.gets]! += 1
    pages = pagesNow
  }
  tried.wrong! += wrongs.length
  return wrongs
}

test('every route has its line in the table and a way to ask it, and every line its route', () => {
  expect(gaps(routeTable)).toEqual([])
  expect(Object.keys(asks).sort()).toEqual(Object.keys(matrix).sort())
})

test('a route that somebody adds, and a line whose route is gone, are found', () => {
  expect(gaps([...routeTable, 'POST /v1/invoices/:id/forgive'])).toEqual(['no line for POST /v1/invoices/:id/forgive'])
  expect(gaps([...routeTable, 'ALL /i/*'])).toEqual(['no line for ALL /i/*'])
  expect(gaps(routeTable.slice(0, -1))).toEqual([`no route for ${routeTable.at(-1)}`])
})

for (const route of Object.keys(matrix)) {
  test(`${route} gives everybody what the table says, and nobody more`, async () => {
    const made = await asks[route]!(kranwerk)
    await settled()
    nowMs = await now()
    expect(await line(route, made)).toEqual([])
  })
}

test('a key is refused on the next request after it was revoked, and a key in the mode of tests does not open a live account', async () => {
  const key = await keyFor(kranwerk.accountId, false)
  expect(await statusFor(key)).toBe(200)
  await revokeKey(key)
  expect(await statusFor(key)).toBe(401)
  expect(await statusFor(live.apiKey)).toBe(200)
  expect(await statusFor(await keyFor(live.accountId, false))).toBe(401)
  expect(await statusFor(live.apiKey.replace('sk_live_', 'sk_test_'))).toBe(401)
})

test('the table has been tried cell by cell', () => {
  tally('Access matrix', { routes: Object.keys(matrix).length, callers: callers.length, ...tried })
  expect(tried.served! + tried.own! + tried.refused!).toBe(Object.keys(matrix).length * callers.length)
})
