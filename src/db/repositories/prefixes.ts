import { and, eq, gte, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { accounts, customers, documentNumbers } from '../schema/index.ts'

/** Whether a number prefix belongs to another series (`account`, or a customer's id) or to a document outside this one. */
export async function isPrefixTaken(
  { orm }: Database,
  accountId: string,
  series: string,
  prefix: string,
): Promise<boolean> {
  const [ofAccount, ofOthers, onDocuments] = await orm.batch([
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
      .select({ id: documentNumbers.documentId })
      .from(documentNumbers)
      .where(
        and(
          eq(documentNumbers.accountId, accountId),
          gte(documentNumbers.number, `${prefix}-`),
          lt(documentNumbers.number, `${prefix}.`),
          or(isNull(documentNumbers.series), ne(documentNumbers.series, series)),
        ),
      )
      .limit(1),
  ])
  const isOfAccount = series !== 'account' && ofAccount[0]?.state.numbering.prefix === prefix
  return isOfAccount || ofOthers.length > 0 || onDocuments.length > 0
}
