import { and, eq, sql } from 'drizzle-orm'
import { shownExpiry } from '../../core/links/expiry.ts'
import type { LinkKeys } from '../../crypto/link-keys.ts'
import { signLink } from '../../crypto/link-token.ts'
import { linkUrl, paths } from '../../paths.ts'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { links } from '../schema/index.ts'

type NewLink = typeof links.$inferSelect

/** New links of an invoice, one per recipient; null is the merchant's own copy. Expiry in ms since 1970. */
export function newLinks(
  { newId, now }: { readonly newId: (kind: 'link') => string; readonly now: () => number },
  accountId: string,
  invoiceId: string,
  recipients: readonly (string | null)[],
  expiresAt: number,
): NewLink[] {
  return [...new Set(recipients)].map((recipient) => ({
    accountId,
    id: newId('link'),
    invoiceId,
    recipient,
    createdAt: now(),
    expiresAt,
    revokedAt: null,
    lastUsedAt: null,
  }))
}

export type LinkRow = { readonly id: string; readonly invoiceId: string; readonly expiresAt: number }

type Signing = { readonly linkKeys: LinkKeys; readonly origin: string; readonly now: () => number }

/** The URL of an invoice's page, or of something behind it, for the merchant; valid for at least ten days. */
export async function shownUrl(
  { linkKeys, origin, now }: Signing,
  accountId: string,
  { id, invoiceId, expiresAt }: LinkRow,
  path: (token: string) => string = paths.invoice,
): Promise<string> {
  const token = await signLink(linkKeys, { accountId, invoiceId, linkId: id }, shownExpiry(expiresAt, now()))
  return linkUrl(origin, path(token))
}

/** The links of an invoice, oldest first, the revoked ones too. */
export const linksOf = ({ orm }: Database, accountId: string, invoiceId: string) =>
  orm
    .select()
    .from(links)
    .where(and(eq(links.accountId, accountId), eq(links.invoiceId, invoiceId)))
    .orderBy(links.createdAt, links.id)

/** Revokes a link; every token made from it is refused from the next request on. */
export const revoked = ({ orm }: Database, accountId: string, linkId: string, now: number): Query =>
  orm
    .update(links)
    .set({ revokedAt: now })
    .where(and(eq(links.accountId, accountId), eq(links.id, linkId)))

/** Writes down a use; a later one is not undone by an earlier one that arrives after it. */
export const linkUsed = ({ orm }: Database, accountId: string, linkId: string, now: number): Query =>
  orm
    .update(links)
    .set({ lastUsedAt: sql`max(coalesce(${links.lastUsedAt}, 0), ${now})` })
    .where(and(eq(links.accountId, accountId), eq(links.id, linkId)))

/** Inserts links. */
export const issued = (rows: readonly NewLink[]): Query => insertInto(links, rows)

/** Extends a link that a mail carries, never shortens it. Expiry in ms since 1970. */
export const renewed = ({ orm }: Database, accountId: string, linkId: string, expiresAt: number): Query =>
  orm
    .update(links)
    .set({ expiresAt: sql`max(${links.expiresAt}, ${expiresAt})` })
    .where(and(eq(links.accountId, accountId), eq(links.id, linkId)))
