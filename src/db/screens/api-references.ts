import { and, eq, inArray } from 'drizzle-orm'
import type { ApiKind, StateOf } from '../../core/aggregates.ts'
import type { Database } from '../client.ts'
import { objectsOf } from '../repositories/objects.ts'
import { numberSeries } from '../schema/index.ts'
import { byInvoice, merchantLinks, withCustomersAndLinks } from './api-invoices.ts'

/** Loads referenced objects of one account by id, with one round trip per kind. */
export const referencesOf = (db: Database, accountId: string) => ({
  objects: async <K extends ApiKind>(kind: K, ids: readonly string[]) => {
    const rows = (await objectsOf(db, accountId, kind).byIds(ids)) as readonly { readonly state: StateOf<K> }[]
    return new Map(rows.map(({ state }) => [state.id, state]))
  },
  /** The last number of each customer's own series; customers without one are not in it. */
  lastSequences: async (ids: readonly string[]) => {
    const rows = await db.orm
      .select({ id: numberSeries.series, lastUsed: numberSeries.lastUsed })
      .from(numberSeries)
      .where(and(eq(numberSeries.accountId, accountId), inArray(numberSeries.series, [...ids])))
    return new Map(rows.map(({ id, lastUsed }) => [id, lastUsed]))
  },
  /** The merchant's own links to invoices, by invoice. */
  links: async (invoiceIds: readonly string[]) => byInvoice(await merchantLinks(db, accountId, invoiceIds)),
  invoices: async (ids: readonly string[]) => {
    const rows = await objectsOf(db, accountId, 'invoice').byIds(ids)
    const shown = await withCustomersAndLinks(
      db,
      accountId,
      rows.map(({ state }) => state),
    )
    return new Map(shown.map((one) => [one.invoice.id, one]))
  },
})
