import { and, asc, between, eq, inArray, ne, or, sql } from 'drizzle-orm'
import type { DayRange } from '../../core/calendar/day-range.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import type { Database } from '../client.ts'
import { invoices, ledgerTransactions } from '../schema/index.ts'

type Whose = { readonly accountId: string; readonly customerId: string }

const issuedIn = ({ from, to }: DayRange) => between(sql`json_extract(${invoices.state}, '$.issuedOn')`, from, to)

/** A customer's invoices that were issued on these days, oldest first and at most `limit`; one round trip. */
export const invoicesIssuedIn = (db: Database, whose: Whose, days: DayRange, limit: number): Promise<IssuedInvoice[]> =>
  issuedInvoices(db, whose, issuedIn(days), limit)

/** As `invoicesIssuedIn`, with those that a payment was received for on these days; the ledger knows their day. */
export function invoicesIssuedOrPaidIn(
  db: Database,
  whose: Whose,
  days: DayRange,
  limit: number,
): Promise<IssuedInvoice[]> {
  const paid = db.orm
    .select({ id: ledgerTransactions.invoiceId })
    .from(ledgerTransactions)
    .where(
      and(
        eq(ledgerTransactions.accountId, whose.accountId),
        eq(ledgerTransactions.customerId, whose.customerId),
        between(ledgerTransactions.day, days.from, days.to),
        eq(ledgerTransactions.causeKind, 'payment'),
      ),
    )
  return issuedInvoices(db, whose, or(issuedIn(days), inArray(invoices.id, paid)), limit)
}

async function issuedInvoices(
  { orm }: Database,
  { accountId, customerId }: Whose,
  condition: ReturnType<typeof or>,
  limit: number,
): Promise<IssuedInvoice[]> {
  const rows = await orm
    .select({ state: invoices.state })
    .from(invoices)
    .where(
      and(
        eq(invoices.accountId, accountId),
        eq(invoices.customerId, customerId),
        ne(invoices.status, 'draft'),
        condition,
      ),
    )
    .orderBy(asc(invoices.createdAt), asc(invoices.id))
    .limit(limit)
  return rows.map(({ state }) => state).filter(isIssued)
}
