import { setTimeout as pause } from 'node:timers/promises'
import type { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueIsDone } from '../../dev/cron.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { deliverWebhook, holdWebhooks } from './held-webhooks.ts'
import { invoiceMoney } from './invoice-money.ts'
import { type Issued, type Merchant, merchantIn } from './merchant.ts'
import { moneyViolations, unfinishedWork } from './money-invariants.ts'
import { pressPay } from './payer-requests.ts'
import { seededRandom } from './random.ts'

const webhooks = holdWebhooks()
const random = seededRandom()
let env: Environment
let kranwerk: Merchant

beforeAll(async () => {
  env = await startEnvironment({ deliver: webhooks.deliver })
  kranwerk = merchantIn(env)
})
afterAll(() => env?.stop())

/** Splits a sum at random into so many parts of at least one minor unit. */
function parts(count: number, sumMinor: number): number[] {
  const cuts = new Set<number>()
  while (cuts.size < count - 1) cuts.add(random.between(1, sumMinor - 1))
  const edges = [0, ...[...cuts].sort((one, other) => one - other), sumMinor]
  return edges.slice(1).map((edge, i) => edge - edges[i]!)
}

/** Longer than an idempotency key stays locked by a call whose response was lost. */
const patienceMs = 90_000
let recorded = 0
/** Calls that got no response, or were asked to come again, and were retried under their key. */
let retries = 0

/** The merchant records a part payment out of band; null where it was accepted, else the refusal's code. */
async function recordPart({ id }: Issued, amount: number): Promise<string | null> {
  const params = { paid_out_of_band: true, amount } as Stripe.InvoicePayParams
  const idempotencyKey = `part-${++recorded}`
  for (const giveUpAt = Date.now() + patienceMs; ; await pause(300)) {
    try {
      await kranwerk.remit.invoices.pay(id, params, { idempotencyKey })
      return null
    } catch (error) {
      const { statusCode = 0, code } = error as Stripe.errors.StripeError
      const isUnanswered = statusCode === 0 || statusCode === 409 || statusCode === 429 || statusCode >= 500
      if (!isUnanswered) return code ?? `status ${statusCode}`
      // No refusal: it is unknown whether it was booked, or too many wrote at once (429 `lock_timeout`).
      if (Date.now() > giveUpAt) throw error
      retries += 1
    }
  }
}

/** A checkout over the whole amount that a part payment has expired, while the provider still lets its money through. */
async function lateMoney(invoice: Issued) {
  await pressPay(invoice)
  const session = kranwerk.truth().sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  expect(await recordPart(invoice, 1)).toBeNull()
  await kranwerk.provider.paymentIntents.create({
    amount: invoice.total,
    currency: kranwerk.currency,
    payment_method: 'pm_card_visa',
    confirm: true,
    metadata: session.metadata,
  })
  return (await webhooks.take(env)).filter(({ type }) => type === 'payment_intent.succeeded')
}

const refusals = new Set(['invoice_already_paid', 'overpayment', 'amount_too_large'])

test('32 concurrent part payments of one and a half times an invoice pay it once, and all money above it is credit', async () => {
  const began = performance.now()
  const counts = {
    rounds: rounds(8, 500),
    parts: 0,
    accepted: 0,
    refused: 0,
    'with late money': 0,
    'credited minor': 0,
  }
  let unexplainedMinor = 0
  for (let round = 0; round < counts.rounds; round++) {
    const jonas = await kranwerk.customer({ email: undefined })
    const invoice = await kranwerk.bill(jonas, { amountMinor: random.between(640, 99_999) })
    // Every third round most of it is money already taken at the provider, which cannot be refused.
    const late = round % 3 === 2 ? await lateMoney(invoice) : []
    const byHand = 32 - late.length
    const sumMinor = Math.floor(invoice.total * (late.length > 0 ? 0.5 : 1.5))
    const amounts = random.shuffled(parts(byHand, sumMinor))
    const [answers, statuses] = await Promise.all([
      Promise.all(amounts.map((amount) => recordPart(invoice, amount))),
      Promise.all(late.map((webhook) => deliverWebhook(env, webhook))),
    ])
    expect(statuses.every((status) => status === 200)).toBe(true)
    await queueIsDone(env.app)
    const acceptedMinor = amounts.reduce((sum, amount, i) => (answers[i] === null ? sum + amount : sum), 0)
    const arrivedMinor = acceptedMinor + (late.length > 0 ? 1 + invoice.total : 0)
    const now = await invoiceMoney(kranwerk, invoice, jonas)
    const dueMinor = invoice.total
    expect(now, `round ${round}`).toMatchObject({ receivedMinor: arrivedMinor, arrivedMinor, openCheckouts: 0 })
    expect(now.allocatedMinor, `round ${round}`).toBeLessThanOrEqual(dueMinor)
    expect(now.status === 'paid', `round ${round}`).toBe(now.allocatedMinor === dueMinor)
    unexplainedMinor += Math.abs(now.receivedMinor - now.allocatedMinor - now.creditMinor)
    // What was refused would not have fitted: less remains than the smallest refused part.
    const refused = amounts.filter((_, i) => answers[i] !== null)
    const codes = answers.filter((code) => code !== null)
    expect(
      codes.filter((code) => !refusals.has(code)),
      `round ${round}`,
    ).toEqual([])
    const context = `round ${round}: ${refused} were refused as ${codes}`
    expect(dueMinor - now.allocatedMinor, context).toBeLessThan(Math.min(...refused, Infinity))
    counts.parts += 32
    counts.accepted += 32 - refused.length
    counts.refused += refused.length
    counts['with late money'] += late.length
    counts['credited minor'] += now.creditMinor
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  tally('32 parts at once', { ...counts, 'unexplained minor': unexplainedMinor, retried: retries, seconds })
  expect(unexplainedMinor).toBe(0)
  expect(counts['credited minor']).toBeGreaterThan(0)
  expect(await moneyViolations(env)).toEqual([])
  expect(await unfinishedWork(env)).toEqual([])
})
