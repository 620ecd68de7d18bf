import { decodeJwt, jwtVerify } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { checkoutFor, fromOurPage } from '../world/form.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { mailsTo } from '../world/post.ts'
import { truthOf } from '../world/provider.ts'
import { secrets } from '../world/secrets.ts'
import { now, settled } from '../world/time.ts'
import { type Answer, type Asked, ask, inLanes } from './ask.ts'
import { begun, linked } from './asks.ts'
import { curl } from './curl.ts'
import { insideShown } from './inside.ts'
import { leadsOn } from './leads-on.ts'
import { type Luck, luckOf } from './luck.ts'
import { kinds, type Loot, type Mutant, mutants } from './mutant-tokens.ts'
import { written } from './writes.ts'

let loot: Loot
let emails: string[]
/** A payment under way of each invoice, by the good link to it. */
let payments: ReadonlyMap<string, string>

beforeAll(async () => {
  const made = await Promise.all(
    [kranwerk, kranwerk, harborPine].map(async (merchant) => {
      const one = await linked(merchant)
      return { ...one, paymentId: await begun(merchant, one.invoice) }
    }),
  )
  payments = new Map(made.map(({ links, paymentId }) => [links.good, paymentId]))
  await settled()
  emails = made.map(({ of }) => of.email)
  const ids = made.flatMap(({ of, invoice }) => [of.id, invoice.id])
  loot = {
    tokens: made.map(({ links }) => links.good),
    revoked: made.map(({ links }) => links.revoked),
    key: secrets.linkKey,
    nowS: Math.floor((await now()) / 1000),
    words: [kranwerk.apiKey, kranwerk.webhookSecret, kranwerk.accountId, world.app, 'secret', ...ids],
  }
})

type Door = {
  readonly often: number
  readonly ask: (path: string, paymentId: string) => Asked
  readonly refuses: number
}

const form = (fields: Record<string, string> = {}) => ({
  method: 'POST',
  headers: fromOurPage,
  body: new URLSearchParams(fields).toString(),
})

/** Everything that a link opens, and the one answer of each to a link that is not good. */
const doors: Readonly<Record<string, Door>> = {
  page: { often: 72, ask: (path) => ({ path }), refuses: 404 },
  'page without its body': { often: 2, ask: (path) => ({ path, method: 'HEAD' }), refuses: 404 },
  panel: { often: 6, ask: (path) => ({ path: `${path}/panel` }), refuses: 303 },
  payment: { often: 8, ask: (path) => ({ path: `${path}/payments`, ...form(checkoutFor(119_000)) }), refuses: 303 },
  return: { often: 4, ask: (path, id) => ({ path: `${path}/payments/${id}/return` }), refuses: 303 },
  view: { often: 4, ask: (path) => ({ path: `${path}/views`, ...form() }), refuses: 204 },
  'fresh link': { often: 4, ask: (path) => ({ path, ...form() }), refuses: 200 },
}
const lots = Object.entries(doors).flatMap(([name, { often }]) => Array.from({ length: often }, () => name))

