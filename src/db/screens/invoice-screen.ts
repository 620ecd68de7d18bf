import { and, eq, sql } from 'drizzle-orm'
import { defaultConfigurationId } from '../../core/portal/configuration.ts'
import type { LinkClaims } from '../../crypto/link-token.ts'
import type { Database } from '../client.ts'
import { originalOf, originals } from '../repositories/originals.ts'
import { customerOfInvoice, partiesColumns } from '../repositories/parties.ts'
import { accounts, customers, invoices, links } from '../schema/index.ts'

/** A valid link of the original, for the same address: whoever was not sent a version does not get to it. */
const originalLink = sql<
  string | null
>`(select other.id from links other where other.account_id = ${links.accountId} and other.invoice_id = json_extract(${invoices.state}, '$.revisionOf.id') and other.revoked_at is null and other.recipient is ${links.recipient} limit 1)`

/** Of the versions that replaced an invoice the newest that has a valid link for the same address, by primary keys. */
const newestLink = (accountId: string, invoiceId: string) =>
  sql`(with recursive newer(id, nth) as (select json_extract(state, '$.replacedBy.id'), 1 from invoices where account_id = ${accountId} and id = ${invoiceId} union all select json_extract(next.state, '$.replacedBy.id'), nth + 1 from newer join invoices next on next.account_id = ${accountId} and next.id = newer.id) select json_object('invoiceId', other.invoice_id, 'linkId', other.id) from newer join links other on other.account_id = ${accountId} and other.invoice_id = newer.id and other.revoked_at is null and other.recipient is ${links.recipient} order by nth desc limit 1)`.mapWith(
    (text: string): NewerVersion => JSON.parse(text),
  )

/** A later version of an invoice, with a link of it. */
export type NewerVersion = { readonly invoiceId: string; readonly linkId: string }

/** Everything that the invoice page shows, in one round trip, by its link; null if there is no such link. */
export async function invoiceScreen({ orm }: Database, { accountId, invoiceId, linkId }: LinkClaims) {
  const [row] = await orm
    .select({
      ...partiesColumns,
      recipient: links.recipient,
      revokedAt: links.revokedAt,
      lastUsedAt: links.lastUsedAt,
      original: originals.state,
      originalLinkId: originalLink,
      newest: newestLink(accountId, invoiceId),
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
