import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Customer } from '../../core/customers/customer.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { Database } from '../client.ts'
import type { LinkRow } from '../repositories/links.ts'
import type { WithParties } from '../repositories/parties.ts'
import { customers, links } from '../schema/index.ts'

/** An invoice for the API, with its customer (on a draft) and the merchant's link to its page. */
export type Shown = { readonly invoice: Invoice; readonly customer: Customer | null; readonly link: LinkRow | null }

/** The same from an invoice loaded with its parties. */
export function shownOf({ invoice, customer, links }: WithParties): Shown {
  const link = links.find(({ recipient, revokedAt }) => recipient === null && revokedAt === null)
  return {
    invoice,
    customer: invoice.status === 'draft' ? customer : null,
    link: link ? { ...link, invoiceId: invoice.id } : null,
  }
}

/** Selects the merchant's own links. */
export const merchantLinks = ({ orm }: Database, accountId: string, invoiceIds: readonly string[]) =>
  orm
    .select({ id: links.id, invoiceId: links.invoiceId, expiresAt: links.expiresAt })
    .from(links)
    .where(
      and(
        eq(links.accountId, accountId),
        inArray(links.invoiceId, [...invoiceIds]),
        isNull(links.recipient),
        isNull(links.revokedAt),
      ),
    )

export const byInvoice = (rows: readonly LinkRow[]): ReadonlyMap<string, LinkRow> =>
  new Map(rows.map((row) => [row.invoiceId, row]))

/** Adds customers and links to invoices of one account, in one round trip for all of them. */
export async function withCustomersAndLinks(
  db: Database,
  accountId: string,
  invoices: readonly Invoice[],
): Promise<Shown[]> {
  if (invoices.length === 0) return []
  const drafts = invoices.filter(({ status }) => status === 'draft').map(({ customerId }) => customerId)
  const issued = invoices.filter(({ status }) => status !== 'draft').map(({ id }) => id)
  const [customerRows, linkRows] = await db.orm.batch([
    db.orm
      .select({ state: customers.state })
      .from(customers)
      .where(and(eq(customers.accountId, accountId), inArray(customers.id, drafts))),
    merchantLinks(db, accountId, issued),
  ])
  const customerOf = new Map(customerRows.map(({ state }) => [state.id, state]))
  const linkOf = byInvoice(linkRows)
  return invoices.map((invoice) => ({
    invoice,
    customer: customerOf.get(invoice.customerId) ?? null,
    link: linkOf.get(invoice.id) ?? null,
  }))
}
