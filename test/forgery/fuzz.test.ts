import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { wrongsInBooks } from '../world/books.ts'
import { harborPine, kranwerk, type Merchant, world } from '../world/merchant.ts'
import { now, settled } from '../world/time.ts'
import { type Answer, ask, inLanes } from './ask.ts'
import { type Ask, asks } from './asks.ts'
import { type Case, caseAt, type Stage } from './cases.ts'
import { curl } from './curl.ts'
import { endpoints } from './grammar.ts'
import { insideShown } from './inside.ts'
import { leadsOn } from './leads-on.ts'
import { luckOf } from './luck.ts'
import { matrix } from './matrix.ts'

let stage: Stage & {
  readonly pools: Map<string, string[]>
  readonly tokens: string[]
  readonly ready: Map<string, Ask>
}
/** What only Harbor & Pine may read. */
let theirs: readonly string[]

const mostKept = 150

/** Objects that an answer shows are asked about later, and the pages of those that are the asker's own. */
function harvest(body: string, isOwn = true): void {
  for (const [, id = '', object = ''] of body.matchAll(/"id": "([^"]+)",\s+"object": "(\w+)"/g)) {
    const known = stage.pools.get(object) ?? []
    if (!known.includes(id)) stage.pools.set(object, [...known.slice(-mostKept), id])
  }
  if (!isOwn) return
  for (const [, token = ''] of body.matchAll(/"hosted_invoice_url": "[^"]+\/i\/([^"]+)"/g)) {
    if (stage.tokens.length > mostKept) stage.tokens.shift()
    if (!stage.tokens.includes(token)) stage.tokens.push(token)
  }
}

/** What the world is stocked with, now and then: things as they are before anybody has done anything to them. */
const stock = [
  ...['POST /v1/customers', 'POST /v1/customers/:id', 'POST /v1/coupons', 'POST /v1/coupons/:id'],
  ...['POST /v1/tax_rates/:id', 'POST /v1/invoiceitems', 'POST /v1/invoiceitems/:id', 'GET /v1/invoice_payments/:id'],
  ...['GET /v1/payment_methods/:id', 'POST /v1/payment_methods/:id/attach'],
  ...['POST /v1/invoices', 'POST /v1/invoices/:id', 'POST /v1/invoices/:id/finalize', 'POST /v1/invoices/:id/void'],
  ...['POST /v1/invoices/:id/pay', 'POST /v1/invoices/:invoice/links/:id/revoke'],
  ...['POST /i/:token/payments', 'GET /i/:token/payments/:paymentId/return', 'GET /logos/:accountId/:hash'],
]
const shelves = ['customers', 'invoices', 'invoiceitems', 'coupons', 'tax_rates', 'events', 'invoice_payments']

/** Makes one of each thing for a merchant and learns their ids. Answers what only this merchant may read of them. */
async function restock(merchant: Merchant): Promise<string[]> {
  const made = await Promise.all(stock.map((route) => asks[route]!(merchant)))
  if (merchant === kranwerk)
    for (const [i, route] of stock.entries())
      for (const name of [route, route.split(' ')[1]!]) stage.ready.set(name, made[i]!)
  const headers = { authorization: `Bearer ${merchant.apiKey}` }
  const looks = await Promise.all(shelves.map((shelf) => ask({ path: `/v1/${shelf}?limit=3`, headers })))
  for (const { body } of looks) harvest(body, merchant === kranwerk)
  return made.flatMap(({ shows }) => (shows?.startsWith('Kanari') ? [shows] : []))
}

beforeAll(async () => {
  const { apiKey: key, accountId, webhookSecret: secret } = kranwerk
  const nowS = Math.floor((await now()) / 1000)
  stage = { key, accountId, secret, nowS, pools: new Map(), tokens: [], ready: new Map() }
  theirs = await restock(harborPine)
  await restock(kranwerk)
  await settled()
})

const slowMs = 2_000

