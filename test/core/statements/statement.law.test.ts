import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, utcMidnightMs } from '../../../src/core/calendar/day.ts'
import type { DayRange } from '../../../src/core/calendar/day-range.ts'
import { dayIn } from '../../../src/core/calendar/zone.ts'
import type { LedgerAccount } from '../../../src/core/ledger/accounts.ts'
import type { Booked } from '../../../src/core/statements/entry.ts'
import { type Books, type Statement, statementsOf } from '../../../src/core/statements/statement.ts'
import { rounds } from '../../proof/rounds.ts'
import { tally } from '../../proof/tally.ts'
import { kranwerk } from '../../world/cast.ts'
import { type Book, law } from '../invoices/book.ts'
import { runHistory } from '../invoices/history-runner.ts'
import { foundAfter, hold } from '../money/law.ts'
import { accountOf } from './oracle.ts'

const histories = fc.array(fc.nat({ max: 2_147_483_647 }), { minLength: 20, maxLength: 45, size: 'max' })
const cases = fc.record({ numbers: histories, first: fc.nat({ max: 6 }), days: fc.nat({ max: 150 }) })
type Case = { readonly numbers: readonly number[]; readonly first: number; readonly days: number }

const earliest = '2026-10-30' as Day

const customers: readonly LedgerAccount[] = ['receivable', 'customer_credit', 'unapplied_cash']
const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0)

/** All that a book holds, as the database returns it. */
const bookedIn = (book: Book): Booked[] =>
  [...book.kept].flatMap(([invoiceId, { ledger }]) =>
    ledger.map(({ causeKind, causeId, postings, at }) => ({
      id: `${causeKind} ${causeId}`,
      causeKind,
      postings,
      currency: 'eur' as const,
      on: dayIn(kranwerk.timeZone, at),
      at,
      invoiceNumber: `KW-${invoiceId}`,
      receiptNumber: null,
    })),
  )

function booksOf(book: Book, { from, to }: DayRange): Books {
  const all = bookedIn(book)
  const before = all.filter(({ on }) => on < from).flatMap(({ postings }) => postings)
  const invoices = [...book.kept.values()].flatMap(({ invoice }) =>
    invoice && invoice.status !== 'draft' ? invoice : [],
  )
  return {
    before: customers.map((account) => ({
      currency: 'eur',
      account,
      amountMinor: sum(before.filter((one) => one.account === account).map(({ amountMinor }) => amountMinor)),
    })),
    booked: all.filter(({ on }) => from <= on && on <= to),
    open: invoices.map(({ number, dueOn }) => ({
      currency: 'eur',
      dueOn,
      remainingMinor: sum(
        all
          .filter(({ invoiceNumber, on }) => invoiceNumber === number && on <= to)
          .flatMap(({ postings }) => postings)
          .map(({ account, amountMinor }) => (account === 'receivable' ? amountMinor : 0)),
      ),
    })),
  }
}

type Counts = Record<string, number>

/** Compares a statement with what the events of the invoices say, and with the ledger. */
function check({ numbers, first, days }: Case, statementsFor: typeof statementsOf, counts: Counts = {}): void {
  const book = runHistory(numbers)
  const from = addDays(earliest, first)
  const range = { from, to: addDays(from, days) }
  const statement = only(statementsFor(range, booksOf(book, range)))
  const accounts = [...book.kept.values()].map(({ history }) => accountOf(history))
  const listed = accounts.flatMap(({ entries }) => entries)
  const balanceAt = (isIn: (day: string) => boolean) =>
    sum(listed.filter(({ day }) => isIn(day)).map(({ debit, credit }) => debit - credit))
  const expected = listed.filter(({ day }) => from <= day && day <= range.to)
  const openingMinor = balanceAt((day) => day < from)
  const closingMinor = balanceAt((day) => day <= range.to)
  law((statement?.openingMinor ?? 0) === openingMinor, 'the opening balance is what events before the range leave')
  law((statement?.closingMinor ?? 0) === closingMinor, 'the closing balance is what all events up to its end leave')
  const entries = statement?.entries ?? []
  const text = (one: readonly unknown[]) => one.join(' ')
  expect(
    entries.map(({ on, kind, debitMinor, creditMinor }) => text([on, kind, debitMinor, creditMinor])).sort(),
  ).toEqual(expected.map(({ day, kind, debit, credit }) => text([day, kind, debit, credit])).sort())
  let balanceMinor = openingMinor
  for (const [i, entry] of entries.entries()) {
    law(i === 0 || entries[i - 1]!.on <= entry.on, 'entries are in the order of their days')
    balanceMinor += entry.debitMinor - entry.creditMinor
    law(entry.balanceMinor === balanceMinor, 'each entry carries the balance')
    counts[entry.kind] = (counts[entry.kind] ?? 0) + 1
  }
  checkAges(
    statement,
    accounts.map(({ owedAt }) => owedAt(range.to)),
    range,
    counts,
  )
  checkLedger(book, statementsFor)
  checkSplit(book, range, entries.length, statementsFor)
}

const only = (found: ReturnType<typeof statementsOf>): Statement | undefined => {
  law(found.ok && found.value.length <= 1, 'there is a statement for the one currency')
  return found.value[0]
}

