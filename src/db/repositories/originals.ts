import { and, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { invoices } from '../schema/index.ts'

/** The invoices that others are revisions of. */
export const originals = alias(invoices, 'originals')

/** The original of an invoice, where it is a revision. */
export const originalOf = and(
  eq(originals.accountId, invoices.accountId),
  eq(originals.id, sql`json_extract(${invoices.state}, '$.revisionOf.id')`),
)
