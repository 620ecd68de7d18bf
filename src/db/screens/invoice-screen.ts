import { and, eq, sql } from 'drizzle-orm'
import { defaultConfigurationId } from '../../core/portal/configuration.ts'
import type { LinkClaims } from '../../crypto/link-token.ts'
import type { Database } from '../client.ts'
import { originalOf, originals } from '../repositories/originals.ts'
import { customerOfInvoice, partiesColumns } from '../repositories/parties.ts'
import { accounts, customers, invoices, links } from '../schema/index.ts'

/** A valid link of another version of the invoice, for the same address: whoever was not sent a version does not get to it. */
const linkOf = (version: 'revisionOf' | 'replacedBy') => {
  const id = sql`json_extract(${invoices.state}, ${sql.raw(`'$.${version}.id'`)})`
  return sql<
    string | null
  >`(select other.id from links other where other.account_id = ${links.accountId} and other.invoice_id = ${id} and other.revoked_at is null and other.recipient is ${links.recipient} limit 1)`
}

/** Everything that the invoice page shows, in one round trip, by its link; null if there is no such link. */
export async function invoiceScreen({ orm }: Database, { accountId, invoiceId, linkId }: LinkClaims) {
  const [row] = await orm
    .select({
      ...partiesColumns,
      recipient: links.recipient,
      revokedAt: links.revokedAt,
      lastUsedAt: links.lastUsedAt,
      original: originals.state,
      originalLinkId: linkOf('revisionOf'),
      newerLinkId: linkOf('replacedBy'),
      hasSignInPage:
        sql`coalesce((select json_extract(state, '$.hasLoginPage') from portal_configurations where account_id = ${accountId} and id = ${defaultConfigurationId(accountId)}), 1)`.mapWith(
          Boolean,
        ),
    })
    .from(links)
    .innerJoin(invoices, and(eq(invoices.accountId, links.accountId), eq(invoices.id, links.invoiceId)))
    .innerJoin(accounts, eq(accounts.id, links.accountId))
    .leftJoin(customers, customerOfInvoice)
    .leftJoin(originals, originalOf)
    .where(and(eq(links.accountId, accountId), eq(links.id, linkId), eq(links.invoiceId, invoiceId)))
  return row ?? null
}
