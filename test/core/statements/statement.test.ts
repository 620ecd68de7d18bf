import { expect, test } from 'vitest'
import type { Day } from '../../../src/core/calendar/day.ts'
import type { Posting } from '../../../src/core/ledger/accounts.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { ageingOf } from '../../../src/core/statements/ageing.ts'
import type { Booked } from '../../../src/core/statements/entry.ts'
import { isRangeRefusal, mostTransactions, statementsOf } from '../../../src/core/statements/statement.ts'

const day = (text: string) => text as Day
const november = { from: day('2026-11-01'), to: day('2026-11-30') }
const nothing = { before: [], booked: [], open: [] }

let ids = 0
const booked = (causeKind: string, on: string, amounts: object, changes: Partial<Booked> = {}): Booked => ({
  id: `ltx_${++ids}`,
  causeKind,
  postings: Object.entries(amounts).map(([account, amountMinor]) => ({ account, amountMinor }) as Posting),
  currency: 'eur',
  on: day(on),
  at: ids,
  invoiceNumber: 'KW-1',
  receiptNumber: null,
  ...changes,
})

const statement = (all: readonly Booked[], owedMinor = 0) => {
  const open =
    owedMinor === 0 ? [] : [{ currency: 'eur', remainingMinor: owedMinor, dueOn: day('2026-11-15') } as const]
  const found = statementsOf(november, { ...nothing, booked: all, open })
  if (!found.ok) throw new Error(found.refusal.code)
  return found.value[0]!
}

const sides = (all: readonly Booked[], owedMinor?: number) =>
  statement(all, owedMinor).entries.map(({ kind, debitMinor, creditMinor, balanceMinor }) => [
    kind,
    debitMinor,
    creditMinor,
    balanceMinor,
  ])

const invoice = booked('invoice_finalized', '2026-11-02', { receivable: 11900, revenue: -10000, tax_payable: -1900 })

test('a customer of whom nothing is booked has no statement', () => {
  expect(statementsOf(november, nothing)).toEqual(ok([]))
  const settled = { currency: 'eur', account: 'receivable', amountMinor: 0 } as const
  expect(statementsOf(november, { ...nothing, before: [settled] })).toEqual(ok([]))
})

test('what is owed from before has a statement without entries', () => {
  const before = [{ currency: 'eur', account: 'receivable', amountMinor: 500 } as const]
  const open = [{ currency: 'eur', remainingMinor: 500, dueOn: day('2026-08-01') } as const]
  const found = statementsOf(november, { ...nothing, before, open })
  expect(found).toMatchObject(
    ok([{ openingMinor: 500, closingMinor: 500, entries: [], ageing: { over_90_days: 500 }, creditLeftMinor: 0 }]),
  )
})

test('an invoice raises the balance by its total, and a payment lowers it by what was received', () => {
  const paid = booked('payment', '2026-11-09', { cash_provider: 12000, receivable: -11900, customer_credit: -100 })
  expect(sides([paid, invoice])).toEqual([
    ['invoice', 11900, 0, 11900],
    ['payment', 0, 12000, -100],
  ])
  expect(statement([paid, invoice])).toMatchObject({ creditLeftMinor: -100, debitMinor: 11900, creditMinor: 12000 })
})

test('credit that pays an invoice is on both sides, since it was lent before', () => {
  const credited = { receivable: 11000, customer_credit: 900, revenue: -10000, tax_payable: -1900 }
  expect(sides([booked('invoice_finalized', '2026-11-02', credited)], 11000)).toEqual([
    ['invoice', 11900, 0, 11900],
    ['credit_applied', 900, 900, 11900],
  ])
})

