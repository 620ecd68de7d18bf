import { decodeJwt, jwtVerify } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { checkoutFor, fromOurPage } from '../world/form.ts'
import { mailsTo } from '../world/mails.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { truthOf } from '../world/provider.ts'
import { secrets } from '../world/secrets.ts'
import { now, settled } from '../world/time.ts'
import { curlCommand } from './curl.ts'
import { pagesWritten } from './database-writes.ts'
import { exposedInternals } from './exposed-internals.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import { probe } from './probe.ts'
import { type Random, randomFor } from './random.ts'
import { redirectsToTarget } from './redirects-to-target.ts'
import { invoiceWithLinks, startPayment } from './requests-by-route.ts'
import { type AttackerKnowledge, kinds, type Mutant, mutants } from './token-mutations.ts'

let known: AttackerKnowledge
let emails: string[]
/** A started payment of each invoice, by the valid link to it. */
let payments: ReadonlyMap<string, string>
/** The id of each invoice, by the valid link to it. */
let invoiceIds: ReadonlyMap<string, string>

beforeAll(async () => {
  const made = await Promise.all(
    [kranwerk, kranwerk, harborPine].map(async (merchant) => {
      const one = await invoiceWithLinks(merchant)
      return { ...one, paymentId: await startPayment(merchant, one.invoice) }
    }),
  )
  payments = new Map(made.map(({ links, paymentId }) => [links.good, paymentId]))
  invoiceIds = new Map(made.map(({ links, invoice }) => [links.good, invoice.id]))
  await settled()
  emails = made.map(({ of }) => of.email)
  const ids = made.flatMap(({ of, invoice }) => [of.id, invoice.id])
  known = {
    tokens: made.map(({ links }) => links.good),
    revoked: made.map(({ links }) => links.revoked),
    key: secrets.linkKey,
    nowS: Math.floor((await now()) / 1000),
    words: [kranwerk.apiKey, kranwerk.webhookSecret, kranwerk.accountId, world.app, 'secret', ...ids],
  }
})

type LinkRoute = {
  readonly weight: number
  readonly build: (path: string, paymentId: string) => HttpRequest
  readonly refusalStatus: number
}

const form = (fields: Record<string, string> = {}) => ({
  method: 'POST',
  headers: fromOurPage,
  body: new URLSearchParams(fields).toString(),
})

/** Every route that a link opens, and the status that an invalid link gets there. */
const linkRoutes: Readonly<Record<string, LinkRoute>> = {
  page: { weight: 72, build: (path) => ({ path }), refusalStatus: 404 },
  'page without its body': { weight: 2, build: (path) => ({ path, method: 'HEAD' }), refusalStatus: 404 },
  panel: { weight: 6, build: (path) => ({ path: `${path}/panel` }), refusalStatus: 303 },
  payment: {
    weight: 8,
    build: (path) => ({ path: `${path}/payments`, ...form(checkoutFor(119_000)) }),
    refusalStatus: 303,
  },
  return: { weight: 4, build: (path, id) => ({ path: `${path}/payments/${id}/return` }), refusalStatus: 303 },
  view: { weight: 4, build: (path) => ({ path: `${path}/views`, ...form() }), refusalStatus: 204 },
  'fresh link': { weight: 4, build: (path) => ({ path, ...form() }), refusalStatus: 200 },
}
const weightedRoutes = Object.entries(linkRoutes).flatMap(([name, { weight: often }]) =>
  Array.from({ length: often }, () => name),
)

/** A refusal without what legitimately differs: the nonce, the date, and the token in a redirect. */
function fingerprint({ status, body, bytes, headers }: HttpResponse): string {
  const { date: _, location, ...rest } = headers
  const plain = (text: string) => text.replaceAll(/nonce(="|-)[\w+/=]+/g, 'nonce')
  const sentTo = location === undefined ? '' : new URL(location, world.app).pathname.split('/')[1]
  return JSON.stringify([status, bytes, plain(body), plain(JSON.stringify(rest)), sentTo])
}

type Results = {
  accepted: string[]
  faults: string[]
  fingerprints: Map<string, Set<string>>
  tried: number
  inCookies: number
}

/** The request of a browser that has a link in the cookie of an invoice. */
const withCookie = (request: HttpRequest, invoiceId: string, token: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, cookie: `link-${invoiceId}=${token}` },
})

