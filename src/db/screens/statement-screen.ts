import { and, between, eq, inArray, lt, lte, type SQL, sql, sum } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Day } from '../../core/calendar/day.ts'
import type { DayRange } from '../../core/calendar/day-range.ts'
import { causeOfPayment } from '../../core/cash-receipts/postings.ts'
import type { LedgerAccount, Posting } from '../../core/ledger/accounts.ts'
import type { Currency } from '../../core/money/currencies.ts'
import type { Payment } from '../../core/payments/payment.ts'
import { customerAccounts } from '../../core/statements/entry.ts'
import { type Books, mostTransactions } from '../../core/statements/statement.ts'
import type { Database } from '../client.ts'
import { accounts, customers, invoices, ledgerPostings, ledgerTransactions } from '../schema/index.ts'

/** A statement that selects a customer with their merchant, and perhaps more. */
type SelectParties<P> = BatchItem<'sqlite'> & { readonly _: { readonly result: P[] } }

/** A customer with their merchant. */
export const selectParties = ({ orm }: Database, accountId: string, customerId: string) =>
  orm
    .select({ account: accounts.state, customer: customers.state })
    .from(customers)
    .innerJoin(accounts, eq(accounts.id, customers.accountId))
    .where(and(eq(customers.accountId, accountId), eq(customers.id, customerId)))

/**
 * Everything that a statement of account shows, in one round trip and of one state of the ledger; null if there is no such customer. Who
 * is only known by their session is selected by a statement of their own.
 */
export async function statementScreen<P>(
  { orm }: Database,
  { accountId, customerId }: { readonly accountId: string; readonly customerId: string | SQL<string> },
  { from, to }: DayRange,
  parties: SelectParties<P>,
): Promise<{ readonly parties: P; readonly books: Books } | null> {
  const isCustomers = and(eq(ledgerTransactions.accountId, accountId), eq(ledgerTransactions.customerId, customerId))
  const amountMinor = sum(ledgerPostings.amountMinor).mapWith(Number)
  const [[found], before, booked, open] = await orm.batch([
    parties,
    orm
      .select({ currency: currencyColumn, account: accountColumn, amountMinor })
      .from(ledgerTransactions)
      .innerJoin(ledgerPostings, ofTransaction)
      .where(and(isCustomers, lt(ledgerTransactions.day, from), inArray(accountColumn, [...customerAccounts])))
      .groupBy(currencyColumn, accountColumn),
    orm
      .select({
        id: ledgerTransactions.id,
        currency: currencyColumn,
        causeKind: ledgerTransactions.causeKind,
        causeId: ledgerTransactions.causeId,
        on: dayColumn,
        at: ledgerTransactions.at,
        postings: postingsColumn,
        invoiceNumber: invoices.number,
        payments: paymentsColumn,
      })
      .from(ledgerTransactions)
      .leftJoin(invoices, invoiceOfTransaction)
      .where(and(isCustomers, between(ledgerTransactions.day, from, to)))
      .orderBy(ledgerTransactions.day)
      .limit(mostTransactions + 1),
    orm
      .select({ currency: currencyColumn, remainingMinor: amountMinor, dueOn: dueColumn })
      .from(ledgerTransactions)
      .innerJoin(ledgerPostings, ofTransaction)
      .leftJoin(invoices, invoiceOfTransaction)
      .where(and(isCustomers, lte(ledgerTransactions.day, to), eq(accountColumn, 'receivable')))
      .groupBy(currencyColumn, ledgerTransactions.invoiceId)
      .having(sql`${amountMinor} <> 0`),
  ])
  if (!found) return null
  return {
    parties: found,
    books: {
      before,
      booked: booked.map(({ causeId, payments, ...transaction }) => ({
        ...transaction,
        causeId,
        receiptNumber: payments?.find((payment) => causeOfPayment(payment) === causeId)?.receiptNumber ?? null,
      })),
      open,
    },
  }
}

const ofTransaction = and(
  eq(ledgerPostings.accountId, ledgerTransactions.accountId),
  eq(ledgerPostings.transactionId, ledgerTransactions.id),
)

const invoiceOfTransaction = and(
  eq(invoices.accountId, ledgerTransactions.accountId),
  eq(invoices.id, ledgerTransactions.invoiceId),
)

const currencyColumn = sql<Currency>`${ledgerTransactions.currency}`
const accountColumn = sql<LedgerAccount>`${ledgerPostings.ledgerAccount}`
const dayColumn = sql<Day>`${ledgerTransactions.day}`
const dueColumn = sql<Day | null>`json_extract(${invoices.state}, '$.dueOn')`

const parsed = <T>(column: SQL) => column.mapWith((text: string): T => JSON.parse(text))

const postingsColumn = parsed<Posting[]>(
  sql`(SELECT json_group_array(json_object('account', ledger_account, 'amountMinor', amount_minor)) FROM ledger_postings WHERE account_id = ${ledgerTransactions.accountId} AND transaction_id = ${ledgerTransactions.id})`,
)

/** Only of a payment, whose receipt is named. */
const paymentsColumn = parsed<Payment[] | null>(
  sql`CASE ${ledgerTransactions.causeKind} WHEN 'payment' THEN json_extract(${invoices.state}, '$.payments') END`,
)
