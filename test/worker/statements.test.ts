import { afterAll, beforeAll, expect, test } from 'vitest'
import { issuedInvoices } from '../../src/actions/invoices/issued-invoices.ts'
import { markUncollectible } from '../../src/actions/invoices/mark-uncollectible.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { applyProviderEvent } from '../../src/actions/provider-events/apply-provider-event.ts'
import { customerStatement } from '../../src/actions/statements/customer-statement.ts'
import { drawStatement } from '../../src/actions/statements/draw-statement.ts'
import { NotAllowed } from '../../src/core/access/caller.ts'
import type { Day } from '../../src/core/calendar/day.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import { chooseLocale } from '../../src/views/words/locale.ts'
import { rows, sent } from './fetch-log.ts'
import {
  clock,
  code,
  control,
  done,
  linkUnit,
  merchant,
  merchantCaller,
  newDeps,
  postedWebhooks,
  worker,
} from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const inDollars = merchant('acct_kranwerk', 'usd')
const harborpine = merchant('acct_harborpine')

const ever = { from: '2000-01-01' as Day, to: '2100-01-01' as Day }
const dayMs = 86_400_000

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

const dayOf = (at: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(at) as Day

const statementsFor = async (customerId: string, range = ever) =>
  done(await customerStatement(newDeps(), kranwerk.unit.caller, { customerId, range })).statements

async function refund(providerPaymentId: string, amount: number) {
  await postedWebhooks()
  await control(`POST payments/${providerPaymentId}/refund`, { amount })
  for (const { body } of await postedWebhooks()) {
    const { id, type, ...payload } = JSON.parse(body)
    await providerEventsOf(newDeps().db, kranwerk.id, 'stripe').keep({ id, type, payload }, clock.now())
    await applyProviderEvent(newDeps(), worker(kranwerk.id), { provider: 'stripe', eventId: id })
  }
}

/** What the ledger holds of a customer, read past the product. */
const ledgerOf = (customerId: string) =>
  rows(
    `SELECT p.currency, p.ledger_account AS account, sum(p.amount_minor) AS minor FROM ledger_postings p
     JOIN ledger_transactions t ON t.account_id = p.account_id AND t.id = p.transaction_id
     WHERE t.customer_id = ? AND p.ledger_account IN ('receivable', 'customer_credit', 'unapplied_cash') GROUP BY 1, 2`,
    customerId,
  )

/** A customer with a history in two currencies, over two months. */
async function history() {
  const { id } = await kranwerk.customerWithCard()
  const paid = await kranwerk.open(id, 11900)
  const charged = done(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: paid.id, methodId: null }))
  await refund((charged as typeof paid).payments[0]!.providerPaymentId!, 300)
  const dollars = await inDollars.open(id, 5000)
  const cancelled = await kranwerk.open(id, 700)
  done(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: cancelled.id }))
  await clock.advance(40 * dayMs)
  const lost = await kranwerk.open(id, 900)
  done(await markUncollectible(newDeps(), kranwerk.unit, { invoiceId: lost.id }))
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: lost.id }))
  const open = await kranwerk.open(id, 2500)
  return { id, paid, dollars, cancelled, lost, open }
}

test('a statement lists what happened with its documents, and closes with what the ledger says', async () => {
  const { id, paid, dollars, cancelled, lost, open } = await history()
  sent.length = 0
  const [euros, usd] = await statementsFor(id)
  expect(sent.filter(({ to }) => to === 'database')).toHaveLength(1)
  expect(
    euros!.entries.map(({ kind, invoiceNumber, receiptNumber, debitMinor, creditMinor }) => [
      kind,
      invoiceNumber,
      receiptNumber,
      debitMinor,
      creditMinor,
    ]),
  ).toEqual([
    ['invoice', paid.number, null, 11900, 0],
    ['payment', paid.number, `${paid.number}-R1`, 0, 11900],
    ['refund', paid.number, null, 300, 300],
    ['invoice', cancelled.number, null, 700, 0],
    ['voided', cancelled.number, null, 0, 700],
    ['invoice', lost.number, null, 900, 0],
    ['written_off', lost.number, null, 0, 900],
    ['payment', lost.number, `${lost.number}-R1`, 900, 900],
    ['invoice', open.number, null, 2500, 0],
  ])
  expect([euros!.currency, euros!.openingMinor, euros!.closingMinor, euros!.ageing.over_90_days]).toEqual([
    'eur',
    0,
    2500,
    2500,
  ])
  expect([usd!.currency, usd!.closingMinor, usd!.entries[0]!.invoiceNumber]).toEqual(['usd', 5000, dollars.number])
  const ledger = await ledgerOf(id)
  for (const { currency, closingMinor } of [euros!, usd!]) {
    const held = ledger.filter((row) => row.currency === currency).map(({ minor }) => minor as number)
    expect(held.reduce((sum, minor) => sum + minor, 0)).toBe(closingMinor)
  }
})