/** Answers of one door differ in nothing but the nonce and, where a reader is sent on, the address that they came with. */
function looksOf({ status, body, bytes, headers }: Answer): string {
  const { date: _, location, ...said } = headers
  const plain = (text: string) => text.replaceAll(/nonce(="|-)[\w+/=]+/g, 'nonce')
  const sentTo = location === undefined ? '' : new URL(location, world.app).pathname.split('/')[1]
  return JSON.stringify([status, bytes, plain(body), plain(JSON.stringify(said)), sentTo])
}

type Heard = { accepted: string[]; faults: string[]; looks: Map<string, Set<string>>; tried: number }

/** Tries links at the doors, eight at once. One that is let in, and a door that breaks, is a line for the shell. */
async function tryAll(all: Iterable<Mutant>, luck: Luck, origin = world.app, names = lots): Promise<Heard> {
  const heard: Heard = { accepted: [], faults: [], looks: new Map(), tried: 0 }
  await inLanes(8, all, async ({ kind, token, of }) => {
    const drawn = luck.one(names)
    // A link of ours whose time is over may ask for a fresh one: it is mailed to the address on file and to nobody else.
    const name = drawn === 'fresh link' && kind === 'its time over' ? 'page' : drawn
    const { ask: asking, refuses } = doors[name]!
    const asked = asking(`/i/${encodeURIComponent(token.toWellFormed())}`, payments.get(of)!)
    const answer = await ask(asked, origin)
    heard.tried += 1
    if (answer.status >= 500 || insideShown(answer.body))
      heard.faults.push(`${answer.status} for ${kind}: ${curl(asked)}`)
    else if (answer.status !== refuses || leadsOn(answer)) heard.accepted.push(`${kind} at the ${name}: ${curl(asked)}`)
    heard.looks.set(name, (heard.looks.get(name) ?? new Set()).add(looksOf(answer)))
  })
  return heard
}

test('no altered link opens a door, changes anything or is told apart from another', {
  timeout: 3_600_000,
}, async () => {
  const from = performance.now()
  const [pages, mails] = [await written(), await Promise.all(emails.map(mailsTo))]
  const [truth, count] = [await truthOf(kranwerk), rounds(1_000, 100_000)]
  const heard = await tryAll(mutants(count, loot, luckOf('tokens')), luckOf('doors'))
  await settled()
  const writes = (await written()) - pages
  tally('Altered links', {
    tried: heard.tried,
    kinds: kinds.length,
    accepted: heard.accepted.length,
    '5xx': heard.faults.length,
    writes,
    doors: heard.looks.size,
    'looks of a refusal at each': Math.max(...[...heard.looks.values()].map(({ size }) => size)),
    seconds: Math.round((performance.now() - from) / 1000),
  })
  expect(heard.accepted).toEqual([])
  expect(heard.faults).toEqual([])
  expect(writes).toBe(0)
  for (const [door, looks] of heard.looks) expect([...looks], door).toHaveLength(1)
  expect(await Promise.all(emails.map(mailsTo))).toEqual(mails)
  expect(await truthOf(kranwerk)).toEqual(truth)
})

test('the links that were altered are good as they were, so that the refusals mean something', async () => {
  for (const token of loot.tokens) {
    expect((await ask({ path: `/i/${token}` })).status).toBe(200)
    expect((await ask({ path: `/i/${token}/panel` })).status).toBe(200)
    const back = await ask(doors.return!.ask(`/i/${token}`, payments.get(token)!))
    expect(back.headers.location).toBe(`/i/${token}?after=${payments.get(token)}`)
  }
})

type Reader = (token: string) => Promise<unknown>
const keyBytes = () => new TextEncoder().encode(loot.key)
const asOf = () => ({ currentDate: new Date(loot.nowS * 1000), audience: 'remit/invoice-page' })
/** What a reader that knows no database still must look up. */
const isKnown = (token: string) => !loot.revoked.includes(token)

/** Readers as they are found in the field, each with the kind of mutant that gets through it. */
const careless: Readonly<Record<string, { read: Reader; through: string }>> = {
  'does not check the signature': {
    read: async (token) => decodeJwt(token).inv ?? Promise.reject(),
    through: 'other claims',
  },
  'takes a link that says it needs no signature': {
    read: async (token) =>
      /"alg":"none"/i.test(Buffer.from(token.split('.')[0]!, 'base64url').toString()) ||
      jwtVerify(token, keyBytes(), asOf()),
    through: 'another header',
  },
  'takes any spelling of a signature': {
    read: (token) => {
      const [head, body, sign = ''] = token.split('.')
      return jwtVerify(`${head}.${body}.${Buffer.from(sign, 'base64url').toString('base64url')}`, keyBytes(), asOf())
    },
    through: 'another spelling of the last letter',
  },
  'takes the algorithm that the link names': {
    read: (token) => jwtVerify(token, keyBytes(), asOf()),
    through: 'another algorithm with the right key',
  },
  'does not look at the time': {
    read: (token) => jwtVerify(token, keyBytes(), { ...asOf(), currentDate: new Date(0) }),
    through: 'its time over',
  },
  'does not ask whether the link was ended': {
    read: (token) => jwtVerify(token, keyBytes(), asOf()),
    through: 'ended by its merchant',
  },
}

for (const [what, { read, through }] of Object.entries(careless)) {
  test(`the same mutants find a reader that ${what}`, async () => {
    const reader = await serve(async ({ url }) => {
      const token = decodeURIComponent(new URL(url).pathname.slice('/i/'.length))
      const isLet = await read(token).then(
        () => through === 'ended by its merchant' || isKnown(token),
        () => false,
      )
      return new Response('', { status: isLet ? 200 : 404 })
    }, 0)
    const { accepted } = await tryAll(mutants(500, loot, luckOf(what)), luckOf(what), reader.url, ['page'])
    await reader.stop()
    expect(accepted.filter((line) => line.startsWith(`${through} at`)).length).toBeGreaterThan(0)
  })
}

test('the same mutants find a way back, and a form, that take any link', async () => {
  const open = await serve(async ({ url, method }) => {
    const [, , token, , id] = new URL(url).pathname.split('/')
    const location = method === 'POST' ? `${world.sandbox}/c/pay/cs_1` : `/i/${token}?after=${id}`
    return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  }, 0)
  for (const door of ['return', 'payment']) {
    const { accepted, tried } = await tryAll(mutants(100, loot, luckOf(door)), luckOf(door), open.url, [door])
    expect(accepted).toHaveLength(tried)
  }
  await open.stop()
})
