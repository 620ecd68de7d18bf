import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queueIsDone } from '../../dev/cron.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { type Rows, rowsAt } from '../world/database.ts'
import { chanceFrom } from './chance.ts'
import { effectsIn, factsOf, naive, naiveWays, wrongEffects } from './facts.ts'
import { happen } from './happenings.ts'
import { holdAnswers } from './held-answers.ts'
import { hand, heldLetters, type Letter } from './held-letters.ts'
import { inLanes } from './lanes.ts'
import { Letters } from './letters.ts'
import { mailWrongs } from './mails.ts'
import { type Merchant, merchantIn } from './merchant.ts'
import { leftOver, wrongsInMoney } from './money.ts'
import { eachOrderOnce, everyOrder, isSweptUnanswered, type Order, sweepStage } from './orders.ts'
import { startTown, type Town } from './town.ts'
import { tell, untold } from './untold.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const letters = heldLetters()
const chance = chanceFrom()
let answers: Awaited<ReturnType<typeof holdAnswers>>
let town: Town
let kranwerk: Merchant
let rows: Rows
let mails: Letters

beforeAll(async () => {
  town = await startTown({
    deliver: letters.deliver,
    through: async (urls) => {
      answers = await holdAnswers(urls.sandbox)
      return { ...urls, sandbox: answers.url }
    },
  })
  kranwerk = merchantIn(town)
  rows = rowsAt(town.urls.database)
  mails = new Letters(town)
})
afterAll(async () => {
  await town?.stop()
  answers?.close()
})

const secondsSince = (began: number) => Math.round((performance.now() - began) / 1000)

/** Nothing that anybody could complain of, in the books, in the mail, or left to be done. */
async function expectRight(): Promise<void> {
  expect(await wrongsInMoney(town)).toEqual([])
  expect(await leftOver(town)).toEqual([])
  expect(await mailWrongs(rows, mails.all(), [])).toEqual([])
}

describe('messages delivered two to five times, eight at once and in any order,', () => {
  const wanted = rounds(250, 1_000)
  const told: Letter[] = []
  let copies: Letter[] = []
  let facts: string[] = []

  beforeAll(async () => {
    const customers = [await kranwerk.customer(), await kranwerk.customer(), await kranwerk.customer()]
    for (let number = 0; told.length < wanted; number += 8) {
      const some = Array.from({ length: 8 }, (_, i) => number + i)
      await inLanes(4, some, (one) => happen(town, kranwerk, customers[one % 3]!, one))
      told.push(...(await letters.take(town)))
    }
    copies = chance.shuffled(told.flatMap((letter) => Array.from({ length: chance.between(2, 5) }, () => letter)))
    facts = factsOf(kranwerk.truth())
  }, 600_000)

  const deliver = (to: (letter: Letter) => Promise<number>) =>
    inLanes(8, copies, async (letter) => expect(await to(letter)).toBe(200))

  test('have one effect for each fact', async () => {
    const began = performance.now()
    await deliver((letter) => hand(town, letter))
    await queueIsDone(town.app)
    const atOnce = await effectsIn(rows)
    // What two of them fought over until one gave up is the next tick's.
    await town.clock.advance(10 * minuteMs)
    await town.tick()
    const effects = await effectsIn(rows)
    await mails.fetch()
    tally('Messages in any order', {
      messages: told.length,
      deliveries: copies.length,
      facts: facts.length,
      effects: effects.length,
      'effects before any tick': atOnce.length,
      mails: mails.all().length,
      seconds: secondsSince(began),
    })
    expect(told.length).toBeGreaterThanOrEqual(wanted)
    expect(wrongEffects(facts, effects)).toEqual([])
    const payments = facts.filter((fact) => fact.startsWith('payment '))
    expect(mails.all().filter(({ subject }) => subject.startsWith('Receipt'))).toHaveLength(payments.length)
    await expectRight()
  })

  test.each(Object.keys(naiveWays) as (keyof typeof naiveWays)[])('mislead somebody %s', async (way) => {
    const { hear, effects } = naive(way, kranwerk.providerAccount)
    await deliver(hear)
    expect(wrongEffects(facts, effects)).not.toEqual([])
  })
})

test('five messengers of one payment, in each of their 120 orders and with neighbours at once, have one effect', async () => {
  const began = performance.now()
  const jonas = await kranwerk.customer()
  const payer = { id: jonas.id, method: await kranwerk.keepMethod(jonas) }
  const scene = { town, merchant: kranwerk, letters, answers }
  await letters.take(town)
  // These five alone: the provider's own list of what happened is read when they are through.
  const shut = town.sandbox.addFault({ kind: 'error_500_before', match: { method: 'GET', path: '/v1/events' } })
  const orders = isProving ? everyOrder : eachOrderOnce
  const invoiceIds: string[] = []
  let unheard = 0
  const kindOf = (order: Order) => `${sweepStage(order)} ${isSweptUnanswered(order)}`
  for (const alike of Map.groupBy(orders, kindOf).values())
    for (let at = 0; at < alike.length; at += 12) {
      const payments = await inLanes(4, alike.slice(at, at + 12), (order) => untold(scene, order, payer))
      unheard += await tell(town, payments)
      invoiceIds.push(...payments.map(({ invoiceId }) => invoiceId))
      await mails.fetch()
    }
  town.sandbox.removeFaults(shut.id)
  for (let ticks = 0; ticks < 3; ticks++) {
    await town.clock.advance(6 * hourMs, { stepMs: 6 * hourMs })
    await town.tick()
  }
  const paid = await rows<{ id: string; effects: number }>(
    `SELECT i.id, count(t.id) AS effects FROM invoices i
     LEFT JOIN ledger_transactions t ON t.account_id = i.account_id AND t.invoice_id = i.id AND t.cause_kind = 'payment'
     WHERE i.status = 'paid' GROUP BY i.id`,
  )
  const effectsOf = new Map(paid.map(({ id, effects }) => [id, effects]))
  tally('Five messengers of one payment', {
    payments: orders.length,
    orders: new Set(orders.map(({ stages }) => stages.flat().join())).size,
    'with neighbours at once': orders.filter(({ stages }) => stages.length < 5).length,
    effects: invoiceIds.reduce((sum, id) => sum + (effectsOf.get(id) ?? 0), 0),
    'not listened to': unheard,
    seconds: secondsSince(began),
  })
  expect(invoiceIds.filter((id) => effectsOf.get(id) !== 1)).toEqual([])
  await expectRight()
  expect(unheard).toBeLessThan(orders.length / 20)
})