/** What the page of a link may tell: of one that we signed whose it was, of one that was cut off in an address that its end is missing. */
function pageOf({ kind, token, of }: Mutant, isInCookie: boolean): string {
  if (kind === 'expired' || kind === 'revoked') return `of link ${known.tokens.indexOf(of)}, ${kind}`
  if (isInCookie) return 'without link'
  // The address of an invoice without its link is said to be opened elsewhere, whether there is such an invoice or not.
  if (/^in_\w{1,117}$/.test(token)) return 'of an id'
  const [head = '', , signature = '', ...rest] = token.split('.')
  const isCutOff = head.startsWith('eyJ') && signature.length < 43 && rest.length === 0 && /^[\w.-]+$/.test(token)
  return isCutOff ? 'cut off' : 'unknown'
}

/** Of an ended link's invoice: what its page does not tell. */
const notShown = ['KRAN-', 'HARBOR-', '1,190', '1.190', 'invoice.pdf', '/panel']

/** Sends mutants to the routes, eight at once. Every accepted one and every 5xx is returned with its curl command. */
async function sendMutants(
  all: Iterable<Mutant>,
  random: Random,
  origin = world.app,
  names = weightedRoutes,
): Promise<Results> {
  const results: Results = { accepted: [], faults: [], fingerprints: new Map(), tried: 0, inCookies: 0 }
  // Other servers than ours read links from addresses alone.
  const withCookies = () => origin === world.app && random.percent(40)
  await mapConcurrently(8, all, async (mutant) => {
    const { kind, token, of } = mutant
    const drawn = random.pick(names)
    // An expired link may request a fresh one, which is mailed to the address on file only.
    const name = drawn === 'fresh link' && kind === 'expired' ? 'page' : drawn
    const { build, refusalStatus } = linkRoutes[name]!
    const [written, invoiceId, isInCookie] = [
      encodeURIComponent(token.toWellFormed()),
      invoiceIds.get(of)!,
      withCookies(),
    ]
    const request = isInCookie
      ? withCookie(build(`/i/${invoiceId}`, payments.get(of)!), invoiceId, written)
      : build(`/i/${written}`, payments.get(of)!)
    if (isInCookie) results.inCookies += 1
    const response = await probe(request, origin)
    results.tried += 1
    if (response.status >= 500 || exposedInternals(response.body))
      results.faults.push(`${response.status} for ${kind}: ${curlCommand(request)}`)
    else if (response.status !== refusalStatus || redirectsToTarget(response, request.path))
      results.accepted.push(`${kind} at the ${name}: ${curlCommand(request)}`)
    else if ([...notShown, ...emails].some((text) => response.body.includes(text)))
      results.accepted.push(`${kind} at the ${name} tells of the invoice: ${curlCommand(request)}`)
    const shown = name.startsWith('page') ? `${name} ${pageOf(mutant, isInCookie)}` : name
    results.fingerprints.set(shown, (results.fingerprints.get(shown) ?? new Set()).add(fingerprint(response)))
  })
  return results
}

test('no altered link is accepted or changes anything, and all refusals of a route look the same but for links that have ended', {
  timeout: 3_600_000,
}, async () => {
  const from = performance.now()
  const [pages, mails] = [await pagesWritten(), await Promise.all(emails.map(mailsTo))]
  const [truth, count] = [await truthOf(kranwerk), rounds(1_000, 100_000)]
  const results = await sendMutants(mutants(count, known, randomFor('tokens')), randomFor('routes'))
  await settled()
  const writes = (await pagesWritten()) - pages
  tally('Altered links', {
    tried: results.tried,
    'in cookies': results.inCookies,
    kinds: kinds.length,
    accepted: results.accepted.length,
    '5xx': results.faults.length,
    writes,
    'kinds of refusals': results.fingerprints.size,
    'different refusals of a kind': Math.max(...[...results.fingerprints.values()].map(({ size }) => size)),
    seconds: Math.round((performance.now() - from) / 1000),
  })
  expect(results.accepted).toEqual([])
  expect(results.faults).toEqual([])
  expect(writes).toBe(0)
  for (const [route, seen] of results.fingerprints) expect([...seen], route).toHaveLength(1)
  expect(await Promise.all(emails.map(mailsTo))).toEqual(mails)
  expect(await truthOf(kranwerk)).toEqual(truth)
})

