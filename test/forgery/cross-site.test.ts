import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { isProving } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { payWithoutReturning } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post, send } from '../world/form.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { truthOf, webhooks } from '../world/provider.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'
import { pagesWritten } from './database-writes.ts'
import { probe } from './probe.ts'
import { routeTable } from './routes.ts'
import { startSameOriginProxy } from './same-origin-proxy.ts'
import { coveredRoutes, type StateChange, stateChanges } from './state-changes.ts'
import { changesBetween, takeSnapshot } from './world-snapshot.ts'

type Headers = Readonly<Record<string, string>>

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const evil = 'https://evil.example'

/** Headers that browsers send with requests of other sites' pages, and headers of callers that hide their origin. */
const foreignOrigins: Readonly<Record<string, Headers>> = {
  'another site': { ...form, 'sec-fetch-site': 'cross-site', origin: evil },
  'another site that hides': { ...form, 'sec-fetch-site': 'cross-site', origin: 'null' },
  'another site without an origin': { ...form, 'sec-fetch-site': 'cross-site' },
  'another site that claims our origin': { ...form, 'sec-fetch-site': 'cross-site', origin: world.app },
  'a neighbouring site': { ...form, 'sec-fetch-site': 'same-site', origin: 'https://shop.remit.example' },
  'a neighbouring site that hides': { ...form, 'sec-fetch-site': 'same-site', origin: 'null' },
  'another site by no-cors fetch': {
    'content-type': 'text/plain;charset=UTF-8',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
    origin: evil,
  },
  'an old browser on another site': { ...form, origin: evil },
  'an old browser that hides': { ...form, origin: 'null' },
  'an origin that begins like ours': { ...form, origin: `${world.app}.evil.example` },
  'an origin with our name in it': { ...form, origin: `${evil}/?${world.app}` },
  'our origin on another port': { ...form, origin: world.app.replace(/\d+$/, '1') },
  'two values in one header': { ...form, 'sec-fetch-site': 'same-origin, cross-site', origin: evil },
  'a referrer of ours': { ...form, 'sec-fetch-site': 'cross-site', origin: evil, referer: `${world.app}/` },
}

/** No origin at all, as a program sends: a page refuses it, the API asks for a key and webhooks for a signature. */
const noOrigin: Headers = form

/** The review item of a request to be withdrawn, which is asked before. */
const erasure = 'erasure_requested'

const isApi = ({ path }: StateChange) => path.startsWith('/v1/')
const isHook = ({ path }: StateChange) => path.startsWith('/hooks/')

/** A browser that has cached the key as basic credentials sends it with requests of any page. */
const cachedCredentials = { authorization: `Basic ${btoa(`${kranwerk.apiKey}:`)}` }

/** Every header set with which another site can attempt a state change, and the status that it must get. */
function attempts(change: StateChange): { headers: Headers; status: number }[] {
  const all = Object.values(foreignOrigins).map((headers) => ({ ...headers, ...change.cookie }))
  if (isHook(change)) return [...all, noOrigin].map((headers) => ({ headers, status: 400 }))
  if (!isApi(change)) return [...all, { ...noOrigin, ...change.cookie }].map((headers) => ({ headers, status: 403 }))
  const knowing = all.map((headers) => ({ headers: { ...headers, ...cachedCredentials }, status: 403 }))
  return [...knowing, ...all.map((headers) => ({ headers, status: 403 })), { headers: noOrigin, status: 401 }]
}

story(
  'a state change requested by another site has no effect, and the same request with valid headers has one',
  async ({ review }) => {
    const all = await stateChanges()
    // One that is asked, and one that is withdrawn.
    for (const kind of [erasure, erasure]) review.expect(kind)
    await settled()
    const before = await takeSnapshot()
    const requests = all.flatMap((change) => attempts(change).map((how) => ({ ...change, ...how })))
    await mapConcurrently(8, requests, async ({ route, method, path, body, headers, status }) => {
      const reply = await probe({ path, method, headers, body })
      expect(reply.status, `${route} ${JSON.stringify(headers)}`).toBe(status)
      expect(reply.headers['access-control-allow-origin'], route).toBeUndefined()
    })
    await settled()
    const after = await takeSnapshot()
    expect(changesBetween(before, after)).toEqual([])

    const idle: string[] = []
    let was = await pagesWritten()
    for (const { route, method, path, body, validHeaders: rightly } of all) {
      const reply = await probe({ path, method, headers: await rightly(), body })
      await settled()
      const is = await pagesWritten()
      if (is === was) idle.push(`${route} ${reply.status} ${reply.body}`)
      was = is
    }
    expect(idle).toEqual([])
    tally('state changes requested by other sites', { routes: all.length, refused: requests.length, effects: 0 })
  },
)

