import { and, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { signInAddress } from '../../core/portal/sign-in.ts'
import type { Database } from '../client.ts'
import { events, invoiceItems, invoices, links, passkeys, portalSessions, signIns } from '../schema/index.ts'

export type Whose = { readonly accountId: string; readonly customerId: string }

/** What is in memory at once: a page of rows, of which the JSON has about so many bytes. A Worker may ask the database a thousand times. */
const pageLimits = { bytes: 1_000_000, rows: 1000 } as const

/** The rows of which the sizes are read at once. */
const sizesAtOnce = 5000

type Listing = {
  readonly table: SQLiteTable
  readonly where: SQL | undefined
  /** Two columns that no two rows share. */
  readonly order: readonly [SQLiteColumn, SQLiteColumn]
  /** The column with the JSON of a row; null where rows are small. */
  readonly json: SQLiteColumn | null
}

/**
 * All rows in order, page by page, each when the one before has been read. How many make a page is known from their sizes, which are read
 * first.
 */
async function* pages<R>(
  { orm }: Database,
  { table, where, order: [first, second], json }: Listing,
  load: (where: SQL | undefined, order: readonly SQL[]) => Promise<R[]>,
): AsyncGenerator<R[], void> {
  const order = [asc(first), asc(second)]
  let last: readonly [unknown, unknown] | null = null
  const upTo = (sign: '>' | '<=', [one, two]: readonly [unknown, unknown]) =>
    sql`(${first}, ${second}) ${sql.raw(sign)} (${one}, ${two})`
  for (let isMore = true; isMore; ) {
    const sizes: { one: unknown; two: unknown; bytes: number }[] = await orm
      .select({ one: first, two: second, bytes: json ? sql<number>`octet_length(${json})` : sql<number>`0` })
      .from(table)
      .where(and(where, last ? upTo('>', last) : undefined))
      .orderBy(...order)
      .limit(sizesAtOnce)
    isMore = sizes.length === sizesAtOnce
    for (let at = 0; at < sizes.length; ) {
      let bytes = sizes[at]!.bytes
      let end = at + 1
      while (end < sizes.length && end - at < pageLimits.rows && bytes + sizes[end]!.bytes <= pageLimits.bytes)
        bytes += sizes[end++]!.bytes
      const { one, two } = sizes[end - 1]!
      const rows = await load(and(where, last ? upTo('>', last) : undefined, upTo('<=', [one, two])), order)
      if (rows.length > 0) yield rows
      last = [one, two]
      at = end
    }
  }
}

/** What is stored about one customer, oldest first and page by page. */
export function customerDataOf(db: Database, { accountId, customerId }: Whose) {
  const { orm } = db
  const theirInvoices = and(eq(invoices.accountId, accountId), eq(invoices.customerId, customerId))
  const invoiceIds = orm.select({ id: invoices.id }).from(invoices).where(theirInvoices)
  const theirItems = and(eq(invoiceItems.accountId, accountId), eq(invoiceItems.customerId, customerId))
  const itemIds = orm.select({ id: invoiceItems.id }).from(invoiceItems).where(theirItems)
  const ofInvoices = and(eq(events.accountId, accountId), inArray(events.objectId, invoiceIds))
  const ofAll = or(
    eq(events.objectId, customerId),
    inArray(events.objectId, invoiceIds),
    inArray(events.objectId, itemIds),
  )

  const eventPages = (where: SQL | undefined) =>
    pages(db, { table: events, where, order: [events.objectId, events.seq], json: events.data }, (within, order) =>
      orm
        .select()
        .from(events)
        .where(within)
        .orderBy(...order),
    )

  return {
    /** Drafts too: what is prepared about somebody is held about them. */
    invoices: () =>
      pages(
        db,
        { table: invoices, where: theirInvoices, order: [invoices.createdAt, invoices.id], json: invoices.state },
        async (within, order) => {
          const rows = await orm
            .select({ state: invoices.state })
            .from(invoices)
            .where(within)
            .orderBy(...order)
          return rows.map(({ state }) => state)
        },
      ),

    items: () =>
      pages(
        db,
        {
          table: invoiceItems,
          where: theirItems,
          order: [invoiceItems.createdAt, invoiceItems.id],
          json: invoiceItems.state,
        },
        async (within, order) => {
          const rows = await orm
            .select({ state: invoiceItems.state })
            .from(invoiceItems)
            .where(within)
            .orderBy(...order)
          return rows.map(({ state }) => state)
        },
      ),

    /** What happened to the customer, their invoices and their items, object by object. */
    history: () => eventPages(and(eq(events.accountId, accountId), ofAll)),

    /** The outcomes of mails about the invoices. */
    mails: () => eventPages(and(ofInvoices, inArray(events.type, ['mail.sent', 'mail.failed', 'mail.skipped']))),

    links: () => {
      const where = and(eq(links.accountId, accountId), inArray(links.invoiceId, invoiceIds))
      return pages(db, { table: links, where, order: [links.createdAt, links.id], json: null }, (within, order) =>
        orm
          .select()
          .from(links)
          .where(within)
          .orderBy(...order),
      )
    },

    sessions: () => {
      const where = and(eq(portalSessions.accountId, accountId), eq(portalSessions.customerId, customerId))
      const order = [portalSessions.createdAt, portalSessions.id] as const
      return pages(db, { table: portalSessions, where, order, json: null }, (within, inOrder) =>
        orm
          .select()
          .from(portalSessions)
          .where(within)
          .orderBy(...inOrder),
      )
    },

    /** Ten at most. */
    async *passkeys() {
      yield await orm
        .select()
        .from(passkeys)
        .where(and(eq(passkeys.accountId, accountId), eq(passkeys.customerId, customerId)))
        .orderBy(asc(passkeys.createdAt))
    },

    /** The requests to sign in with this address. */
    signIns: (email: string) => {
      const where = and(eq(signIns.accountId, accountId), eq(signIns.address, signInAddress(email)))
      return pages(db, { table: signIns, where, order: [signIns.createdAt, signIns.id], json: null }, (within, order) =>
        orm
          .select()
          .from(signIns)
          .where(within)
          .orderBy(...order),
      )
    },
  }
}
