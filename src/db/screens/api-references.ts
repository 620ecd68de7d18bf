import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { couponsOf } from '../repositories/coupons.ts'
import { taxRatesOf } from '../repositories/tax-rates.ts'
import { customers, invoices, numberSeries } from '../schema/index.ts'
import { byInvoice, merchantLinks, withCustomersAndLinks } from './api-invoices.ts'

/** Loads referenced objects of one account by id, with one round trip per kind. */
export const referencesOf = (db: Database, accountId: string) => ({
  customers: async (ids: readonly string[]) =>
    byId(
      await db.orm
        .select({ state: customers.state })
        .from(customers)
        .where(and(eq(customers.accountId, accountId), inArray(customers.id, [...ids]))),
    ),
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
  coupons: async (ids: readonly string[]) => byId(await couponsOf(db, accountId).byIds(ids)),
  taxRates: async (ids: readonly string[]) => byId(await taxRatesOf(db, accountId).byIds(ids)),
  invoices: async (ids: readonly string[]) => {
    const rows = await db.orm
      .select({ state: invoices.state })
      .from(invoices)
      .where(and(eq(invoices.accountId, accountId), inArray(invoices.id, [...ids])))
    const shown = await withCustomersAndLinks(
      db,
      accountId,
      rows.map(({ state }) => state),
    )
    return new Map(shown.map((one) => [one.invoice.id, one]))
  },
})

const byId = <T extends { readonly id: string }>(rows: readonly { readonly state: T }[]): ReadonlyMap<string, T> =>
  new Map(rows.map(({ state }) => [state.id, state]))