test('a refund and a dispute leave what is owed as it was, but for the credit that a refund takes', () => {
  const refund = booked('refund', '2026-11-20', { cash_provider: -5000, refunds: 4900, customer_credit: 100 })
  const dispute = booked('dispute_opened', '2026-11-21', { cash_provider: -700, disputes: 700 })
  const fewer = booked('dispute_changed', '2026-11-22', { cash_provider: 200, disputes: -200 })
  const won = booked('dispute_won', '2026-11-23', { cash_provider: 500, disputes: -500 })
  expect(sides([refund, dispute, fewer, won])).toEqual([
    ['refund', 5000, 4900, 100],
    ['dispute', 700, 700, 100],
    ['dispute', 200, 200, 100],
    ['dispute_won', 500, 500, 100],
  ])
})

test('what was written off is owed no more, and a payment of it is owed again as it arrives', () => {
  const lost = booked('invoice_written_off', '2026-11-10', { bad_debt: 11900, receivable: -11900 })
  const paid = booked('payment', '2026-11-12', { cash_bank: 11900, bad_debt: -11900 })
  expect(sides([invoice, lost, paid])).toEqual([
    ['invoice', 11900, 0, 11900],
    ['written_off', 0, 11900, 0],
    ['payment', 11900, 11900, 0],
  ])
})

test('money that only moves between what is owed and what is kept has no entry, and an unknown cause is a correction', () => {
  const allocated = booked('allocation', '2026-11-12', { unapplied_cash: 400, receivable: -400 })
  const unknown = booked('interest', '2026-11-13', { receivable: 50, fees: -50 })
  const received = booked('payment', '2026-11-11', { cash_bank: 400, unapplied_cash: -400 })
  expect(sides([invoice, received, allocated, unknown], 11550)).toEqual([
    ['invoice', 11900, 0, 11900],
    ['payment', 0, 400, 11500],
    ['correction', 50, 0, 11550],
  ])
})

test('entries of one instant are in the order in which they make sense', () => {
  const at = 7
  const paid = booked('payment', '2026-11-02', { cash_bank: 11900, receivable: -11900 }, { at, id: 'a' })
  expect(sides([paid, { ...invoice, at, id: 'b' }]).map(([kind]) => kind)).toEqual(['invoice', 'payment'])
})

test('each currency has a statement of its own', () => {
  const dollars = { ...invoice, currency: 'usd', id: 'x' } as const
  const open = (['eur', 'usd'] as const).map((currency) => ({ currency, remainingMinor: 11900, dueOn: null }))
  const found = statementsOf(november, { ...nothing, booked: [dollars, invoice], open })
  expect(found.ok && found.value.map(({ currency, closingMinor }) => [currency, closingMinor])).toEqual([
    ['eur', 11900],
    ['usd', 11900],
  ])
})

test('a debt is as old as it is past due, from the day after its due day', () => {
  const on = day('2026-11-30')
  const aged = (dueOn: string | null) =>
    Object.entries(ageingOf([{ remainingMinor: 1, dueOn: dueOn as Day | null }], on)).find(
      ([, minor]) => minor === 1,
    )![0]
  const bands = ['2026-12-24', '2026-11-30', '2026-11-29', '2026-10-31', '2026-10-30', '2026-10-01', '2026-09-30'].map(
    aged,
  )
  expect(bands).toEqual(['not_due', 'not_due', 'days_1_30', 'days_1_30', 'days_31_60', 'days_31_60', 'days_61_90'])
  expect(['2026-09-01', '2026-08-31', '2020-01-01'].map(aged)).toEqual(['days_61_90', 'over_90_days', 'over_90_days'])
  expect(aged(null)).toBe('not_due')
})

test('more transactions than one statement lists are refused, and another range would help', () => {
  const many = Array.from({ length: mostTransactions + 1 }, () => invoice)
  expect(statementsOf(november, { ...nothing, booked: many })).toEqual(
    refuse('statement_too_long', { values: { most: mostTransactions } }),
  )
  expect([isRangeRefusal('statement_too_long'), isRangeRefusal('resource_missing')]).toEqual([true, false])
})

test('books whose open invoices are not what the ledger says are a fault', () => {
  expect(() => statement([invoice], 11899)).toThrow('what invoices leave unpaid')
})
