import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payInvoices } from '../../src/actions/payments/pay-invoices.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { pollPayment, refreshPayment, refreshPaymentOfCustomer } from '../../src/actions/payments/refresh-payment.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { amountRemainingMinor } from '../../src/core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { isSettled, unsettledOf } from '../../src/core/payments/payment.ts'
import { invoicesOf } from '../../src/db/repositories/invoices.ts'
import { rounds } from '../proof/rounds.ts'
import { ask, environment } from './environment.ts'
import { isProviderPost, isWrite, rows, sent } from './fetch-log.ts'
import {
  chooseTransfer,
  clock,
  code,
  control,
  done,
  linkUnit,
  merchant,
  newDeps,
  payAtCheckout,
  worker,
} from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const hourMs = 3_600_000

beforeAll(() => clock.read())
beforeEach(() => control('DELETE faults'))
afterAll(expectTenantPredicates)

/** A customer who is signed in, and reaches all of their own invoices. */
const customerUnit = (customerId: string) =>
  unitOfWork({ ...linkUnit(kranwerk.id, '').caller, reach: { kind: 'customer', customerId } })

const open = async (customerId: string, ...amountsMinor: readonly number[]) => {
  const invoices: IssuedInvoice[] = []
  for (const amountMinor of amountsMinor)
    invoices.push(
      await kranwerk.open(customerId, amountMinor, { paymentMethodTypes: ['card', 'sepa_debit', 'customer_balance'] }),
    )
  return invoices
}

/** The customer presses "pay" for all of these invoices at once. */
const payAll = (
  invoices: readonly IssuedInvoice[],
  methodId: string | null = null,
  aboveMinor = 0,
  returnPath = '/together',
) =>
  payInvoices(newDeps(), customerUnit(invoices[0]!.customerId), {
    customerId: invoices[0]!.customerId,
    invoiceIds: invoices.map(({ id }) => id),
    amountMinor: invoices.reduce((sum, invoice) => sum + amountRemainingMinor(invoice), aboveMinor),
    methodId,
    keepMethod: false,
    returnPath,
    language: 'en',
  })

const current = (invoices: readonly IssuedInvoice[]) => Promise.all(invoices.map(({ id }) => kranwerk.invoice(id)))

type TruePayment = { id: string; customer: string; status: string; amountReceived: number; metadata: Metadata }
type Metadata = { remit_payment?: string }
type Truth = { payments: TruePayment[]; sessions: { status: string; metadata: Metadata }[] }

/** The provider's record of the payments of these invoices. */
async function truthOf(invoices: readonly IssuedInvoice[]) {
  const { payments, sessions } = (await kranwerk.truth()) as Truth
  const ours = new Set((await current(invoices)).flatMap((invoice) => invoice.payments.map(({ id }) => id)))
  const isOurs = ({ metadata }: { metadata: Metadata }) => ours.has(metadata.remit_payment ?? '')
  const mine = payments.filter(isOurs)
  return {
    payments: mine,
    takenMinor: mine.reduce((sum, { amountReceived }) => sum + amountReceived, 0),
    openSessions: sessions.filter((one) => one.status === 'open' && isOurs(one)).length,
  }
}

const refresh = (invoice: IssuedInvoice, paymentId: string) =>
  refreshPayment(newDeps(), customerUnit(invoice.customerId), { invoiceId: invoice.id, paymentId })

/** Polls the payment of the oldest invoice when due until it is settled, at most 20 times. */
async function sweep(invoices: readonly IssuedInvoice[]): Promise<void> {
  for (let polls = 0; polls < 20; polls++) {
    const oldest = await kranwerk.invoice(invoices[0]!.id)
    const payment = unsettledOf(oldest.payments)
    if (!payment || payment.nextCheckAt === null || payment.status === 'open') return
    await clock.advance(Math.max(0, payment.nextCheckAt - clock.now()) + 1)
    await pollPayment(newDeps(), worker(kranwerk.id), { invoiceId: oldest.id, paymentId: payment.id })
  }
}

async function apiGet(path: string) {
  const { apiKey } = environment.secrets.merchants.acct_kranwerk!
  const answer = await ask(`/v1/${path}`, { headers: { authorization: `Bearer ${apiKey}` } })
  return answer.json<{ data: { invoice: string; amount_paid: number; payment: { payment_intent: string } }[] }>()
}

