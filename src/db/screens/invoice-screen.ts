import { and, eq, sql } from 'drizzle-orm'
import { defaultConfigurationId } from '../../core/portal/configuration.ts'
import type { LinkClaims } from '../../crypto/link-token.ts'
import type { Database } from '../client.ts'
import { customerOfInvoice, partiesColumns } from '../repositories/parties.ts'
import { accounts, customers, invoices, links } from '../schema/index.ts'

/** Everything that the invoice page shows, in one round trip, by its link; null if there is no such link. */
export async function invoiceScreen({ orm }: Database, { accountId, invoiceId, linkId }: LinkClaims) {
  const [row] = await orm
    .select({
      ...partiesColumns,
      recipient: links.recipient,
      revokedAt: links.revokedAt,
      lastUsedAt: links.lastUsedAt,
      hasSignInPage:
        sql`coalesce((select json_extract(state, '$.hasLoginPage') from portal_configurations where account_id = ${accountId} and id = ${defaultConfigurationId(accountId)}), 1)`.mapWith(
          Boolean,
        ),
    })
    .from(links)
    .innerJoin(invoices, and(eq(invoices.accountId, links.accountId), eq(invoices.id, links.invoiceId)))
    .innerJoin(accounts, eq(accounts.id, links.accountId))
    .leftJoin(customers, customerOfInvoice)
    .where(and(eq(links.accountId, accountId), eq(links.id, linkId), eq(links.invoiceId, invoiceId)))
  return row ?? null
}
