import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queueIsDone } from '../../dev/cron.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { type Rows, rowsAt } from '../world/database.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { holdResponses } from './held-responses.ts'
import { deliverWebhook, type HeldWebhook, holdWebhooks } from './held-webhooks.ts'
import { effectsIn, effectViolations, factsOf } from './ledger-effects.ts'
import { MailCollector } from './mail-collector.ts'
import { mailViolations } from './mail-invariants.ts'
import { type Merchant, merchantIn } from './merchant.ts'
import { moneyViolations, unfinishedWork } from './money-invariants.ts'
import { naiveDeduplications, naiveHandler } from './naive-handlers.ts'
import { runPaymentScenario } from './payment-scenario.ts'
import { seededRandom } from './random.ts'
import {
  eachOrderingOnce,
  everyOrdering,
  isSweptBeforeResponse,
  type Ordering,
  sweepStage,
} from './source-orderings.ts'
import { deliverReports, unreportedPayment } from './unreported-payment.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const webhooks = holdWebhooks()
const random = seededRandom()
let responses: Awaited<ReturnType<typeof holdResponses>>
let env: Environment
let kranwerk: Merchant
let rows: Rows
let mails: MailCollector

beforeAll(async () => {
  env = await startEnvironment({
    deliver: webhooks.deliver,
    through: async (urls) => {
      responses = await holdResponses(urls.sandbox)
      return { ...urls, sandbox: responses.url }
    },
  })
  kranwerk = merchantIn(env)
  rows = rowsAt(env.urls.database)
  mails = new MailCollector(env)
})
afterAll(async () => {
  await env?.stop()
  responses?.close()
})

const secondsSince = (began: number) => Math.round((performance.now() - began) / 1000)

/** Expects no violation in the books or the mails, and no unfinished work. */
async function expectConsistent(): Promise<void> {
  expect(await moneyViolations(env)).toEqual([])
  expect(await unfinishedWork(env)).toEqual([])
  expect(await mailViolations(rows, mails.all(), [])).toEqual([])
}

describe('webhooks delivered two to five times, eight at once and in any order,', () => {
  const wanted = rounds(250, 1_000)
  const reported: HeldWebhook[] = []
  let copies: HeldWebhook[] = []
  let facts: string[] = []

  beforeAll(async () => {
    const customers = [await kranwerk.customer(), await kranwerk.customer(), await kranwerk.customer()]
    for (let number = 0; reported.length < wanted; number += 8) {
      const some = Array.from({ length: 8 }, (_, i) => number + i)
      await mapConcurrently(4, some, (one) => runPaymentScenario(env, kranwerk, customers[one % 3]!, one))
      reported.push(...(await webhooks.take(env)))
    }
    copies = random.shuffled(reported.flatMap((webhook) => Array.from({ length: random.between(2, 5) }, () => webhook)))
    facts = factsOf(kranwerk.truth())
  }, 600_000)

  const deliver = (to: (webhook: HeldWebhook) => Promise<number>) =>
    mapConcurrently(8, copies, async (webhook) => expect(await to(webhook)).toBe(200))

  test('have exactly one effect for each fact', async () => {
    const startedAt = performance.now()
    await deliver((webhook) => deliverWebhook(env, webhook))
    await queueIsDone(env.app)
    const atOnce = await effectsIn(rows)
    // A webhook that lost every retry of its commit to the others is applied by the next tick.
    await env.clock.advance(10 * minuteMs)
    await env.tick()
    const effects = await effectsIn(rows)
    await mails.fetch()
    tally('Webhooks in any order', {
      messages: reported.length,
      deliveries: copies.length,
      facts: facts.length,
      effects: effects.length,
      'effects before any tick': atOnce.length,
      mails: mails.all().length,
      seconds: secondsSince(startedAt),
    })
    expect(reported.length).toBeGreaterThanOrEqual(wanted)
    expect(effectViolations(facts, effects)).toEqual([])
    const payments = facts.filter((fact) => fact.startsWith('payment '))
    expect(mails.all().filter(({ subject }) => subject.startsWith('Receipt'))).toHaveLength(payments.length)
    await expectConsistent()
  })

  test.each(Object.keys(naiveDeduplications) as (keyof typeof naiveDeduplications)[])(
    'mislead a handler %s',
    async (kind) => {
      const { handle, effects } = naiveHandler(kind, kranwerk.providerAccount)
      await deliver(handle)
      expect(effectViolations(facts, effects)).not.toEqual([])
    },
  )
})

test('five sources that report one payment, in each of their 120 orders and with neighbours at once, have one effect', async () => {
  const startedAt = performance.now()
  const jonas = await kranwerk.customer()
  const payer = { id: jonas.id, method: await kranwerk.keepMethod(jonas) }
  const scene = { env, merchant: kranwerk, webhooks, responses }
  await webhooks.take(env)
  // Only these five: the provider's event list is blocked until they are through.
  const blocked = env.sandbox.addFault({ kind: 'error_500_before', match: { method: 'GET', path: '/v1/events' } })
  const orders = isProving ? everyOrdering : eachOrderingOnce
  const invoiceIds: string[] = []
  let unreceived = 0
  const kindOf = (order: Ordering) => `${sweepStage(order)} ${isSweptBeforeResponse(order)}`
  for (const sameKind of Map.groupBy(orders, kindOf).values())
    for (let at = 0; at < sameKind.length; at += 12) {
      const payments = await mapConcurrently(4, sameKind.slice(at, at + 12), (order) =>
        unreportedPayment(scene, order, payer),
      )
      unreceived += await deliverReports(env, payments)
      invoiceIds.push(...payments.map(({ invoiceId }) => invoiceId))
      await mails.fetch()
    }
  env.sandbox.removeFaults(blocked.id)
  for (let ticks = 0; ticks < 3; ticks++) {
    await env.clock.advance(6 * hourMs, { stepMs: 6 * hourMs })
    await env.tick()
  }
  const paid = await rows<{ id: string; effects: number }>(
    `SELECT i.id, count(t.id) AS effects FROM invoices i
     LEFT JOIN ledger_transactions t ON t.account_id = i.account_id AND t.invoice_id = i.id AND t.cause_kind = 'payment'
     WHERE i.status = 'paid' GROUP BY i.id`,
  )
  const effectsOf = new Map(paid.map(({ id, effects }) => [id, effects]))
  tally('Five event sources of one payment', {
    payments: orders.length,
    orders: new Set(orders.map(({ stages }) => stages.flat().join())).size,
    'with neighbours at once': orders.filter(({ stages }) => stages.length < 5).length,
    effects: invoiceIds.reduce((sum, id) => sum + (effectsOf.get(id) ?? 0), 0),
    'not received': unreceived,
    seconds: secondsSince(startedAt),
  })
  expect(invoiceIds.filter((id) => effectsOf.get(id) !== 1)).toEqual([])
  await expectConsistent()
  expect(unreceived).toBeLessThan(orders.length / 20)
})