test('three invoices that are paid at one checkout are one payment at the provider, one cash receipt and three receipts', async () => {
  const { id } = await kranwerk.customer()
  const invoices = await open(id, 10_000, 5_000, 2_500)
  const { payment } = done(await payAll(invoices.toReversed()))
  expect(await payAtCheckout(payment.url!)).toBe(303)
  const returning = { customerId: id, paymentId: payment.id }
  expect(done(await refreshPaymentOfCustomer(newDeps(), customerUnit(id), returning))).toMatchObject([
    { status: 'paid' },
    { status: 'paid' },
    { status: 'paid' },
  ])
  const paid = await current(invoices)
  expect(paid.map(({ status }) => status)).toEqual(['paid', 'paid', 'paid'])
  const { payments, takenMinor, openSessions } = await truthOf(invoices)
  expect({ charges: payments.length, takenMinor, openSessions }).toEqual({
    charges: 1,
    takenMinor: 17_500,
    openSessions: 0,
  })
  const [{ state } = {}] = await rows('SELECT state FROM cash_receipts WHERE provider_payment_id = ?', payments[0]!.id)
  expect(JSON.parse(state)).toMatchObject({
    receivedMinor: 17_500,
    creditedMinor: 0,
    allocations: invoices.map((invoice, at) => ({
      invoiceId: invoice.id,
      amountMinor: [10_000, 5_000, 2_500][at],
    })),
  })
  const ordered = await rows(
    `SELECT kind, json_extract(payload, '$.document') AS document, json_extract(payload, '$.mail') AS mail FROM outbox
     WHERE subject_id IN (?, ?, ?) AND json_extract(payload, '$.paymentId') IS NOT NULL ORDER BY kind`,
    ...invoices.map((invoice) => invoice.id),
  )
  expect(ordered.map(({ kind, document, mail }) => `${kind} ${document ?? mail}`)).toEqual([
    ...Array(3).fill('document receipt'),
    ...Array(3).fill('mail receipt'),
  ])
  expect(paid.map(({ number, payments: [one] }) => one?.receiptNumber === `${number}-R1`)).toEqual([true, true, true])
  const { data } = await apiGet(
    `invoice_payments?payment[type]=payment_intent&payment[payment_intent]=${payments[0]!.id}`,
  )
  expect(data.map(({ invoice, amount_paid }) => [invoice, amount_paid]).sort()).toEqual(
    invoices.map((invoice, at) => [invoice.id, [10_000, 5_000, 2_500][at]]).sort(),
  )
})

test('a saved card is charged once, after one load and one commit of all invoices, and the answer is one commit', async () => {
  const customer = await kranwerk.customerWithCard()
  const invoices = await open(customer.id, 4_000, 3_000)
  sent.length = 0
  done(await payAll(invoices, customer.methods[0]!.id))
  const trips = sent.map((call) => (call.to === 'database' ? (isWrite(call) ? 'write' : 'read') : call.to))
  expect(trips).toEqual(['read', 'write', 'provider', 'write'])
  expect(await truthOf(invoices)).toMatchObject({ takenMinor: 7_000 })
  expect((await current(invoices)).map(({ status }) => status)).toEqual(['paid', 'paid'])
})

test('a transfer has one reference for all, and pays all once it has arrived in two parts', async () => {
  const { id } = await kranwerk.customer()
  const invoices = await open(id, 4_000, 3_000)
  const { payment } = done(await payAll(invoices))
  expect(await chooseTransfer(payment.url!)).toBe(303)
  done(await refresh(invoices[0]!, payment.id))
  const waiting = await current(invoices)
  expect(waiting.map(({ payments }) => payments[0]!.status)).toEqual(['requires_action', 'requires_action'])
  expect(waiting[1]!.payments[0]!.url).toBe(waiting[0]!.payments[0]!.url)
  const { customer } = (await truthOf(invoices)).payments[0]!
  for (const [amount, status] of [
    [2_000, 'processing'],
    [5_000, 'succeeded'],
  ] as const) {
    await control('POST transfers', { account: kranwerk.providerAccount, customer, currency: 'eur', amount })
    done(await refresh(invoices[1]!, waiting[1]!.payments[0]!.id))
    expect((await current(invoices)).map(({ payments }) => payments[0]!.status)).toEqual([status, status])
  }
  expect((await current(invoices)).map(({ status }) => status)).toEqual(['paid', 'paid'])
})

