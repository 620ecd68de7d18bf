import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import type { RouteRequest } from '../world/api-calls.ts'
import { bookViolations } from '../world/books.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { harborPine, kranwerk, type Merchant, world } from '../world/merchant.ts'
import { now, settled } from '../world/time.ts'
import { curlCommand } from './curl.ts'
import { exposedInternals } from './exposed-internals.ts'
import { endpoints } from './grammar.ts'
import type { HttpResponse } from './http.ts'
import { matrix } from './matrix.ts'
import { probe } from './probe.ts'
import { randomFor } from './random.ts'
import { redirectsToTarget } from './redirects-to-target.ts'
import { type FuzzContext, type GeneratedRequest, generateRequest } from './request-generator.ts'
import { requestsByRoute } from './requests-by-route.ts'

let context: FuzzContext & {
  readonly pools: Map<string, string[]>
  readonly tokens: string[]
  readonly valid: Map<string, RouteRequest>
}
/** Texts that only Harbor & Pine may read. */
let othersTexts: readonly string[]

const mostKept = 150

/** Collects ids from a response for later requests, and link tokens where the objects are the caller's own. */
function collectIds(body: string, isOwn = true): void {
  for (const [, id = '', object = ''] of body.matchAll(/"id": "([^"]+)",\s+"object": "([\w.]+)"/g)) {
    const known = context.pools.get(object) ?? []
    if (!known.includes(id)) context.pools.set(object, [...known.slice(-mostKept), id])
  }
  if (!isOwn) return
  for (const [, token = ''] of body.matchAll(/"hosted_invoice_url": "[^"]+\/i\/([^"]+)"/g)) {
    if (context.tokens.length > mostKept) context.tokens.shift()
    if (!context.tokens.includes(token)) context.tokens.push(token)
  }
}

/** Routes whose objects are created anew before each batch, so that there are always some in their first state. */
const createdRoutes = Object.keys(requestsByRoute).filter((route) => !/^GET [^:]*$/.test(route))
/** The lists of all objects of a kind. */
const listPaths = endpoints
  .filter(({ fields, path }) => fields.has('limit') && !path.includes(':'))
  .map(({ path }) => path)

/** Creates one object for each of these routes for a merchant and collects the ids. Returns texts that only this merchant may read. */
async function createObjects(merchant: Merchant, routes = createdRoutes): Promise<string[]> {
  const made = await mapConcurrently(8, routes, (route) => requestsByRoute[route]!(merchant))
  if (merchant === kranwerk)
    for (const [i, route] of routes.entries())
      for (const name of [route, route.split(' ')[1]!]) context.valid.set(name, made[i]!)
  const headers = { authorization: `Bearer ${merchant.apiKey}` }
  const lists = await Promise.all(listPaths.map((path) => probe({ path: `${path}?limit=3`, headers })))
  for (const { body } of lists) collectIds(body, merchant === kranwerk)
  return made.flatMap(({ shows }) => (shows?.startsWith('Kanari') ? [shows] : []))
}

beforeAll(async () => {
  const { apiKey: key, accountId, webhookSecret: secret } = kranwerk
  const nowS = Math.floor((await now()) / 1000)
  context = { key, accountId, secret, nowS, pools: new Map(), tokens: [], valid: new Map() }
  othersTexts = await createObjects(harborPine)
  await createObjects(kranwerk)
  await settled()
})

const slowMs = 2_000

