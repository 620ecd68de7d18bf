import { assert } from '../assert.ts'
import type { DayRange } from '../calendar/day-range.ts'
import type { LedgerAccount } from '../ledger/accounts.ts'
import type { Currency } from '../money/currencies.ts'
import type { RefusalCode } from '../refusals.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Ageing, ageingOf, type OpenItem } from './ageing.ts'
import { type Booked, byTime, customerAccounts, type Entry, entriesOf } from './entry.ts'

/** The most transactions that one statement lists. */
export const mostTransactions = 1000

const rangeRefusals = ['day_invalid', 'range_reversed', 'statement_too_long'] as const satisfies RefusalCode[]
export type RangeRefusal = (typeof rangeRefusals)[number]

/** Whether another range would help, so that whoever chose it is asked for one. */
export const isRangeRefusal = (code: RefusalCode): code is RangeRefusal =>
  (rangeRefusals as readonly RefusalCode[]).includes(code)

/** What a ledger account of the customer held before the first day; minor units. */
export type BalanceBefore = {
  readonly currency: Currency
  readonly account: LedgerAccount
  readonly amountMinor: number
}

/** What the ledger says of one customer: before the range, in it, and which invoices it leaves unpaid at the end. */
export type Books = {
  readonly before: readonly BalanceBefore[]
  /** All of the range, or more than `mostTransactions` of it. */
  readonly booked: readonly Booked[]
  readonly open: readonly (OpenItem & { readonly currency: Currency })[]
}

/** An entry with the balance after it. */
export type StatementEntry = Entry & { readonly balanceMinor: number }

/** What was billed and paid in one currency. Amounts in minor units; what the customer owes is positive. */
export type Statement = DayRange & {
  readonly currency: Currency
  readonly openingMinor: number
  readonly entries: readonly StatementEntry[]
  readonly debitMinor: number
  readonly creditMinor: number
  readonly closingMinor: number
  /** Of what is owed at the end; with the credit it is the closing balance. */
  readonly ageing: Ageing
  /** What is kept for the customer at the end: negative where there is some. */
  readonly creditLeftMinor: number
}

/** Whether some of it is still owed, beside what is kept for the customer. */
export const isPayable = ({ ageing }: Statement): boolean => Object.values(ageing).some((minor) => minor > 0)

/**
 * A statement of account for each currency in which something is owed, kept or happened, in their alphabetical order. Refuses
 * `statement_too_long`.
 */
export function statementsOf({ from, to }: DayRange, books: Books): Result<Statement[]> {
  if (books.booked.length > mostTransactions)
    return refuse('statement_too_long', { values: { most: mostTransactions } })
  const currencies = [...books.before, ...books.booked].map(({ currency }) => currency)
  const statements = [...new Set(currencies)].sort().map((currency) => inCurrency(currency, { from, to }, books))
  return ok(
    statements.filter(
      ({ openingMinor, entries, ageing, creditLeftMinor }) =>
        [openingMinor, creditLeftMinor, ...Object.values(ageing)].some((minor) => minor !== 0) || entries.length > 0,
    ),
  )
}

function inCurrency(currency: Currency, range: DayRange, books: Books): Statement {
  const isOurs = (one: { readonly currency: Currency }) => one.currency === currency
  const before = books.before.filter(isOurs)
  const booked = books.booked.filter(isOurs).toSorted(byTime)
  const open = books.open.filter(isOurs)
  const heldMinor = (account: LedgerAccount) =>
    sumOf([...before, ...booked.flatMap(({ postings }) => postings)].filter((one) => one.account === account))
  const openingMinor = sumOf(before)
  let balanceMinor = openingMinor
  const entries = booked.flatMap(entriesOf).map((entry): StatementEntry => {
    balanceMinor += entry.debitMinor - entry.creditMinor
    return { ...entry, balanceMinor }
  })
  const ageing = ageingOf(open, range.to)
  const owedMinor = open.reduce((sum, { remainingMinor }) => sum + remainingMinor, 0)
  const [receivable, ...kept] = customerAccounts
  const creditLeftMinor = kept.reduce((sum, account) => sum + heldMinor(account), 0)
  assert(owedMinor === heldMinor(receivable), 'what invoices leave unpaid is what the ledger says is owed')
  assert(balanceMinor === owedMinor + creditLeftMinor, 'entries lead from the opening to the closing balance')
  return {
    ...range,
    currency,
    openingMinor,
    entries,
    debitMinor: entries.reduce((sum, entry) => sum + entry.debitMinor, 0),
    creditMinor: entries.reduce((sum, entry) => sum + entry.creditMinor, 0),
    closingMinor: balanceMinor,
    ageing,
    creditLeftMinor,
  }
}

const sumOf = (amounts: readonly { readonly amountMinor: number }[]): number =>
  amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
