import { describe, expect, test } from 'vitest'
import { dayMs, errorOf, startTestSandbox, type TestSandbox } from './test-sandbox.ts'

const pay = ({ stripe }: TestSandbox, method = 'pm_card_visa') =>
  stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'eur',
    payment_method: method,
    confirm: true,
    expand: ['latest_charge'],
  })

const truth = ({ sandbox }: TestSandbox) => sandbox.truth('acct_nord')
const types = ({ inbox }: TestSandbox) => inbox.map(({ event }) => event.type)

describe('a refund', () => {
  test('in two parts returns exactly what was paid', async () => {
    const here = startTestSandbox()
    const intent = await pay(here)
    const part = await here.stripe.refunds.create({
      payment_intent: intent.id,
      amount: 2_500,
      reason: 'requested_by_customer',
    })
    expect(part).toMatchObject({
      status: 'succeeded',
      amount: 2_500,
      payment_intent: intent.id,
      charge: expect.any(String),
    })
    await here.stripe.refunds.create({ payment_intent: intent.id })
    const charge = await here.stripe.charges.retrieve(String(part.charge), { expand: ['refunds'] })
    expect(charge).toMatchObject({ amount_refunded: 10_000, refunded: true })
    expect(charge.refunds?.data.map(({ amount }) => amount)).toEqual([7_500, 2_500])
    expect(truth(here).payments[0]).toMatchObject({
      amountReceived: 10_000,
      amountRefunded: 10_000,
      status: 'succeeded',
    })
    const again = here.stripe.refunds.create({ payment_intent: intent.id })
    expect((await errorOf(again)).code).toBe('charge_already_refunded')
  })

  test.each([
    ['of more than is left', { amount: 10_001 }, 'amount'],
    ['of nothing', { amount: 0 }, 'amount'],
  ])('%s is refused', async (_what, params, param) => {
    const here = startTestSandbox()
    const intent = await pay(here)
    expect(await errorOf(here.stripe.refunds.create({ payment_intent: intent.id, ...params }))).toMatchObject({
      statusCode: 400,
      param,
    })
    expect(truth(here).refunds).toEqual([])
  })

  test('of an unpaid payment is refused', async () => {
    const here = startTestSandbox()
    const { id } = await here.stripe.paymentIntents.create({ amount: 10_000, currency: 'eur' })
    expect((await errorOf(here.stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(400)
  })

  test('to the failing test card fails days later, and the money returns to the balance', async () => {
    const here = startTestSandbox()
    const intent = await pay(here, 'pm_card_refundFail')
    const refund = await here.stripe.refunds.create({ payment_intent: intent.id })
    expect(refund.status).toBe('succeeded')
    await here.advance(5 * dayMs)
    expect(await here.stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    })
    expect(truth(here).payments[0]?.amountRefunded).toBe(0)
    expect(types(here).slice(-4)).toEqual([
      'refund.updated',
      'charge.refund.updated',
      'refund.failed',
      'charge.updated',
    ])
    const { data } = await here.stripe.balanceTransactions.list()
    expect(data.reduce((sum, { amount }) => sum + amount, 0)).toBe(10_000)
  })

  test('to the pending test card is pending for some days', async () => {
    const here = startTestSandbox()
    const intent = await pay(here, 'pm_card_pendingRefund')
    const refund = await here.stripe.refunds.create({ payment_intent: intent.id })
    expect(refund.status).toBe('pending')
    await here.advance(5 * dayMs)
    expect((await here.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded')
  })
})

describe('a dispute', () => {
  test('is opened for the disputing test card, withdraws the money and costs a fee', async () => {
    const here = startTestSandbox()
    const intent = await pay(here, 'pm_card_createDispute')
    await here.sandbox.tick()
    const [dispute] = (await here.stripe.disputes.list({ payment_intent: intent.id })).data
    expect(dispute).toMatchObject({
      amount: 10_000,
      reason: 'fraudulent',
      status: 'needs_response',
      balance_transactions: [{ amount: -10_000, fee: 1_500, net: -11_500 }],
    })
    expect((await here.stripe.charges.retrieve(String(dispute?.charge))).disputed).toBe(true)
    expect((await errorOf(here.stripe.refunds.create({ payment_intent: intent.id }))).code).toBe('charge_disputed')
    expect(types(here).slice(-2)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
  })

  test.each([
    ['win', 'won', 10_000],
    ['lose', 'lost', 0],
  ])('can be opened by a control, and "%s" closes it as %s', async (command, status, left) => {
    const here = startTestSandbox()
    const intent = await pay(here)
    const dispute = await here.control<{ id: string }>('POST', 'disputes', {
      payment: intent.id,
      reason: 'product_not_received',
    })
    await here.control('POST', `disputes/${dispute.id}/${command}`)
    expect((await here.stripe.disputes.retrieve(dispute.id)).status).toBe(status)
    const { data } = await here.stripe.balanceTransactions.list()
    expect(data.reduce((sum, { amount }) => sum + amount, 0)).toBe(left)
    await here.sandbox.tick()
    expect(types(here).at(-1)).toBe('charge.dispute.closed')
    expect(await here.control('POST', `disputes/${dispute.id}/${command}`)).toMatchObject({
      error: { message: expect.stringContaining('already closed') },
    })
  })

  test.each([
    ['winning_evidence', 'won'],
    ['losing_evidence', 'lost'],
    ['a letter', 'under_review'],
  ])('answered with "%s" is %s', async (evidence, status) => {
    const here = startTestSandbox()
    const intent = await pay(here)
    const { id } = await here.control<{ id: string }>('POST', 'disputes', { payment: intent.id })
    expect((await here.stripe.disputes.update(id, { evidence: { uncategorized_text: evidence } })).status).toBe(status)
  })

  test('that the merchant closes is lost', async () => {
    const here = startTestSandbox()
    const intent = await pay(here)
    const { id } = await here.control<{ id: string }>('POST', 'disputes', { payment: intent.id })
    expect((await here.stripe.disputes.close(id)).status).toBe('lost')
  })

  test('cannot be opened twice for one payment', async () => {
    const here = startTestSandbox()
    const intent = await pay(here)
    await here.control('POST', 'disputes', { payment: intent.id })
    expect(await here.control('POST', 'disputes', { payment: intent.id })).toMatchObject({
      error: { type: 'invalid_request_error' },
    })
  })
})

describe('an authorized payment', () => {
  const hold = ({ stripe }: TestSandbox) =>
    stripe.paymentIntents.create({
      amount: 10_000,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      confirm: true,
      capture_method: 'manual',
    })

  test('can be captured in part, and the rest is released', async () => {
    const here = startTestSandbox()
    const intent = await hold(here)
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 10_000, amount_received: 0 })
    expect(await here.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 9_500 })).toMatchObject({
      status: 'succeeded',
      amount_received: 9_500,
      amount_capturable: 0,
    })
    expect((await errorOf(here.stripe.paymentIntents.capture(intent.id))).code).toBe('payment_intent_unexpected_state')
  })

  test('can be canceled, or expires after a week', async () => {
    const here = startTestSandbox()
    const [one, other] = [await hold(here), await hold(here)]
    expect((await here.stripe.paymentIntents.cancel(one.id, { cancellation_reason: 'abandoned' })).status).toBe(
      'canceled',
    )
    await here.advance(8 * dayMs)
    expect((await here.stripe.paymentIntents.retrieve(other.id)).status).toBe('canceled')
    expect(truth(here).payments.map(({ amountReceived }) => amountReceived)).toEqual([0, 0])
  })
})

describe('the balance', () => {
  test('is the payments less fees, pending at first and available some days later', async () => {
    const here = startTestSandbox()
    await pay(here)
    expect((await here.stripe.balance.retrieve()).pending).toMatchObject([{ amount: 10_000 - 175, currency: 'eur' }])
    await here.advance(4 * dayMs)
    const balance = await here.stripe.balance.retrieve()
    expect(balance.available).toMatchObject([{ amount: 10_000 - 175, currency: 'eur' }])
    expect((await here.stripe.balanceTransactions.list()).data).toMatchObject([{ status: 'available', fee: 175 }])
    expect(truth(here).payments[0]?.fee).toBe(175)
  })
})