test('two statements that meet say together what one of the whole says, and a debt has its age at the last day', async () => {
  const { id, dollars, open } = await history()
  const first = dayOf(dollars.finalizedAt)
  const last = dayOf(open.finalizedAt)
  const before = { from: '2000-01-01' as Day, to: first }
  const between = { from: dayOf(dollars.finalizedAt + dayMs), to: last }
  const [one, other, whole] = [
    await statementsFor(id, before),
    await statementsFor(id, between),
    await statementsFor(id),
  ]
  for (const [i, { closingMinor, entries }] of whole.entries()) {
    expect([one[i]!.closingMinor, other[i]!.closingMinor]).toEqual([other[i]!.openingMinor, closingMinor])
    expect([...one[i]!.entries, ...other[i]!.entries]).toEqual(entries)
  }
  const ages = async (to: Day) =>
    (await statementsFor(id, { from: to, to })).find(({ currency }) => currency === 'usd')!.ageing
  // Due after 14 days, and 40 days old at the end.
  const dueOn = dollars.dueOn!
  expect((await ages(dueOn)).not_due).toBe(5000)
  expect((await ages(dayOf(Date.parse(dueOn) + 1.5 * dayMs))).days_1_30).toBe(5000)
  expect((await ages(dayOf(Date.parse(dueOn) + 91.5 * dayMs))).over_90_days).toBe(5000)
})

test('another merchant, another customer and a link see nothing of it', async () => {
  const { id } = await kranwerk.customer()
  const asked = { customerId: id, range: ever }
  expect(code(await customerStatement(newDeps(), harborpine.unit.caller, asked))).toBe('resource_missing')
  expect(done(await issuedInvoices(newDeps(), harborpine.unit.caller, asked))).toEqual([])
  const other = { ...merchantCaller(kranwerk.id), reach: { kind: 'customer', customerId: 'cus_other' } } as const
  for (const caller of [other, linkUnit(kranwerk.id, 'in_1').caller, worker(kranwerk.id).caller]) {
    await expect(customerStatement(newDeps(), caller, asked)).rejects.toBeInstanceOf(NotAllowed)
    await expect(issuedInvoices(newDeps(), caller, asked)).rejects.toBeInstanceOf(NotAllowed)
  }
  const own = { ...other, reach: { kind: 'customer', customerId: id } } as const
  expect(done(await customerStatement(newDeps(), own, asked)).statements).toEqual([])
})

test('it is drawn as PDF in the currency that is asked for', async () => {
  const { id: customerId } = await kranwerk.customer()
  await kranwerk.open(customerId)
  const reader = { locale: chooseLocale(['de'], null, 'en'), timeZone: 'Europe/Berlin' }
  const drawn = (currency: 'eur' | 'usd') =>
    drawStatement(newDeps(), kranwerk.unit.caller, { customerId, range: ever, currency, reader, leadsToPortal: true })
  expect(new TextDecoder().decode(done(await drawn('eur')).slice(0, 8))).toBe('%PDF-1.7')
  expect(code(await drawn('usd'))).toBe('resource_missing')
})

test('invoices are listed by the day of their issue', async () => {
  const { id: customerId } = await kranwerk.customer()
  const first = await kranwerk.open(customerId)
  await clock.advance(2 * dayMs)
  const second = await kranwerk.open(customerId)
  await kranwerk.draft(customerId)
  const listed = async (from: Day, to: Day) =>
    done(await issuedInvoices(newDeps(), kranwerk.unit.caller, { customerId, range: { from, to } })).map(({ id }) => id)
  expect(await listed(first.issuedOn, second.issuedOn)).toEqual([first.id, second.id])
  expect(await listed(second.issuedOn, second.issuedOn)).toEqual([second.id])
})

test('it reads the ledger by the index of the customer, so that other customers cost nothing', async () => {
  const { id } = await kranwerk.customer()
  sent.length = 0
  await statementsFor(id)
  const statements = sent.flatMap((call) => call.statements).filter((sql) => sql.includes('ledger_transactions'))
  expect(statements).toHaveLength(3)
  for (const sql of statements) {
    const values = Array.from(sql.matchAll(/\?/g), () => 'x')
    const plan = await rows(`EXPLAIN QUERY PLAN ${sql}`, ...values)
    expect(plan.map(({ detail }) => detail).join('\n')).toContain(
      'ledger_by_customer (account_id=? AND customer_id=? AND day',
    )
  }
})