type Owed = { readonly owed: number; readonly dueOn: string | null }

function checkAges(statement: Statement | undefined, owed: readonly Owed[], { to }: DayRange, counts: Counts): void {
  const late = ({ dueOn }: Owed) => (dueOn === null ? 0 : (utcMidnightMs(to) - Date.parse(dueOn)) / 86_400_000)
  const between = (least: number, most: number) =>
    sum(owed.filter((one) => late(one) >= least && late(one) <= most).map((one) => one.owed))
  const ages = [between(-1e9, 0), between(1, 30), between(31, 60), between(61, 90), between(91, 1e9)]
  const found = Object.entries(statement?.ageing ?? {})
  if (found.length > 0) expect(found.map(([, minor]) => minor)).toEqual(ages)
  else expect(sum(ages)).toBe(0)
  law(
    (statement?.closingMinor ?? 0) === sum(ages) + (statement?.creditLeftMinor ?? 0),
    'what is owed by age less the credit is the closing balance',
  )
  for (const [band, minor] of found) if (minor > 0) counts[band] = (counts[band] ?? 0) + 1
}

/** The statement of all days closes with what the customer's accounts in the ledger hold. */
function checkLedger(book: Book, statementsFor: typeof statementsOf): void {
  const ever = { from: '2000-01-01' as Day, to: '2100-01-01' as Day }
  const statement = only(statementsFor(ever, booksOf(book, ever)))
  law((statement?.openingMinor ?? 0) === 0, 'a statement of all days begins with nothing')
  law(
    (statement?.closingMinor ?? 0) === sum(customers.map((account) => book.balanceOf(account))),
    'the statement agrees with the ledger',
  )
  law((statement?.creditLeftMinor ?? 0) === (book.customer.balances.eur ?? 0), "the credit is the customer's")
}

/** Two ranges that meet say what the whole one says. */
function checkSplit(book: Book, { from, to }: DayRange, entries: number, statementsFor: typeof statementsOf): void {
  if (from === to) return
  const middle = addDays(from, 1)
  const [one, other] = [
    { from, to: from },
    { from: middle, to },
  ].map((range) => only(statementsFor(range, booksOf(book, range))))
  law((one?.closingMinor ?? 0) === (other?.openingMinor ?? 0), 'a statement opens with what the one before closed with')
  law((one?.entries.length ?? 0) + (other?.entries.length ?? 0) === entries, 'no entry is lost between two statements')
}

test('a statement of any days says what the events of the invoices say, and agrees with the ledger', () => {
  const counts: Counts = {}
  const runs = rounds(600, 8_000)
  hold('a statement against the events of its invoices, and against the ledger', runs, cases, (one) =>
    check(one, statementsOf, counts),
  )
  tally('entries and ages in these statements', { statements: runs, ...counts })
  const kinds = ['invoice', 'credit_applied', 'voided', 'written_off', 'payment', 'refund', 'refund_failed']
  for (const met of [...kinds, 'dispute', 'dispute_won', 'not_due', 'days_1_30', 'days_31_60', 'over_90_days'])
    expect([met, (counts[met] ?? 0) > 3]).toEqual([met, true])
})

const changing =
  (change: (statement: Statement) => Statement): typeof statementsOf =>
  (range, books) => {
    const found = statementsOf(range, books)
    return found.ok ? { ...found, value: found.value.map(change) } : found
  }

const without =
  (isLeftOut: (booked: Booked) => boolean): typeof statementsOf =>
  (range, books) =>
    statementsOf(range, { ...books, booked: books.booked.filter((one) => !isLeftOut(one)) })

test.each<[string, typeof statementsOf]>([
  ['a payment that is left out', without(({ causeKind }) => causeKind === 'payment')],
  ['a dispute that is left out', without(({ causeKind }) => causeKind === 'dispute_opened')],
  [
    'money that only comes in',
    changing((statement) => ({
      ...statement,
      entries: statement.entries.filter(({ debitMinor, creditMinor }) => debitMinor !== creditMinor),
    })),
  ],
  [
    'a due day that counts as past due',
    (range, books) =>
      statementsOf(range, {
        ...books,
        open: books.open.map((item) => ({ ...item, dueOn: item.dueOn && addDays(item.dueOn, -1) })),
      }),
  ],
  [
    'a first day that belongs to the opening balance',
    (range, books) =>
      statementsOf(range, {
        ...books,
        booked: books.booked.filter(({ on }) => on !== range.from),
        before: [
          ...books.before,
          ...books.booked
            .filter(({ on }) => on === range.from)
            .flatMap(({ currency, postings }) =>
              postings
                .filter(({ account }) => customers.includes(account))
                .map((posting) => ({ currency, ...posting })),
            ),
        ],
      }),
  ],
  [
    'credit that is left out of the opening balance',
    (range, books) =>
      statementsOf(range, {
        ...books,
        before: books.before.filter(({ account }) => account !== 'customer_credit'),
      }),
  ],
])('the comparison finds %s', (_, planted) => {
  expect(foundAfter(1_000, cases, (one) => check(one, planted))).not.toBeNull()
})
