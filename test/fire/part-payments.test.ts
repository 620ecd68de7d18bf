import { setTimeout as pause } from 'node:timers/promises'
import type { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueIsDone } from '../../dev/cron.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { chanceFrom } from './chance.ts'
import { hand, heldLetters } from './held-letters.ts'
import { type Issued, type Merchant, merchantIn } from './merchant.ts'
import { leftOver, wrongsInMoney } from './money.ts'
import { pressPay } from './pressing.ts'
import { standing } from './standing.ts'
import { startTown, type Town } from './town.ts'

const post = heldLetters()
const chance = chanceFrom()
let town: Town
let kranwerk: Merchant

beforeAll(async () => {
  town = await startTown({ deliver: post.deliver })
  kranwerk = merchantIn(town)
})
afterAll(() => town?.stop())

/** So many parts of at least one minor unit that add up to a sum. */
function parts(count: number, sumMinor: number): number[] {
  const cuts = new Set<number>()
  while (cuts.size < count - 1) cuts.add(chance.between(1, sumMinor - 1))
  const edges = [0, ...[...cuts].sort((one, other) => one - other), sumMinor]
  return edges.slice(1).map((edge, i) => edge - edges[i]!)
}

/** Longer than a key stays locked for a call whose answer was lost. */
const patienceMs = 90_000
let notes = 0
/** Calls that were not answered in time and were made again under their key. */
let asksAgain = 0

/** The merchant notes a part that arrived at the bank; null where it was accepted, else the reason why not. */
async function notePart({ id }: Issued, amount: number): Promise<string | null> {
  const params = { paid_out_of_band: true, amount } as Stripe.InvoicePayParams
  const idempotencyKey = `part-${++notes}`
  for (const giveUpAt = Date.now() + patienceMs; ; await pause(300)) {
    try {
      await kranwerk.remit.invoices.pay(id, params, { idempotencyKey })
      return null
    } catch (error) {
      const { statusCode = 0, code } = error as Stripe.errors.StripeError
      const isUnanswered = statusCode === 0 || statusCode === 409 || statusCode >= 500
      if (!isUnanswered) return code ?? `status ${statusCode}`
      // Not a refusal: nobody knows whether it was booked.
      if (Date.now() > giveUpAt) throw error
      asksAgain += 1
    }
  }
}

/** A checkout over the whole that a part has ended; the provider lets its money through all the same, and says so. */
async function lateMoney(invoice: Issued) {
  await pressPay(invoice)
  const session = kranwerk.truth().sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  expect(await notePart(invoice, 1)).toBeNull()
  await kranwerk.provider.paymentIntents.create({
    amount: invoice.total,
    currency: kranwerk.currency,
    payment_method: 'pm_card_visa',
    confirm: true,
    metadata: session.metadata,
  })
  return (await post.take(town)).filter(({ type }) => type === 'payment_intent.succeeded')
}

const refusals = new Set(['invoice_already_paid', 'overpayment', 'amount_too_large'])

test('32 parts worth half as much again as an invoice, all at once, never bring more than is due without credit that shows', async () => {
  const began = performance.now()
  const counts = {
    rounds: rounds(8, 500),
    parts: 0,
    accepted: 0,
    refused: 0,
    'with late money': 0,
    'credited minor': 0,
  }
  const codes = new Set<string>()
  let unexplainedMinor = 0
  for (let round = 0; round < counts.rounds; round++) {
    const jonas = await kranwerk.customer({ email: undefined })
    const invoice = await kranwerk.bill(jonas, { amountMinor: chance.between(640, 99_999) })
    // Every third time most of it is money at the provider, which nobody can refuse any more.
    const late = round % 3 === 2 ? await lateMoney(invoice) : []
    const byHand = 32 - late.length
    const sumMinor = Math.floor(invoice.total * (late.length > 0 ? 0.5 : 1.5))
    const amounts = chance.shuffled(parts(byHand, sumMinor))
    const [answers, statuses] = await Promise.all([
      Promise.all(amounts.map((amount) => notePart(invoice, amount))),
      Promise.all(late.map((letter) => hand(town, letter))),
    ])
    expect(statuses.every((status) => status === 200)).toBe(true)
    await queueIsDone(town.app)
    const acceptedMinor = amounts.reduce((sum, amount, i) => (answers[i] === null ? sum + amount : sum), 0)
    const arrivedMinor = acceptedMinor + (late.length > 0 ? 1 + invoice.total : 0)
    const now = await standing(kranwerk, invoice, jonas)
    const dueMinor = invoice.total
    expect(now, `round ${round}`).toMatchObject({ receivedMinor: arrivedMinor, arrivedMinor, openCheckouts: 0 })
    expect(now.allocatedMinor, `round ${round}`).toBeLessThanOrEqual(dueMinor)
    expect(now.status === 'paid', `round ${round}`).toBe(now.allocatedMinor === dueMinor)
    unexplainedMinor += Math.abs(now.receivedMinor - now.allocatedMinor - now.creditMinor)
    // What was refused would not have fitted: less is missing than the smallest part that was turned away.
    const turnedAway = amounts.filter((_, i) => answers[i] !== null)
    expect(dueMinor - now.allocatedMinor, `round ${round}`).toBeLessThan(Math.min(...turnedAway, Infinity))
    for (const code of answers) if (code !== null) codes.add(code)
    counts.parts += 32
    counts.accepted += 32 - turnedAway.length
    counts.refused += turnedAway.length
    counts['with late money'] += late.length
    counts['credited minor'] += now.creditMinor
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  tally('32 parts at once', { ...counts, 'unexplained minor': unexplainedMinor, 'asked again': asksAgain, seconds })
  expect(unexplainedMinor).toBe(0)
  expect([...codes].filter((code) => !refusals.has(code))).toEqual([])
  expect(counts['credited minor']).toBeGreaterThan(0)
  expect(await wrongsInMoney(town)).toEqual([])
  expect(await leftOver(town)).toEqual([])
})
