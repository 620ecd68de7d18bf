import { beforeAll, expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { messageAbout } from '../world/letterbox.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { truthOf } from '../world/provider.ts'
import { rows } from '../world/records.ts'
import { now, settled } from '../world/time.ts'
import { until } from '../world/until.ts'
import { type Answer, ask, inLanes } from './ask.ts'
import { curl } from './curl.ts'
import { signed } from './knock.ts'
import { type Luck, luckOf } from './luck.ts'
import { type Genuine, kinds, type Mutant, mutants, tenMegabytes } from './mutant-messages.ts'
import { written } from './writes.ts'

const hook = `/hooks/stripe/${kranwerk.accountId}`
const otherPaths = [harborPine.accountId, 'acct_nobody', 'ACCT_KRANWERK', 'acct_kranwerk%00', "acct'--", '__proto__']
const otherSecrets = [harborPine.webhookSecret, kranwerk.apiKey, kranwerk.accountId, 'whsec_test', world.app]

/** Messages that would move money if they were believed, and one that nobody reads. */
let messages: string[]
let invoiceId: string
let aheadMs: number
const nowS = () => Math.floor((Date.now() + aheadMs) / 1000)

beforeAll(async () => {
  aheadMs = (await now()) - Date.now()
  const invoice = await bill(await newCustomer())
  invoiceId = invoice.id
  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  const { sessions } = await truthOf(kranwerk)
  const { metadata } = sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  const paid = { status: 'succeeded', amount: 119_000, amount_received: 119_000, currency: 'eur', livemode: false }
  const intent = { id: 'pi_forged', object: 'payment_intent', ...paid, metadata, payment_method: null }
  messages = [
    messageAbout('payment_intent.succeeded', intent),
    messageAbout('charge.refunded', { id: 'ch_forged', object: 'charge', amount_refunded: 119_000, metadata }),
    messageAbout('product.created', { id: 'prod_1', object: 'product', name: 'Größe 「大」 😀' }),
  ].map((message) => JSON.stringify(message))
  await settled()
})

const genuineOf = (luck: Luck): Genuine => ({
  path: hook,
  body: luck.one(messages),
  secret: kranwerk.webhookSecret,
  nowS: nowS(),
  otherPaths: otherPaths.map((id) => `/hooks/stripe/${id}`),
  otherSecrets,
  otherBody: JSON.stringify(messageAbout('product.created', { id: 'prod_2' })),
})

/** All that a forger could tell two refusals apart by, but for what is drawn anew for every answer. */
function looksOf({ status, body, bytes, headers }: Answer): string {
  const { date: _, ...said } = headers
  const policy = String(said['content-security-policy']).replace(/nonce-[^']+/, 'nonce')
  return JSON.stringify([status, bytes, body, { ...said, 'content-security-policy': policy }])
}

type Heard = {
  accepted: string[]
  faults: string[]
  looks: Map<number, Set<string>>
  tookMs: number[]
  /** Cut off for their size before they were sent to the end. */
  unread: number
}

/** Sends forgeries, eight at once, and answers what came of them; each that got through is a line for the shell. */
async function forge(all: Iterable<Mutant>, origin = world.app): Promise<Heard> {
  const heard: Heard = { accepted: [], faults: [], looks: new Map(), tookMs: [], unread: 0 }
  await inLanes(8, all, async ({ kind, asked }) => {
    const answer = await ask(asked, origin)
    const { status, tookMs } = answer
    heard.tookMs.push(tookMs)
    if (status === 0) heard.unread += 1
    else if (status < 400) heard.accepted.push(`${kind}: ${curl(asked)}`)
    else if (status >= 500) heard.faults.push(`${status} for ${kind}: ${curl(asked)}`)
    else heard.looks.set(status, (heard.looks.get(status) ?? new Set()).add(looksOf(answer)))
  })
  return heard
}

test('no forged message is accepted, kept or told apart from another', { timeout: 1_800_000 }, async () => {
  const count = rounds(600, 10_000)
  const from = performance.now()
  const pages = await written()
  const large = Array.from({ length: rounds(1, 10) }, () => tenMegabytes(genuineOf(luckOf('large')))).flat()
  const heard = await forge(mutants(count, genuineOf, luckOf('webhooks')))
  const heardLarge = await forge(large)
  await settled()
  const writes = (await written()) - pages
  const p99Ms = Math.round(heard.tookMs.toSorted((a, b) => a - b)[Math.floor(heard.tookMs.length * 0.99)]!)
  tally('Forged webhooks', {
    tried: count + large.length,
    kinds: kinds.length + 1,
    accepted: heard.accepted.length + heardLarge.accepted.length,
    '5xx': heard.faults.length + heardLarge.faults.length,
    writes,
    'cut off': heardLarge.unread,
    'looks of a refusal': heard.looks.get(400)?.size ?? 0,
    'p99 ms': p99Ms,
    seconds: Math.round((performance.now() - from) / 1000),
  })
  expect(heard.accepted).toEqual([])
  expect(heard.faults).toEqual([])
  expect(heardLarge).toMatchObject({ accepted: [], faults: [] })
  expect(writes).toBe(0)
  const statuses = new Set([...heard.looks.keys(), ...heardLarge.looks.keys()])
  expect([...statuses].sort()).toEqual([400, 413])
  expect([...heard.looks.get(400)!]).toHaveLength(1)
  expect(new Set([...heard.looks.get(413)!, ...heardLarge.looks.get(413)!]).size).toBe(1)
  expect(await kranwerk.remit.invoices.retrieve(invoiceId)).toMatchObject({ status: 'open', amount_paid: 0 })
})

test('what the provider signs is taken on both sides of its time, whole or in pieces, and twice is once', async () => {
  const message = () => messageAbout('product.created', { id: 'prod_3', object: 'product' })
  for (const by of [-290, 0, 290]) {
    const sent = message()
    const body = JSON.stringify(sent)
    const headers = { 'stripe-signature': signed(body, kranwerk.webhookSecret, nowS() + by) }
    for (const isChunked of [false, true])
      expect(await ask({ method: 'POST', path: hook, body, headers, isChunked })).toMatchObject({ status: 200 })
    expect(await rows('SELECT 1 FROM provider_events WHERE id = ?', sent.id)).toHaveLength(1)
    await until('it to be read', async () => {
      const [kept] = await rows<{ outcome: string }>('SELECT outcome FROM provider_events WHERE id = ?', sent.id)
      return kept?.outcome === 'ignored'
    })
  }
})

type Check = (body: string, header: string | null) => boolean

const parts = (header: string | null) =>
  new Map((header ?? '').split(',').map((part) => part.split('=') as [string, string]))
const fits = (body: string, header: string | null, secret = kranwerk.webhookSecret) =>
  header !== null && signed(body, secret, parts(header).get('t') ?? '').endsWith(`v1=${parts(header).get('v1')}`)

/** Checks as they are found in the field, each with the kind of forgery that gets through it. */
const careless: Readonly<Record<string, { check: Check; through: string }>> = {
  'looks only into the past': {
    check: (body, header) => fits(body, header) && Number(parts(header).get('t')) > nowS() - 300,
    through: 'a time to come',
  },
  'does not look at the time': { check: (body, header) => fits(body, header), through: 'a time long ago' },
  'passes where its secret is not set': {
    check: (body, header) => fits(body, header) || fits(body, header, ''),
    through: 'no secret',
  },
  'passes without a header': { check: (body, header) => header === null || fits(body, header), through: 'no header' },
  'signs what it has parsed and written again': {
    check: (body, header) => {
      try {
        return fits(JSON.stringify(JSON.parse(body)), header)
      } catch {
        return false
      }
    },
    through: 'white space',
  },
}

for (const [what, { check, through }] of Object.entries(careless)) {
  test(`the same forgeries find a check that ${what}`, async () => {
    const hooks = await serve(async (request) => {
      const isPassed = check(await request.text(), request.headers.get('stripe-signature'))
      return Response.json({}, { status: isPassed ? 200 : 400 })
    }, 0)
    const { accepted } = await forge(mutants(600, genuineOf, luckOf(what)), hooks.url)
    await hooks.stop()
    expect(accepted.filter((line) => line.startsWith(`${through}: `)).length).toBeGreaterThan(0)
  })
}