test('eight tabs that pay the same invoices at once open one checkout, and another choice of invoices replaces it', async () => {
  const { id } = await kranwerk.customerWithCard()
  const invoices = await open(id, 4_000, 3_000, 2_000)
  const two = invoices.slice(0, 2)
  const all = await Promise.all(Array.from({ length: 8 }, () => payAll(two)))
  for (const one of all) expect(['ok', 'payment_in_progress']).toContain(code(one))
  expect(await truthOf(two)).toMatchObject({ openSessions: 1 })
  const again = done(await payAll(await current(two)))
  expect(again.payment.url).toBe((await kranwerk.invoice(invoices[1]!.id)).payments.at(-1)!.url)
  done(await payAll(await current(invoices)))
  expect(await truthOf(invoices)).toMatchObject({ openSessions: 1 })
  done(await kranwerk.pay(invoices[2]!))
  expect((await current(invoices)).map(({ payments }) => payments.map(({ status }) => status).at(-1))).toEqual([
    'canceled',
    'canceled',
    'open',
  ])
})

test('what the payer was not shown is not charged, and invoices of others are missing', async () => {
  const { id } = await kranwerk.customerWithCard()
  const invoices = await open(id, 4_000, 3_000)
  const [other] = await open((await kranwerk.customer()).id, 900)
  expect(code(await payAll(invoices, null, 1))).toBe('amount_changed')
  expect(code(await payAll(invoices.slice(0, 1)))).toBe('parameter_invalid')
  expect(code(await payAll([invoices[0]!, invoices[0]!]))).toBe('parameter_invalid')
  expect(code(await payAll([...invoices, other!]))).toBe('resource_missing')
  expect(code(await payAll(invoices, 'pm_unknown'))).toBe('payment_method_unfit')
  expect(code(await payAll(invoices, null, 0, '//example.com/together'))).toBe('return_url_not_allowed')
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: invoices[0]!.id }))
  expect(code(await payAll(invoices))).toBe('amount_changed')
  expect((await current(invoices)).map(({ payments }) => payments.length)).toEqual([1, 0])
})

test('voiding one of the invoices ends the open payment of all, which can then be paid without it', async () => {
  const { id } = await kranwerk.customer()
  const invoices = await open(id, 4_000, 3_000, 2_000)
  done(await payAll(invoices))
  done(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: invoices[1]!.id }))
  expect(await truthOf(invoices)).toMatchObject({ openSessions: 0 })
  expect((await current(invoices)).flatMap(({ payments }) => payments.map(({ status }) => status))).toEqual(
    Array(3).fill('canceled'),
  )
  expect(code(await payAll([invoices[0]!, invoices[2]!]))).toBe('ok')
})

test('when joint payment, page, automatic charge and out-of-band payment race, at most one payment of each is open and all money is accounted for', async () => {
  const customer = await kranwerk.customerWithCard()
  const methodId = customer.methods[0]!.id
  const outcomes: Record<string, number> = {}
  for (let i = 0; i < rounds(4, 60); i++) {
    const invoices = await open(customer.id, 5_000 + i, 3_000 + i)
    const [first, second] = invoices as [IssuedInvoice, IssuedInvoice]
    const raced = await Promise.all([
      payAll(invoices, i % 2 === 0 ? methodId : null),
      kranwerk.pay(second),
      chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: first.id, methodId: null }),
      payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: second.id }),
    ])
    const outcome = raced.map(code).join(' ')
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    const after = await current(invoices)
    for (const { payments, totals } of after) {
      expect(payments.filter((payment) => !isSettled(payment)).length).toBeLessThanOrEqual(1)
      const sum = (of: 'receivedMinor' | 'allocatedMinor') => payments.reduce((total, one) => total + one[of], 0)
      expect(sum('allocatedMinor')).toBeLessThanOrEqual(totals.totalMinor)
      expect(sum('receivedMinor')).toBe(sum('allocatedMinor'))
    }
    const online = after.flatMap(({ payments }) => payments.filter(({ kind }) => kind !== 'out_of_band'))
    const { takenMinor } = await truthOf(invoices)
    expect(takenMinor).toBe(online.reduce((sum, { receivedMinor }) => sum + receivedMinor, 0))
  }
  console.log(JSON.stringify(outcomes))
})

