import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import { checkout, dayMs, type Town, town, validCard, visit } from './town.ts'

const histories = 150
const movesEach = 20

type Cast = Town & { readonly chance: RandomState; readonly customer: string }

const pick = <T>(chance: RandomState, from: readonly T[]): T => from[Math.floor(nextRandom(chance) * from.length)] as T
const amountUpTo = (chance: RandomState, most: number) => 1 + Math.floor(nextRandom(chance) * most)

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

const anyPayment = ({ sandbox, chance }: Cast) => pick(chance, sandbox.truth('acct_nord').payments)?.id ?? 'pi_none'
const pay = ({ stripe, chance }: Cast, params: Partial<Stripe.PaymentIntentCreateParams>) =>
  stripe.paymentIntents.create({ amount: 50 + amountUpTo(chance, 9_950), currency: 'eur', confirm: true, ...params })

/** What can happen, in any order; a refusal is as good as a success, as long as the sums stay right. */
const moves: readonly ((cast: Cast) => Promise<unknown>)[] = [
  (cast) => pay(cast, { payment_method: pick(cast.chance, cards) }),
  (cast) => pay(cast, { payment_method: pick(cast.chance, debits), mandate_data: agreed }),
  (cast) =>
    pay(cast, {
      customer: cast.customer,
      allowed_payment_method_types: ['customer_balance'],
      payment_method_data: { type: 'customer_balance' },
    }),
  async (cast) => {
    const { url } = await checkout(cast, {}, { amount: 50 + amountUpTo(cast.chance, 9_950) })
    const number = pick(cast.chance, ['4242424242424242', '4000000000009995', '4000000000000259'])
    for (const _time of [1, 2]) await visit(cast, url ?? '', { ...validCard, number })
  },
  (cast) =>
    cast.control('POST', 'transfers', {
      account: 'acct_nord',
      customer: cast.customer,
      amount: amountUpTo(cast.chance, 8_000),
      currency: 'eur',
    }),
  (cast) => cast.stripe.refunds.create({ payment_intent: anyPayment(cast), amount: amountUpTo(cast.chance, 6_000) }),
  (cast) => cast.stripe.refunds.create({ payment_intent: anyPayment(cast) }),
  (cast) => cast.control('POST', 'disputes', { payment: anyPayment(cast) }),
  (cast) =>
    cast.control('POST', `payments/${anyPayment(cast)}/${pick(cast.chance, ['settle', 'fail', 'late-failure'])}`),
  async (cast) => {
    const open = cast.sandbox.truth('acct_nord').disputes.filter(({ status }) => status === 'needs_response')
    for (const { id } of open.slice(0, 1))
      await cast.control('POST', `disputes/${id}/${pick(cast.chance, ['win', 'lose'])}`)
  },
  (cast) => cast.stripe.paymentIntents.cancel(anyPayment(cast)),
  (cast) => cast.advance(amountUpTo(cast.chance, 3) * dayMs),
]

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

test('whatever happens, in any order, the sums of the sandbox agree with each other and every event arrives', async () => {
  let refused = 0
  let payments = 0
  for (let seed = 1; seed <= histories; seed++) {
    const here = town({ seed })
    const chance: RandomState = { state: seed }
    const { id: customer } = await here.stripe.customers.create({ name: 'Ida' })
    const cast: Cast = { ...here, chance, customer }
    for (const kind of ['double', 'reorder', 'delay'] as const) here.sandbox.addFault({ kind, probability: 0.2 })
    for (let move = 0; move < movesEach; move++) await pick(chance, moves)(cast).catch(() => refused++)
    await here.advance(20 * dayMs)
    payments += await check(here, seed)
  }
  console.log(`${histories} histories, ${histories * movesEach} moves, ${refused} refused, ${payments} payments`)
  expect(payments).toBeGreaterThan(histories)
}, 60_000)

/** The laws that hold after every history. Answers how many payments it had. */
async function check(here: Town, seed: number): Promise<number> {
  const { payments, refunds, disputes, cashBalances } = here.sandbox.truth('acct_nord')
  const { objects } = here.sandbox.state.snapshot.accountData.acct_nord ?? {}
  if (!objects) throw new Error('The sandbox has lost its books.')
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

  const told = Object.values(objects.event).filter(({ type }) => type === 'payment_intent.succeeded')
  expect(told.length, `seed ${seed}`).toBe(payments.filter(({ status }) => status === 'succeeded').length)
  expect(new Set(here.inbox.map(({ event }) => event.id)), `seed ${seed}`).toEqual(new Set(Object.keys(objects.event)))
  return payments.length
}