/** The flaw of a response, null for none; its time is judged elsewhere. */
function flawIn({ route, request }: GeneratedRequest, { status, body, headers }: HttpResponse): string | null {
  if (status >= 500) return `answered ${status}`
  const inside = exposedInternals(body, `${request.path} ${request.body ?? ''}`)
  if (inside !== null) return `exposes internals: ${inside}`
  const strangers = othersTexts.find((one) => body.includes(one))
  if (strangers !== undefined) return `shows another merchant's text: ${strangers}`
  const isRefusal =
    status >= 400 && route.includes('/v1/') && request.method !== 'HEAD' && request.path.startsWith('/v1/')
  if (isRefusal && !/^\{\s+"error": \{/.test(body) && !/^text\//.test(headers['content-type'] ?? ''))
    return `refused with ${status} and no error of the API's`
  return null
}

/** Whether a request passed every check of its route; a redirect back to the link's page is a refusal. */
const isDone = ({ route, request: { method, path } }: GeneratedRequest, response: HttpResponse): boolean =>
  route.startsWith(`${method} `) &&
  response.status < 400 &&
  (response.status < 300 || redirectsToTarget(response, path))

type Results = { violations: string[]; slow: string[]; statuses: Map<number, number>; done: Set<string>; tried: number }

const noResults = (): Results => ({ violations: [], slow: [], statuses: new Map(), done: new Set(), tried: 0 })

/** The number of requests between two creations of objects. */
const batch = 700

/** Sends so many requests, four at once, using the ids that earlier responses showed. */
async function fuzz(count: number, name: string, origin = world.app): Promise<Results> {
  const results = noResults()
  const random = randomFor(name)
  for (let from = 0; from < count; from += batch) {
    // Those of the first batch have been created before.
    if (origin === world.app && from > 0) await createObjects(kranwerk)
    const size = Math.min(batch, count - from)
    await send(
      Array.from({ length: size }, (_, i) => generateRequest(from + i, random, context)),
      results,
      origin,
    )
  }
  return results
}

/** Sends requests until each route has done one, in rounds of new objects for the routes that have not. */
async function fuzzEach(routes: readonly string[], results: Results): Promise<void> {
  const random = randomFor('each route')
  for (let round = 0; round < 8; round++) {
    const missing = new Set(routes.filter((route) => !results.done.has(route)))
    if (missing.size === 0) return
    await createObjects(
      kranwerk,
      createdRoutes.filter((route) => missing.has(route)),
    )
    const generated = Array.from({ length: 4000 }, (_, i) => generateRequest(i, random, context))
    const perRoute = Map.groupBy(generated, ({ route }) => route)
    await send(
      [...missing].flatMap((route) => (perRoute.get(route) ?? []).slice(0, 10)),
      results,
    )
  }
}

/** Sends these requests, four at once, and collects the ids that the responses show. */
async function send(cases: readonly GeneratedRequest[], results: Results, origin = world.app): Promise<void> {
  const bodies: string[] = []
  await mapConcurrently(4, cases.entries(), async ([i, one]) => {
    const response = await probe(one.request, origin).catch((error: Error) => error)
    results.tried += 1
    if (response instanceof Error)
      return void results.violations.push(`${response.message}: ${curlCommand(one.request)}`)
    results.statuses.set(response.status, (results.statuses.get(response.status) ?? 0) + 1)
    const wrong = flawIn(one, response)
    if (wrong) results.violations.push(`${one.route} ${wrong}: ${curlCommand(one.request)}`)
    if (response.tookMs > slowMs) results.slow.push(`${Math.round(response.tookMs)} ms: ${curlCommand(one.request)}`)
    if (isDone(one, response)) results.done.add(one.route)
    if (response.status === 200) bodies[i] = response.body
  })
  for (const body of bodies) if (body) collectIds(body)
}

test('no generated request gets a 5xx, takes over 2 s, exposes internals or leaks', {
  timeout: 3_600_000,
}, async () => {
  const from = performance.now()
  const routes = Object.keys(matrix)
  const results = await fuzz(rounds(700, 20_000), 'fuzz')
  await fuzzEach(routes, results)
  await settled()
  const within = (least: number, most: number) =>
    [...results.statuses].reduce((sum, [status, count]) => sum + (status >= least && status < most ? count : 0), 0)
  tally('Fuzzed requests', {
    tried: results.tried,
    routes: results.done.size,
    'done (2xx, 3xx)': within(200, 400),
    'refused (4xx)': within(400, 500),
    '5xx': within(500, 600),
    'slower than 2 s': results.slow.length,
    wrong: results.violations.length,
    seconds: Math.round((performance.now() - from) / 1000),
  })
  expect(results.violations).toEqual([])
  expect(results.slow).toEqual([])
  expect(within(200, 400)).toBeGreaterThan(results.tried / 10)
  expect(within(400, 500)).toBeGreaterThan(results.tried / 10)
  expect(routes.filter((route) => !results.done.has(route))).toEqual([])
})

test('after all generated requests the books are consistent', async () => {
  expect(await bookViolations()).toEqual([])
})

test('the grammar holds every parameter of every API route', () => {
  const parameters = endpoints.reduce((sum, { fields }) => sum + fields.size, 0)
  const lists = endpoints.filter(({ fields }) => fields.has('starting_after'))
  expect(parameters).toBeGreaterThan(120)
  expect(lists.length).toBeGreaterThanOrEqual(11)
  expect(lists).toEqual(endpoints.filter(({ method, path }) => method === 'GET' && !path.endsWith('/:id')))
  expect(
    endpoints.find(({ path, method }) => path === '/v1/invoices' && method === 'POST')!.fields.get('customer'),
  ).toEqual({
    is: 'text',
    most: 200,
  })
})

type CannedResponse = { readonly status: number; readonly body: string }

/** Servers with one flaw each. */
const broken: Readonly<Record<string, (request: string) => CannedResponse>> = {
  'fails at names of Object.prototype': (request) => ({
    status: /toString|valueOf|hasOwnProperty/.test(request) ? 500 : 400,
    body: '',
  }),
  'exposes a stack trace': (request) => ({
    status: 400,
    body: request.includes('%00') ? 'TypeError: x is not a function\n    at read (/app/worker.js:1:1)' : '',
  }),
}

for (const [what, response] of Object.entries(broken)) {
  test(`the same requests find a server that ${what}`, async () => {
    const server = createServer(async (incoming, outgoing) => {
      const { status, body } = response(`${incoming.url} ${Buffer.concat(await incoming.toArray())}`)
      outgoing.writeHead(status, { 'content-type': 'text/plain' }).end(body)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { violations } = await fuzz(
      rounds(200, 800),
      what,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    )
    server.close()
    server.closeAllConnections()
    expect(violations.filter((wrong) => /answered 500|exposes internals/.test(wrong)).length).toBeGreaterThan(0)
  })
}

test('a single slow response is reported, although the next one is fast', async () => {
  let request = 0
  const server = await serve(async () => {
    request += 1
    if (request === 1) await pause(slowMs + 100)
    return new Response('', { status: 400 })
  }, 0)
  const { slow } = await fuzz(8, 'slow', server.url)
  await server.stop()
  expect(slow).toHaveLength(1)
})
