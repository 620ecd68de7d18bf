import { beforeAll, expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { truthOf } from '../world/provider.ts'
import { rows } from '../world/records.ts'
import { webhookAbout } from '../world/signed-webhooks.ts'
import { now, settled } from '../world/time.ts'
import { until } from '../world/until.ts'
import { signWebhook } from './build-request.ts'
import { curlCommand } from './curl.ts'
import { pagesWritten } from './database-writes.ts'
import type { HttpResponse } from './http.ts'
import { probe } from './probe.ts'
import { type Random, randomFor } from './random.ts'
import { type Genuine, kinds, type Mutant, mutants, tenMegabytes } from './webhook-mutations.ts'

const hook = `/hooks/stripe/${kranwerk.accountId}`
const otherPaths = [harborPine.accountId, 'acct_nobody', 'ACCT_KRANWERK', 'acct_kranwerk%00', "acct'--", '__proto__']
const otherSecrets = [harborPine.webhookSecret, kranwerk.apiKey, kranwerk.accountId, 'whsec_test', world.app]

/** Webhooks that would move money if accepted, and one of an ignored type. */
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
    webhookAbout('payment_intent.succeeded', intent),
    webhookAbout('charge.refunded', { id: 'ch_forged', object: 'charge', amount_refunded: 119_000, metadata }),
    webhookAbout('product.created', { id: 'prod_1', object: 'product', name: 'Größe 「大」 😀' }),
  ].map((message) => JSON.stringify(message))
  await settled()
})

const genuineOf = (random: Random): Genuine => ({
  path: hook,
  body: random.pick(messages),
  secret: kranwerk.webhookSecret,
  nowS: nowS(),
  otherPaths: otherPaths.map((id) => `/hooks/stripe/${id}`),
  otherSecrets,
  otherBody: JSON.stringify(webhookAbout('product.created', { id: 'prod_2' })),
})

/** Everything by which an attacker could tell two refusals apart, without the date and the nonce. */
function fingerprint({ status, body, bytes, headers }: HttpResponse): string {
  const { date: _, ...rest } = headers
  const policy = String(rest['content-security-policy']).replace(/nonce-[^']+/, 'nonce')
  return JSON.stringify([status, bytes, body, { ...rest, 'content-security-policy': policy }])
}

type Results = {
  accepted: string[]
  faults: string[]
  fingerprints: Map<number, Set<string>>
  tookMs: number[]
  /** Closed by the server for their size before they were sent to the end. */
  unread: number
}

/** Sends mutants, eight at once, and returns the results; every accepted one with its curl command. */
async function sendMutants(all: Iterable<Mutant>, origin = world.app): Promise<Results> {
  const results: Results = { accepted: [], faults: [], fingerprints: new Map(), tookMs: [], unread: 0 }
  await mapConcurrently(8, all, async ({ kind, request }) => {
    const response = await probe(request, origin)
    const { status, tookMs } = response
    results.tookMs.push(tookMs)
    if (status === 0) results.unread += 1
    else if (status < 400) results.accepted.push(`${kind}: ${curlCommand(request)}`)
    else if (status >= 500) results.faults.push(`${status} for ${kind}: ${curlCommand(request)}`)
    else results.fingerprints.set(status, (results.fingerprints.get(status) ?? new Set()).add(fingerprint(response)))
  })
  return results
}

test('no forged webhook is accepted or stored, and all refusals of a status look the same', {
  timeout: 1_800_000,
}, async () => {
  const count = rounds(600, 10_000)
  const from = performance.now()
  const pages = await pagesWritten()
  const large = Array.from({ length: rounds(1, 10) }, () => tenMegabytes(genuineOf(randomFor('large')))).flat()
  const results = await sendMutants(mutants(count, genuineOf, randomFor('webhooks')))
  const resultsOfLarge = await sendMutants(large)
  await settled()
  const writes = (await pagesWritten()) - pages
  const p99Ms = Math.round(results.tookMs.toSorted((a, b) => a - b)[Math.floor(results.tookMs.length * 0.99)]!)
  tally('Forged webhooks', {
    tried: count + large.length,
    kinds: kinds.length + 1,
    accepted: results.accepted.length + resultsOfLarge.accepted.length,
    '5xx': results.faults.length + resultsOfLarge.faults.length,
    writes,
    'cut off': resultsOfLarge.unread,
    'different refusals': results.fingerprints.get(400)?.size ?? 0,
    'p99 ms': p99Ms,
    seconds: Math.round((performance.now() - from) / 1000),
  })
  expect(results.accepted).toEqual([])
  expect(results.faults).toEqual([])
  expect(resultsOfLarge).toMatchObject({ accepted: [], faults: [] })
  expect(writes).toBe(0)
  const statuses = new Set([...results.fingerprints.keys(), ...resultsOfLarge.fingerprints.keys()])
  expect([...statuses].sort()).toEqual([400, 413])
  expect([...results.fingerprints.get(400)!]).toHaveLength(1)
  expect(new Set([...results.fingerprints.get(413)!, ...resultsOfLarge.fingerprints.get(413)!]).size).toBe(1)
  expect(await kranwerk.remit.invoices.retrieve(invoiceId)).toMatchObject({ status: 'open', amount_paid: 0 })
})

test('a genuine webhook is accepted up to 290 s early or late, whole or in chunks, and stored once', async () => {
  const message = () => webhookAbout('product.created', { id: 'prod_3', object: 'product' })
  for (const by of [-290, 0, 290]) {
    const sent = message()
    const body = JSON.stringify(sent)
    const headers = { 'stripe-signature': signWebhook(body, kranwerk.webhookSecret, nowS() + by) }
    for (const isChunked of [false, true])
      expect(await probe({ method: 'POST', path: hook, body, headers, isChunked })).toMatchObject({ status: 200 })
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
  header !== null && signWebhook(body, secret, parts(header).get('t') ?? '').endsWith(`v1=${parts(header).get('v1')}`)

/** Faulty signature checks as found in the field, each with the kind of mutant that passes it. */
const faultyChecks: Readonly<Record<string, { check: Check; passes: string }>> = {
  'accepts times in the future': {
    check: (body, header) => fits(body, header) && Number(parts(header).get('t')) > nowS() - 300,
    passes: 'a time in the future',
  },
  'does not check the time': { check: (body, header) => fits(body, header), passes: 'a time long ago' },
  'accepts an empty secret': {
    check: (body, header) => fits(body, header) || fits(body, header, ''),
    passes: 'no secret',
  },
  'accepts a missing header': { check: (body, header) => header === null || fits(body, header), passes: 'no header' },
  'verifies the reserialized body': {
    check: (body, header) => {
      try {
        return fits(JSON.stringify(JSON.parse(body)), header)
      } catch {
        return false
      }
    },
    passes: 'white space',
  },
}

for (const [what, { check, passes: through }] of Object.entries(faultyChecks)) {
  test(`the same mutants pass a faulty check that ${what}`, async () => {
    const hooks = await serve(async (request) => {
      const isAccepted = check(await request.text(), request.headers.get('stripe-signature'))
      return Response.json({}, { status: isAccepted ? 200 : 400 })
    }, 0)
    const { accepted } = await sendMutants(mutants(600, genuineOf, randomFor(what)), hooks.url)
    await hooks.stop()
    expect(accepted.filter((line) => line.startsWith(`${through}: `)).length).toBeGreaterThan(0)
  })
}