/** What is wrong with an answer; null where it is as any answer should be, however long it took. */
function wrongIn({ route, asked }: Case, { status, body, headers }: Answer): string | null {
  if (status >= 500) return `answered ${status}`
  const inside = insideShown(body, `${asked.path} ${asked.body ?? ''}`)
  if (inside !== null) return `shows its inside: ${inside}`
  const strangers = theirs.find((one) => body.includes(one))
  if (strangers !== undefined) return `shows what is another merchant's: ${strangers}`
  const isRefusal = status >= 400 && route.includes('/v1/') && asked.method !== 'HEAD' && asked.path.startsWith('/v1/')
  if (isRefusal && !/^\{\s+"error": \{/.test(body) && !/^text\//.test(headers['content-type'] ?? ''))
    return `refused with ${status} and no error of the API's`
  return null
}

/** Whether a request got past every check of its route: whoever is only sent back to a link's page did not. */
const isDone = ({ route, asked: { method } }: Case, answer: Answer): boolean =>
  route.startsWith(`${method} `) && answer.status < 400 && (answer.status < 300 || leadsOn(answer))

type Heard = { wrongs: string[]; slow: string[]; statuses: Map<number, number>; done: Set<string>; tried: number }

/** So many requests with what is in stock. */
const batch = 300

/** Sends so many requests, four at once, and goes on from what the answers show. */
async function fuzz(count: number, campaign: string, origin = world.app): Promise<Heard> {
  const heard: Heard = { wrongs: [], slow: [], statuses: new Map(), done: new Set(), tried: 0 }
  const luck = luckOf(campaign)
  for (let from = 0; from < count; from += batch) {
    if (origin === world.app) await restock(kranwerk)
    const cases = Array.from({ length: Math.min(batch, count - from) }, (_, i) => caseAt(from + i, luck, stage))
    const bodies: string[] = []
    await inLanes(4, cases.entries(), async ([i, one]) => {
      const answer = await ask(one.asked, origin).catch((error: Error) => error)
      heard.tried += 1
      if (answer instanceof Error) return void heard.wrongs.push(`${answer.message}: ${curl(one.asked)}`)
      heard.statuses.set(answer.status, (heard.statuses.get(answer.status) ?? 0) + 1)
      const wrong = wrongIn(one, answer)
      if (wrong) heard.wrongs.push(`${one.route} ${wrong}: ${curl(one.asked)}`)
      if (answer.tookMs > slowMs) heard.slow.push(`${Math.round(answer.tookMs)} ms: ${curl(one.asked)}`)
      if (isDone(one, answer)) heard.done.add(one.route)
      if (answer.status === 200) bodies[i] = answer.body
    })
    for (const body of bodies) if (body) harvest(body)
  }
  return heard
}

test('no request, however it is written, is a fault, hangs or is told what it should not know', {
  timeout: 3_600_000,
}, async () => {
  const from = performance.now()
  const heard = await fuzz(rounds(900, 20_000), 'fuzz')
  await settled()
  const within = (least: number, most: number) =>
    [...heard.statuses].reduce((sum, [status, count]) => sum + (status >= least && status < most ? count : 0), 0)
  tally('Fuzzed requests', {
    tried: heard.tried,
    routes: heard.done.size,
    'done (2xx, 3xx)': within(200, 400),
    'refused (4xx)': within(400, 500),
    '5xx': within(500, 600),
    'answers after 2 s': heard.slow.length,
    wrong: heard.wrongs.length,
    seconds: Math.round((performance.now() - from) / 1000),
  })
  expect(heard.wrongs).toEqual([])
  expect(heard.slow).toEqual([])
  expect(within(200, 400)).toBeGreaterThan(heard.tried / 10)
  expect(within(400, 500)).toBeGreaterThan(heard.tried / 10)
  expect(Object.keys(matrix).filter((route) => !heard.done.has(route))).toEqual([])
})

test('and when all is said the books are right', async () => {
  expect(await wrongsInBooks()).toEqual([])
})

test('the grammar is the site’s own: every parameter of every route is in it', () => {
  const parameters = endpoints.reduce((sum, { fields }) => sum + fields.size, 0)
  const lists = endpoints.filter(({ fields }) => fields.has('starting_after'))
  expect(parameters).toBeGreaterThan(120)
  expect(lists).toHaveLength(11)
  expect(
    endpoints.find(({ path, method }) => path === '/v1/invoices' && method === 'POST')!.fields.get('customer'),
  ).toEqual({
    is: 'text',
    most: 200,
  })
})

type Told = { readonly status: number; readonly body: string }

/** Servers that break in one way each. */
const broken: Readonly<Record<string, (asked: string) => Told>> = {
  'faults at a word that every object has': (asked) => ({
    status: /toString|valueOf|hasOwnProperty/.test(asked) ? 500 : 400,
    body: '',
  }),
  'shows where it broke': (asked) => ({
    status: 400,
    body: asked.includes('%00') ? 'TypeError: x is not a function\n    at read (/app/worker.js:1:1)' : '',
  }),
}

for (const [what, answer] of Object.entries(broken)) {
  test(`the same requests find a server that ${what}`, async () => {
    const server = createServer(async (incoming, outgoing) => {
      const { status, body } = answer(`${incoming.url} ${Buffer.concat(await incoming.toArray())}`)
      outgoing.writeHead(status, { 'content-type': 'text/plain' }).end(body)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { wrongs } = await fuzz(800, what, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.close()
    server.closeAllConnections()
    expect(wrongs.filter((wrong) => /answered 500|shows its inside/.test(wrong)).length).toBeGreaterThan(0)
  })
}

test('one answer that takes too long is found, though the next does not', async () => {
  let asked = 0
  const server = await serve(async () => {
    asked += 1
    if (asked === 1) await pause(slowMs + 100)
    return new Response('', { status: 400 })
  }, 0)
  const { slow } = await fuzz(8, 'slow', server.url)
  await server.stop()
  expect(slow).toHaveLength(1)
})
