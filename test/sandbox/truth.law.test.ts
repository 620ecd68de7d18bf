import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import { checkout, dayMs, request, startTestSandbox, type TestSandbox, validCard } from './test-sandbox.ts'

const histories = 150
const stepsEach = 20

type Run = TestSandbox & { readonly random: RandomState; readonly customer: string }

const pick = <T>(random: RandomState, from: readonly T[]): T => from[Math.floor(nextRandom(random) * from.length)] as T
const amountUpTo = (random: RandomState, most: number) => 1 + Math.floor(nextRandom(random) * most)

const cards = [
  'pm_card_visa',
  'pm_card_amex',
  'pm_card_chargeDeclined',
  'pm_card_createDispute',
  'pm_card_refundFail',
  'pm_card_pendingRefund',
]
const debits = ['pm_sepaDebit', 'pm_failed_at', 'pm_disputed_at', 'pm_successDelayed_at']
const agreed = { customer_acceptance: { type: 'offline' as const } }

const anyPayment = ({ sandbox, random }: Run) => pick(random, sandbox.truth('acct_nord').payments)?.id ?? 'pi_none'
const pay = ({ stripe, random }: Run, params: Partial<Stripe.PaymentIntentCreateParams>) =>
  stripe.paymentIntents.create({ amount: 50 + amountUpTo(random, 9_950), currency: 'eur', confirm: true, ...params })

/** Operations for random histories; they may be refused, as long as the sums stay consistent. */
const steps: readonly ((run: Run) => Promise<unknown>)[] = [
  (run) => pay(run, { payment_method: pick(run.random, cards) }),
  (run) => pay(run, { payment_method: pick(run.random, debits), mandate_data: agreed }),
  (run) =>
    pay(run, {
      customer: run.customer,
      allowed_payment_method_types: ['customer_balance'],
      payment_method_data: { type: 'customer_balance' },
    }),
  async (run) => {
    const { url } = await checkout(run, {}, { amount: 50 + amountUpTo(run.random, 9_950) })
    const number = pick(run.random, ['4242424242424242', '4000000000009995', '4000000000000259'])
    for (const _time of [1, 2]) await request(run, url ?? '', { ...validCard, number })
  },
  (run) =>
    run.control('POST', 'transfers', {
      account: 'acct_nord',
      customer: run.customer,
      amount: amountUpTo(run.random, 8_000),
      currency: 'eur',
    }),
  (run) => run.stripe.refunds.create({ payment_intent: anyPayment(run), amount: amountUpTo(run.random, 6_000) }),
  (run) => run.stripe.refunds.create({ payment_intent: anyPayment(run) }),
  (run) => run.control('POST', 'disputes', { payment: anyPayment(run) }),
  (run) => run.control('POST', `payments/${anyPayment(run)}/${pick(run.random, ['settle', 'fail', 'late-failure'])}`),
  async (run) => {
    const open = run.sandbox.truth('acct_nord').disputes.filter(({ status }) => status === 'needs_response')
    for (const { id } of open.slice(0, 1))
      await run.control('POST', `disputes/${id}/${pick(run.random, ['win', 'lose'])}`)
  },
  (run) => run.stripe.paymentIntents.cancel(anyPayment(run)),
  (run) => run.advance(amountUpTo(run.random, 3) * dayMs),
]

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

test('after random operations in any order the sums of the sandbox agree and every event was delivered', async () => {
  let refused = 0
  let payments = 0
  for (let seed = 1; seed <= histories; seed++) {
    const here = startTestSandbox({ seed })
    const random: RandomState = { state: seed }
    const { id: customer } = await here.stripe.customers.create({ name: 'Ida' })
    const run: Run = { ...here, random, customer }
    for (const kind of ['double', 'reorder', 'delay'] as const) here.sandbox.addFault({ kind, probability: 0.2 })
    for (let step = 0; step < stepsEach; step++) await pick(random, steps)(run).catch(() => refused++)
    await here.advance(20 * dayMs)
    payments += await check(here, seed)
  }
  console.log(`${histories} histories, ${histories * stepsEach} steps, ${refused} refused, ${payments} payments`)
  expect(payments).toBeGreaterThan(histories)
}, 60_000)

/** Checks the laws that hold after every history. Returns how many payments it had. */
async function check(here: TestSandbox, seed: number): Promise<number> {
  const { payments, refunds, disputes, cashBalances } = here.sandbox.truth('acct_nord')
  const { objects } = here.sandbox.state.snapshot.accountData.acct_nord ?? {}
  if (!objects) throw new Error('The sandbox has no data of the account.')
  for (const { id, amount, amountReceived, amountRefunded, status } of payments) {
    const given = sum(
      refunds.filter((refund) => refund.payment === id && refund.status !== 'failed').map(({ amount }) => amount),
    )
    const taken = sum(
      disputes.filter((dispute) => dispute.payment === id && dispute.status !== 'won').map(({ amount }) => amount),
    )
    expect(amountReceived, `seed ${seed}`).toBe(status === 'succeeded' ? amount : 0)
    expect(amountRefunded, `seed ${seed}`).toBe(given)
    expect(given + taken, `seed ${seed}`).toBeLessThanOrEqual(amountReceived)
  }
  const received = sum(payments.map(({ amountReceived }) => amountReceived))
  const givenBack = sum(refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount))
  const takenBack = sum(disputes.filter(({ status }) => status !== 'won').map(({ amount }) => amount))
  const moved = sum(Object.values(objects.balance_transaction).map(({ amount }) => amount))
  expect(moved, `seed ${seed}`).toBe(received - givenBack - takenBack)

  const cash = sum(Object.values(objects.customer_cash_balance_transaction).map(({ net_amount }) => net_amount))
  expect(cash, `seed ${seed}`).toBe(sum(cashBalances.map(({ amount }) => amount)))

  const reported = Object.values(objects.event).filter(({ type }) => type === 'payment_intent.succeeded')
  expect(reported.length, `seed ${seed}`).toBe(payments.filter(({ status }) => status === 'succeeded').length)
  expect(new Set(here.inbox.map(({ event }) => event.id)), `seed ${seed}`).toEqual(new Set(Object.keys(objects.event)))
  return payments.length
}
