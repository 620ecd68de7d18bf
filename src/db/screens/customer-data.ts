import { and, asc, eq, gt, inArray, or, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { signInAddress } from '../../core/portal/sign-in.ts'
import type { Database } from '../client.ts'
import { events, invoiceItems, invoices, links, passkeys, portalSessions, signIns } from '../schema/index.ts'

export type Whose = { readonly accountId: string; readonly customerId: string }

/** Rows of one page: what is held of them in memory at once. */
const pageSize = 100

/** All rows, page by page in the order of two columns that no two rows share, each page when the one before has been read. */
async function* pages<R>(
  load: (beyond: SQL | undefined) => Promise<R[]>,
  [first, second]: readonly [SQLiteColumn, SQLiteColumn],
  placeOf: (row: R) => readonly [string | number, string | number],
): AsyncGenerator<R[], void> {
  for (let beyond: SQL | undefined; ; ) {
    const rows = await load(beyond)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    const [one, two] = placeOf(last)
    beyond = or(gt(first, one), and(eq(first, one), gt(second, two)))
  }
}

/** What is stored about one customer, oldest first and page by page. */
export function customerDataOf({ orm }: Database, { accountId, customerId }: Whose) {
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

  const eventPages = (which: SQL | undefined) =>
    pages(
      (beyond) =>
        orm
          .select()
          .from(events)
          .where(and(which, beyond))
          .orderBy(asc(events.objectId), asc(events.seq))
          .limit(pageSize),
      [events.objectId, events.seq],
      ({ objectId, seq }) => [objectId, seq],
    )

  return {
    /** Drafts too: what is prepared about somebody is held about them. */
    invoices: () =>
      pages(
        async (beyond) => {
          const rows = await orm
            .select({ state: invoices.state })
            .from(invoices)
            .where(and(theirInvoices, beyond))
            .orderBy(asc(invoices.createdAt), asc(invoices.id))
            .limit(pageSize)
          return rows.map(({ state }) => state)
        },
        [invoices.createdAt, invoices.id],
        ({ createdAt, id }) => [createdAt, id],
      ),

    items: () =>
      pages(
        async (beyond) => {
          const rows = await orm
            .select({ state: invoiceItems.state })
            .from(invoiceItems)
            .where(and(theirItems, beyond))
            .orderBy(asc(invoiceItems.createdAt), asc(invoiceItems.id))
            .limit(pageSize)
          return rows.map(({ state }) => state)
        },
        [invoiceItems.createdAt, invoiceItems.id],
        ({ createdAt, id }) => [createdAt, id],
      ),

    /** What happened to the customer, their invoices and their items, object by object. */
    history: () => eventPages(and(eq(events.accountId, accountId), ofAll)),

    /** The outcomes of mails about the invoices. */
    mails: () => eventPages(and(ofInvoices, inArray(events.type, ['mail.sent', 'mail.failed', 'mail.skipped']))),

    links: () =>
      pages(
        (beyond) =>
          orm
            .select()
            .from(links)
            .where(and(eq(links.accountId, accountId), inArray(links.invoiceId, invoiceIds), beyond))
            .orderBy(asc(links.createdAt), asc(links.id))
            .limit(pageSize),
        [links.createdAt, links.id],
        ({ createdAt, id }) => [createdAt, id],
      ),

    sessions: () =>
      pages(
        (beyond) =>
          orm
            .select()
            .from(portalSessions)
            .where(and(eq(portalSessions.accountId, accountId), eq(portalSessions.customerId, customerId), beyond))
            .orderBy(asc(portalSessions.createdAt), asc(portalSessions.id))
            .limit(pageSize),
        [portalSessions.createdAt, portalSessions.id],
        ({ createdAt, id }) => [createdAt, id],
      ),

    /** Ten at most. */
    async *passkeys() {
      yield await orm
        .select()
        .from(passkeys)
        .where(and(eq(passkeys.accountId, accountId), eq(passkeys.customerId, customerId)))
        .orderBy(asc(passkeys.createdAt))
    },

    /** The requests to sign in with this address. */
    signIns: (email: string) =>
      pages(
        (beyond) =>
          orm
            .select()
            .from(signIns)
            .where(and(eq(signIns.accountId, accountId), eq(signIns.address, signInAddress(email)), beyond))
            .orderBy(asc(signIns.createdAt), asc(signIns.id))
            .limit(pageSize),
        [signIns.createdAt, signIns.id],
        ({ createdAt, id }) => [createdAt, id],
      ),
  }
}