test('the links before alteration are accepted, so that the refusals prove something', async () => {
  for (const token of known.tokens) {
    expect((await probe({ path: `/i/${token}` })).status).toBe(200)
    expect((await probe({ path: `/i/${token}/panel` })).status).toBe(200)
    const back = await probe(linkRoutes.return!.build(`/i/${token}`, payments.get(token)!))
    expect(back.headers.location).toBe(`/i/${token}?after=${payments.get(token)}`)
    const invoiceId = invoiceIds.get(token)!
    for (const path of [`/i/${invoiceId}`, `/i/${invoiceId}/panel`])
      expect((await probe(withCookie({ path }, invoiceId, token))).status).toBe(200)
  }
})

type Reader = (token: string) => Promise<unknown>
const keyBytes = () => new TextEncoder().encode(known.key)
const asOf = () => ({ currentDate: new Date(known.nowS * 1000), audience: 'remit/invoice-page' })
/** Whether a token is not revoked, which a real reader looks up in the database. */
const isKnown = (token: string) => !known.revoked.includes(token)

/** Faulty token checks as found in the field, each with the kind of mutant that passes it. */
const faultyReaders: Readonly<Record<string, { read: Reader; passes: string }>> = {
  'does not check the signature': {
    read: async (token) => decodeJwt(token).inv ?? Promise.reject(),
    passes: 'other claims',
  },
  'accepts the algorithm none': {
    read: async (token) =>
      /"alg":"none"/i.test(Buffer.from(token.split('.')[0]!, 'base64url').toString()) ||
      jwtVerify(token, keyBytes(), asOf()),
    passes: 'another header',
  },
  'accepts other encodings of a signature': {
    read: (token) => {
      const [head, body, sign = ''] = token.split('.')
      return jwtVerify(`${head}.${body}.${Buffer.from(sign, 'base64url').toString('base64url')}`, keyBytes(), asOf())
    },
    passes: 'another encoding of the last character',
  },
  'accepts the algorithm that the token names': {
    read: (token) => jwtVerify(token, keyBytes(), asOf()),
    passes: 'another algorithm with the right key',
  },
  'does not check the expiry': {
    read: (token) => jwtVerify(token, keyBytes(), { ...asOf(), currentDate: new Date(0) }),
    passes: 'expired',
  },
  'does not check for revocation': {
    read: (token) => jwtVerify(token, keyBytes(), asOf()),
    passes: 'revoked',
  },
}

for (const [what, { read, passes: through }] of Object.entries(faultyReaders)) {
  test(`the same mutants pass a faulty check that ${what}`, async () => {
    const reader = await serve(async ({ url }) => {
      const token = decodeURIComponent(new URL(url).pathname.slice('/i/'.length))
      const isAccepted = await read(token).then(
        () => through === 'revoked' || isKnown(token),
        () => false,
      )
      return new Response('', { status: isAccepted ? 200 : 404 })
    }, 0)
    const { accepted } = await sendMutants(mutants(500, known, randomFor(what)), randomFor(what), reader.url, ['page'])
    await reader.stop()
    expect(accepted.filter((line) => line.startsWith(`${through} at`)).length).toBeGreaterThan(0)
  })
}

test('the same mutants are accepted by a return route and a payment form that take any link', async () => {
  const open = await serve(async ({ url, method }) => {
    const [, , token, , id] = new URL(url).pathname.split('/')
    const location = method === 'POST' ? `${world.sandbox}/c/pay/cs_1` : `/i/${token}?after=${id}`
    return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  }, 0)
  for (const route of ['return', 'payment']) {
    const { accepted, tried } = await sendMutants(mutants(100, known, randomFor(route)), randomFor(route), open.url, [
      route,
    ])
    expect(accepted).toHaveLength(tried)
  }
  await open.stop()
})