/** Those after which the outcome is unknown come first. */
const faults = [
  'reset_after',
  'reset_before',
  'error_500_after',
  'error_500_before',
  'garbage',
  'cut_body',
  'refuse',
  'timeout_before',
  'timeout_after',
  'rate_limited',
  'conflict_409',
] as const

test('after any fault of the provider there is one charge for all invoices, and the books equal its record', async () => {
  const customer = await kranwerk.customerWithCard()
  const methodId = customer.methods[0]!.id
  for (const kind of faults.slice(0, rounds(2, faults.length))) {
    for (const [way, path] of [
      [methodId, '/v1/payment_intents'],
      [null, '/v1/checkout/sessions'],
    ] as const) {
      const invoices = await open(customer.id, 4_200, 800)
      await control('POST faults', { kind, times: 1, hangMs: 30, match: { method: 'POST', path } })
      await payAll(invoices, way)
      await control('DELETE faults')
      const [first] = await current(invoices)
      if (first!.payments[0]!.status === 'unknown') {
        expect(code(await payAll(invoices))).toBe('payment_in_progress')
        expect(code(await kranwerk.pay(invoices[1]!))).toBe('payment_in_progress')
      }
      await sweep(invoices)
      // A checkout whose response stayed lost until its key expired has expired too, and a refused charge has failed.
      let [oldest] = await current(invoices)
      if (!unsettledOf(oldest!.payments) && oldest!.status === 'open') done(await payAll(await current(invoices)))
      ;[oldest] = await current(invoices)
      const open_ = unsettledOf(oldest!.payments)
      if (open_?.url) {
        expect(await payAtCheckout(open_.url)).toBe(303)
        done(await refresh(oldest!, open_.id))
      }
      const { takenMinor, openSessions } = await truthOf(invoices)
      expect({ kind, way, takenMinor, openSessions }).toEqual({ kind, way, takenMinor: 5_000, openSessions: 0 })
      expect((await current(invoices)).map(({ status }) => status)).toEqual(['paid', 'paid'])
    }
  }
})

test('once its key has expired a joint payment is searched for at the provider and never repeated', async () => {
  const customer = await kranwerk.customerWithCard()
  for (const kind of ['reset_after', 'reset_before'] as const) {
    const invoices = await open(customer.id, 700, 300)
    await control('POST faults', { kind, times: 1, match: { method: 'POST', path: '/v1/payment_intents' } })
    await payAll(invoices, customer.methods[0]!.id)
    await clock.advance(25 * hourMs)
    const [oldest] = await current(invoices)
    sent.length = 0
    await pollPayment(newDeps(), worker(kranwerk.id), { invoiceId: oldest!.id, paymentId: oldest!.payments[0]!.id })
    expect(sent.filter(isProviderPost)).toEqual([])
    const isTaken = kind === 'reset_after'
    const after = await current(invoices)
    expect(after.map(({ status }) => status)).toEqual(Array(2).fill(isTaken ? 'paid' : 'open'))
    expect(after.map(({ payments }) => payments[0]!.status)).toEqual(Array(2).fill(isTaken ? 'succeeded' : 'canceled'))
  }
})

test('many invoices are paid in one commit', async () => {
  const customer = await kranwerk.customerWithCard()
  const invoices = await open(customer.id, ...Array.from({ length: rounds(8, 50) }, (_, at) => 100 + at))
  done(await payAll(invoices, customer.methods[0]!.id))
  expect(new Set((await current(invoices)).map(({ status }) => status))).toEqual(new Set(['paid']))
  expect((await truthOf(invoices)).payments).toHaveLength(1)
})

test('a payment is found by any of its ids without reading the other payments of the account', async () => {
  sent.length = 0
  const ids = { paymentId: 'inpay_x', providerPaymentId: 'pi_x', providerSessionId: 'cs_x' }
  expect(await invoicesOf(newDeps().db, kranwerk.id).byPayment(ids)).toBeNull()
  const [statement = ''] = sent.flatMap(({ statements }) => statements)
  const values = Array(statement.split('?').length - 1).fill('x')
  const plan = (await rows(`EXPLAIN QUERY PLAN ${statement}`, ...values)).map(({ detail }) => String(detail))
  expect(plan.filter((step) => /payments USING INDEX \w+ \(account_id=\?\)$/.test(step))).toEqual([])
  expect(plan.filter((step) => step.includes('payments USING INDEX'))).toHaveLength(4)
})
