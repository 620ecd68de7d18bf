import { and, eq, gte, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { accounts, customers, invoices } from '../schema/index.ts'

/** Whether a number prefix belongs to another series (`account`, or a customer's id) or to an invoice outside this one. */
export async function isPrefixTaken(
  { orm }: Database,
  accountId: string,
  series: string,
  prefix: string,
): Promise<boolean> {
  const [ofAccount, ofOthers, onInvoices] = await orm.batch([
    orm.select({ state: accounts.state }).from(accounts).where(eq(accounts.id, accountId)),
    orm
      .select({ id: customers.id })
      .from(customers)
      .where(
        and(
          eq(customers.accountId, accountId),
          ne(customers.id, series),
          sql`json_extract(${customers.state}, '$.invoicePrefix') = ${prefix}`,
        ),
      )
      .limit(1),
    orm
      .select({ id: invoices.id })
      .from(invoices)
      .where(
        and(
          eq(invoices.accountId, accountId),
          gte(invoices.number, `${prefix}-`),
          lt(invoices.number, `${prefix}.`),
          or(isNull(invoices.series), ne(invoices.series, series)),
        ),
      )
      .limit(1),
  ])
  const isOfAccount = series !== 'account' && ofAccount[0]?.state.numbering.prefix === prefix
  return isOfAccount || ofOthers.length > 0 || onInvoices.length > 0
}