story.runIf(isProving)(
  'without the origin check the same requests take effect, so that the test would notice',
  async ({ review }) => {
    for (const kind of [erasure, erasure]) review.expect(kind)
    const all = (await stateChanges()).filter((change) => !isHook(change))
    await settled()
    let was = await pagesWritten()
    const open = await startSameOriginProxy()
    const idle: string[] = []
    for (const { route, method, path, body, cookie } of all) {
      const headers = { ...foreignOrigins['another site'], ...cachedCredentials, ...cookie }
      const { status } = await probe({ path, method, headers, body }, open.url)
      await settled()
      const is = await pagesWritten()
      if (status >= 400 || is === was) idle.push(`${route} ${status}`)
      was = is
    }
    open.stop()
    expect(idle).toEqual([])
    tally('state changes without the origin check', { routes: all.length, happened: all.length - idle.length })
  },
)

story('every route that changes state is covered', () => {
  const changing = routeTable.filter((route) => !/^(GET|ALL) /.test(route))
  expect(coveredRoutes.toSorted()).toEqual(changing.toSorted())
})

const override = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE', 'x-http-method': 'POST' }

type Reader = { readonly methods: readonly string[]; readonly headers: Headers }

const every = ['GET', 'HEAD', 'OPTIONS']

/** Clients that only read: a person, a link scanner of a mail provider, a prefetching browser, another site's page. */
const readers: Readonly<Record<string, Reader>> = {
  'a person': { methods: ['GET'], headers: { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' } },
  'a program': { methods: every, headers: {} },
  'a prefetching browser': {
    methods: ['GET'],
    headers: { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch', 'sec-fetch-site': 'none' },
  },
  'an image on another site': {
    methods: ['GET'],
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image', origin: evil },
  },
  'a client that overrides the method': {
    methods: every,
    headers: { ...override, 'sec-fetch-site': 'same-origin', origin: world.app },
  },
  'a preflight of another site': {
    methods: ['OPTIONS'],
    headers: {
      origin: evil,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type, idempotency-key',
    },
  },
}

story('GET, HEAD and OPTIONS change nothing at any address, for any sender', async ({ review }) => {
  review.expect(erasure)
  const all = await stateChanges()
  const open = await bill(await newCustomer())
  await post(`${pathOf(open)}/payments`, checkoutFor(119_000))
  const [payment] = (await kranwerk.remit.invoicePayments.list({ invoice: open.id })).data
  const back = `${pathOf(open)}/payments/${payment!.id}/return`
  const paths = new Set(all.flatMap(({ path, body }) => [path, `${path}?${body}&_method=POST`]))
  const ids: Readonly<Record<string, string>> = {
    ':id': open.id,
    ':invoice': open.id,
    ':customer': String(open.customer),
  }
  for (const route of routeTable.filter((route) => route.startsWith('GET '))) {
    const pattern = route.slice('GET '.length)
    paths.add(pattern.startsWith('/i/') ? back : pattern.replace(/:\w+/g, (name) => ids[name] ?? kranwerk.accountId))
  }
  for (const path of [pathOf(open), `${pathOf(open)}/panel?looks=3`, `${pathOf(open)}?after=${payment!.id}`])
    paths.add(path)
  await settled()
  const before = await takeSnapshot()
  const everyone = Object.entries(readers)
  // In `npm test` each address has two readers, in turn.
  const readersOf = (i: number) => (isProving ? everyone : [0, 1].map((k) => everyone[(i + k) % everyone.length]!))
  const reads = [...paths].flatMap((path, i) =>
    readersOf(i).flatMap(([who, { methods, headers }]) => methods.map((method) => ({ path, method, who, headers }))),
  )
  await mapConcurrently(8, reads, async ({ path, method, who, headers }) => {
    const key: Headers = path.startsWith('/v1/') ? { authorization: `Bearer ${kranwerk.apiKey}` } : {}
    const reply = await probe({ path, method, headers: { ...headers, ...key } })
    expect(reply.status, `${method} ${path}: ${who}`).toBeLessThan(500)
    expect(reply.headers['access-control-allow-origin'], path).toBeUndefined()
  })
  await settled()
  expect(changesBetween(before, await takeSnapshot())).toEqual([])
  tally('reads of every address', { addresses: paths.size, reads: reads.length, effects: 0 })
})

story('the return from the provider books the payment on GET, and not on HEAD or OPTIONS', async () => {
  const invoice = await bill(await newCustomer())
  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  const [payment] = (await kranwerk.remit.invoicePayments.list({ invoice: invoice.id })).data
  const session = (await truthOf(kranwerk)).sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  await webhooks(kranwerk, 'pause')
  try {
    await payWithoutReturning(session.id)
    await settled()
    const before = await takeSnapshot()
    const back = `${pathOf(invoice)}/payments/${payment!.id}/return`
    for (const method of ['HEAD', 'OPTIONS']) await send(back, { method })
    await settled()
    expect(changesBetween(before, await takeSnapshot())).toEqual([])
    await send(back)
    expect((await kranwerk.remit.invoices.retrieve(invoice.id)).status).toBe('paid')
  } finally {
    await webhooks(kranwerk, 'resume')
  }
})

/**
 * A page that attacks with everything a page can: self-submitting forms, no-cors requests, images, beacons. In `npm test` the forms of
 * a route have one encoding, in turn.
 */
const attack = (all: readonly StateChange[], app: string) => `<!doctype html><title>free cranes</title><body><script>
const app = ${JSON.stringify(app)}
const changes = ${JSON.stringify(all.map(({ path, body }) => ({ path, body })))}
const here = location.hostname === 'localhost' ? ['text/plain', 'multipart/form-data'] : []
const encodings = ['application/x-www-form-urlencoded', ...here]
const encodingsOf = (i) => ${isProving} ? encodings : [encodings[i % encodings.length]]
const answered = (frame) => new Promise((done) => { frame.onload = done; setTimeout(done, 1000) })
const tried = { forms: 0, fetches: 0, beacons: 0, pictures: 0 }
async function attack() {
  const work = []
  for (const [i, { path, body }] of changes.entries()) {
    for (const enctype of encodingsOf(i)) {
      const frame = Object.assign(document.createElement('iframe'), { name: 'f' + i + enctype.length })
      const form = Object.assign(document.createElement('form'), { method: 'post', action: app + path, enctype, target: frame.name })
      for (const [name, value] of new URLSearchParams(body))
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
      document.body.append(frame, form)
      form.submit()
      tried.forms += 1
      await answered(frame)
      frame.remove()
    }
    for (const [method, mode, credentials] of [
      ['POST', 'no-cors', 'include'], ['POST', 'no-cors', 'omit'], ['GET', 'no-cors', 'include'], ['DELETE', 'cors', 'include'],
    ]) {
      const sent = method === 'POST' ? { body } : {}
      work.push(fetch(app + path, { method, mode, credentials, ...sent }).catch(() => {}))
      tried.fetches += 1
    }
    tried.beacons += navigator.sendBeacon(app + path, new URLSearchParams(body)) ? 1 : 0
    new Image().src = app + path + '?' + body
    tried.pictures += 1
    await Promise.allSettled(work.splice(0))
  }
  return tried
}
</script>`

type Tried = { forms: number; fetches: number; beacons: number; pictures: number }

/** Opens the attack page in a browser that has cached the key, and counts its attempts and their responses. */
async function runAttack(browser: Browser, all: readonly StateChange[], app: string) {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(attack(all, app)),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const merchant = await browser.newContext({
    httpCredentials: { username: kranwerk.apiKey, password: '', origin: app },
  })
  const tried: Tried = { forms: 0, fetches: 0, beacons: 0, pictures: 0 }
  const answers = { refused: 0, accepted: 0 }
  try {
    const page = await merchant.newPage()
    // The merchant has opened the API in this browser, which has asked for the key and caches it.
    expect((await page.goto(`${app}/v1/customers`))?.status()).toBe(200)
    merchant.on('response', (response) => {
      const isChange = /^(POST|DELETE)$/.test(response.request().method())
      if (isChange && response.url().startsWith(app)) answers[response.status() < 400 ? 'accepted' : 'refused'] += 1
    })
    // `localhost` is another site than 127.0.0.1; another port is another origin of the same site.
    for (const host of ['localhost', '127.0.0.1']) {
      await page.goto(`http://${host}:${port}/`)
      const done = (await page.evaluate('attack()')) as Tried
      for (const kind of Object.keys(tried) as (keyof Tried)[]) tried[kind] += done[kind]
    }
    await page.waitForTimeout(300)
    await settled()
    return { tried, answers }
  } finally {
    await merchant.close()
    server.close()
    server.closeAllConnections()
  }
}

story(
  'in a real browser that has cached the key, a page of another site changes nothing',
  async ({ browser, review }) => {
    review.expect(erasure)
    const all = await stateChanges()
    await settled()
    const before = await takeSnapshot()
    const attacked = all.filter((_, i) => isProving || i % 3 === 0)
    const { tried, answers } = await runAttack(browser, attacked, world.app)
    const after = await takeSnapshot()
    const open = await startSameOriginProxy()
    const unprotected = await runAttack(browser, all.slice(0, 4), open.url)
    open.stop()
    const happened = changesBetween(after, await takeSnapshot())
    tally('a page of another site in Chromium', {
      ...tried,
      ...answers,
      'rows looked at': [...after.values()].reduce((sum, { size }) => sum + size, 0),
      effects: changesBetween(before, after).length,
      'effects without the origin check': happened.length,
    })
    expect(changesBetween(before, after)).toEqual([])
    expect(answers.accepted).toBe(0)
    expect(answers.refused).toBeGreaterThanOrEqual(tried.forms + tried.beacons)
    expect(unprotected.answers.accepted).toBeGreaterThan(0)
    expect(happened.length).toBeGreaterThan(0)
  },
)
