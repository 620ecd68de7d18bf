import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { tally } from '../proof/tally.ts'
import { atOnce } from '../world/at-once.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { checkoutFor, pathOf, post, send } from '../world/form.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { payAndVanish } from '../world/moves.ts'
import { truthOf, webhooks } from '../world/provider.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'
import { ask } from './ask.ts'
import { type Deed, deeds, routesWithDeeds } from './deeds.ts'
import { effects, everything } from './effects.ts'
import { routeTable } from './routes.ts'
import { unasking } from './unasking.ts'
import { written } from './writes.ts'

type Headers = Readonly<Record<string, string>>

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const evil = 'https://evil.example'

/** What browsers say when another site's page asks, and what is said by somebody who would rather not be asked. */
const strangers: Readonly<Record<string, Headers>> = {
  'another site': { ...form, 'sec-fetch-site': 'cross-site', origin: evil },
  'another site that hides': { ...form, 'sec-fetch-site': 'cross-site', origin: 'null' },
  'another site without an origin': { ...form, 'sec-fetch-site': 'cross-site' },
  'another site that claims our origin': { ...form, 'sec-fetch-site': 'cross-site', origin: world.app },
  'a neighbouring site': { ...form, 'sec-fetch-site': 'same-site', origin: 'https://shop.remit.example' },
  'a neighbouring site that hides': { ...form, 'sec-fetch-site': 'same-site', origin: 'null' },
  'another site by fetch without leave': {
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
  'two answers where there is one question': { ...form, 'sec-fetch-site': 'same-origin, cross-site', origin: evil },
  'a referrer of ours': { ...form, 'sec-fetch-site': 'cross-site', origin: evil, referer: `${world.app}/` },
}

/** Says nothing of itself: a program, which a page refuses too, while the API asks it for a key and the hooks for a signature. */
const nobody: Headers = form

const isApi = ({ path }: Deed) => path.startsWith('/v1/')
const isHook = ({ path }: Deed) => path.startsWith('/hooks/')

/** A browser that has been told the key sends it along with whatever any page asks of us. */
const remembered = { authorization: `Basic ${btoa(`${kranwerk.apiKey}:`)}` }

/** Every way in which a stranger can ask for a deed, and what they must be told. */
function asked(deed: Deed): { headers: Headers; status: number }[] {
  const all = Object.values(strangers)
  if (isHook(deed)) return [...all, nobody].map((headers) => ({ headers, status: 400 }))
  if (!isApi(deed)) return [...all, nobody].map((headers) => ({ headers, status: 403 }))
  const knowing = all.map((headers) => ({ headers: { ...headers, ...remembered }, status: 403 }))
  return [...knowing, ...all.map((headers) => ({ headers, status: 403 })), { headers: nobody, status: 401 }]
}

story('nothing that another site asks for happens, and the same asked rightly does', async () => {
  const all = await deeds()
  await settled()
  const before = await everything()
  const requests = all.flatMap((deed) => asked(deed).map((how) => ({ ...deed, ...how })))
  await atOnce(8, requests, async ({ route, method, path, body, headers, status }) => {
    const reply = await ask({ path, method, headers, body })
    expect(reply.status, `${route} ${JSON.stringify(headers)}`).toBe(status)
    expect(reply.headers['access-control-allow-origin'], route).toBeUndefined()
  })
  await settled()
  const after = await everything()
  expect(effects(before, after)).toEqual([])

  const idle: string[] = []
  let was = await written()
  for (const { route, method, path, body, rightly } of all) {
    const reply = await ask({ path, method, headers: await rightly(), body })
    await settled()
    const is = await written()
    if (is === was) idle.push(`${route} ${reply.status} ${reply.body}`)
    was = is
  }
  expect(idle).toEqual([])
  tally('state changes asked for by other sites', { routes: all.length, refused: requests.length, effects: 0 })
})

story('where nobody asks where a request comes from, the same requests are seen to happen', async () => {
  const all = (await deeds()).filter((deed) => !isHook(deed))
  await settled()
  let was = await written()
  const open = await unasking()
  const idle: string[] = []
  for (const { route, method, path, body } of all) {
    const headers = { ...strangers['another site'], ...remembered }
    const { status } = await ask({ path, method, headers, body }, open.url)
    await settled()
    const is = await written()
    if (status >= 400 || is === was) idle.push(`${route} ${status}`)
    was = is
  }
  open.stop()
  expect(idle).toEqual([])
  tally('state changes where nobody asks where from', { routes: all.length, happened: all.length - idle.length })
})

story('every route that changes something is among them', () => {
  const changing = routeTable.filter((route) => !/^(GET|ALL) /.test(route))
  expect(routesWithDeeds.toSorted()).toEqual(changing.toSorted())
})

const override = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE', 'x-http-method': 'POST' }

type Onlooker = { readonly methods: readonly string[]; readonly headers: Headers }

const every = ['GET', 'HEAD', 'OPTIONS']

/** Who only looks: a person, a program of a mail provider, a browser that guesses what comes next, a page elsewhere. */
const onlookers: Readonly<Record<string, Onlooker>> = {
  'a person': { methods: ['GET'], headers: { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' } },
  'a program': { methods: every, headers: {} },
  'a browser that guesses': {
    methods: ['GET'],
    headers: { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch', 'sec-fetch-site': 'none' },
  },
  'an image on another site': {
    methods: ['GET'],
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image', origin: evil },
  },
  'somebody who means another method': {
    methods: every,
    headers: { ...override, 'sec-fetch-site': 'same-origin', origin: world.app },
  },
  'a script of another site that asks for leave': {
    methods: ['OPTIONS'],
    headers: {
      origin: evil,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type, idempotency-key',
    },
  },
}

story('looking changes nothing, however often and by whatever method one looks', async () => {
  const all = await deeds()
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
  const before = await everything()
  const looks = [...paths].flatMap((path) =>
    Object.entries(onlookers).flatMap(([who, { methods, headers }]) =>
      methods.map((method) => ({ path, method, who, headers })),
    ),
  )
  await atOnce(8, looks, async ({ path, method, who, headers }) => {
    const key: Headers = path.startsWith('/v1/') ? { authorization: `Bearer ${kranwerk.apiKey}` } : {}
    const reply = await ask({ path, method, headers: { ...headers, ...key } })
    expect(reply.status, `${method} ${path}: ${who}`).toBeLessThan(500)
    expect(reply.headers['access-control-allow-origin'], path).toBeUndefined()
  })
  await settled()
  expect(effects(before, await everything())).toEqual([])
  tally('looks at every address', { addresses: paths.size, looks: looks.length, effects: 0 })
})

story('the way back from the provider books what is true when it is gone, and only then', async () => {
  const invoice = await bill(await newCustomer())
  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  const [payment] = (await kranwerk.remit.invoicePayments.list({ invoice: invoice.id })).data
  const session = (await truthOf(kranwerk)).sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  await webhooks(kranwerk, 'pause')
  try {
    await payAndVanish(session.id)
    await settled()
    const before = await everything()
    const back = `${pathOf(invoice)}/payments/${payment!.id}/return`
    for (const method of ['HEAD', 'OPTIONS']) await send(back, { method })
    await settled()
    expect(effects(before, await everything())).toEqual([])
    await send(back)
    expect((await kranwerk.remit.invoices.retrieve(invoice.id)).status).toBe('paid')
  } finally {
    await webhooks(kranwerk, 'resume')
  }
})

/** A page that does to us what a page can: forms that send themselves, requests without leave, pictures, beacons. */
const attack = (all: readonly Deed[], app: string) => `<!doctype html><title>free cranes</title><body><script>
const app = ${JSON.stringify(app)}
const deeds = ${JSON.stringify(all.map(({ path, body }) => ({ path, body })))}
const here = location.hostname === 'localhost' ? ['text/plain', 'multipart/form-data'] : []
const encodings = ['application/x-www-form-urlencoded', ...here]
const answered = (frame) => new Promise((done) => { frame.onload = done; setTimeout(done, 1000) })
const tried = { forms: 0, fetches: 0, beacons: 0, pictures: 0 }
async function attack() {
  const work = []
  for (const [i, { path, body }] of deeds.entries()) {
    for (const enctype of encodings) {
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

/** Lets the page of another site loose in a browser that knows the key, and counts what it tried and what it was answered. */
async function loose(browser: Browser, all: readonly Deed[], app: string) {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(attack(all, app)),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const merchant = await browser.newContext({
    httpCredentials: { username: kranwerk.apiKey, password: '', origin: app },
  })
  const tried: Tried = { forms: 0, fetches: 0, beacons: 0, pictures: 0 }
  const answers = { refused: 0, 'let in': 0 }
  try {
    const page = await merchant.newPage()
    // The merchant has looked at the API in this browser, which has asked for the key and keeps it.
    expect((await page.goto(`${app}/v1/customers`))?.status()).toBe(200)
    merchant.on('response', (response) => {
      const isChange = /^(POST|DELETE)$/.test(response.request().method())
      if (isChange && response.url().startsWith(app)) answers[response.status() < 400 ? 'let in' : 'refused'] += 1
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

story('a real browser that knows the key carries out nothing for a page of another site', async ({ browser }) => {
  const all = await deeds()
  await settled()
  const before = await everything()
  const { tried, answers } = await loose(browser, all, world.app)
  const after = await everything()
  const open = await unasking()
  const careless = await loose(browser, all.slice(0, 4), open.url)
  open.stop()
  const happened = effects(after, await everything())
  tally('a page of another site in Chromium', {
    ...tried,
    ...answers,
    'rows looked at': [...after.values()].reduce((sum, { size }) => sum + size, 0),
    effects: effects(before, after).length,
    'effects where nobody asks where from': happened.length,
  })
  expect(effects(before, after)).toEqual([])
  expect(answers['let in']).toBe(0)
  expect(answers.refused).toBeGreaterThanOrEqual(tried.forms + tried.beacons)
  expect(careless.answers['let in']).toBeGreaterThan(0)
  expect(happened.length).toBeGreaterThan(0)
})
