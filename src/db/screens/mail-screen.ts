import { and, eq } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { accounts, invoices, links } from '../schema/index.ts'

/** What a mail about an invoice needs: the invoice, its merchant, and the link of the address that it goes to. */
export async function mailScreen({ orm }: Database, accountId: string, invoiceId: string) {
  const [found, linkRows] = await orm.batch([
    orm
      .select({ invoice: invoices.state, account: accounts.state })
      .from(invoices)
      .innerJoin(accounts, eq(accounts.id, invoices.accountId))
      .where(and(eq(invoices.accountId, accountId), eq(invoices.id, invoiceId))),
    orm
      .select()
      .from(links)
      .where(and(eq(links.accountId, accountId), eq(links.invoiceId, invoiceId))),
  ])
  const [row] = found
  return row ? { ...row, links: linkRows } : null
}
