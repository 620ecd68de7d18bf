import { and, eq, inArray, sql } from 'drizzle-orm'
import { aggregateOf, type EventOf, readEvent } from '../../core/aggregates.ts'
import type { Database, Query } from '../client.ts'
import {
  events,
  idempotencyKeys,
  invoiceItems,
  invoices,
  links,
  mailCounts,
  outbox,
  payments,
  portalSessions,
  reviewItems,
  signIns,
} from '../schema/index.ts'
import { passkeysRemoved } from './passkey-rows.ts'

/** An erasable object: an invoice or an item of a customer who was erased. */
export type Erasable = { readonly id: string; readonly kind: 'invoice' | 'invoiceitem' }

type Kind = 'customer' | 'invoice' | 'invoiceitem'

/** What erasing a customer reads and writes beyond the objects themselves. */
export function erasureOf(db: Database, accountId: string) {
  const { orm } = db
  const invoiceIds = (customerId: string) =>
    orm
      .select({ id: invoices.id })
      .from(invoices)
      .where(and(eq(invoices.accountId, accountId), eq(invoices.customerId, customerId)))

  return {
    /** A customer's history and those of their invoices on which something is open, in one round trip. */
    async toErase(customerId: string) {
      const [history, open, underWay] = await orm.batch([
        orm
          .select()
          .from(events)
          .where(
            and(eq(events.accountId, accountId), eq(events.objectId, customerId), eq(events.objectKind, 'customer')),
          )
          .orderBy(events.seq),
        orm
          .select({ state: invoices.state })
          .from(invoices)
          .where(
            and(eq(invoices.accountId, accountId), eq(invoices.customerId, customerId), eq(invoices.status, 'open')),
          )
          .limit(1),
        orm
          .select({ state: invoices.state })
          .from(payments)
          .innerJoin(invoices, and(eq(invoices.accountId, payments.accountId), eq(invoices.id, payments.invoiceId)))
          .where(
            and(
              eq(payments.accountId, accountId),
              eq(invoices.customerId, customerId),
              sql`${payments.status} NOT IN ('succeeded', 'failed', 'canceled')`,
            ),
          )
          .limit(1),
      ])
      return { history, unfinished: [...underWay, ...open].map(({ state }) => state) }
    },

    /** Invoices and items of an erased customer that are not erased yet; what is billed on an issued invoice stays an item. */
    async erasable(customerId: string, limit: number): Promise<Erasable[]> {
      const isErased = sql`EXISTS (SELECT 1 FROM events e WHERE e.account_id = ${accountId} AND e.object_id = ${events.objectId} AND e.type = ${events.objectKind} || '.erased')`
      const isBilled = sql`EXISTS (SELECT 1 FROM ${invoiceItems} JOIN ${invoices} ON ${invoices.accountId} = ${invoiceItems.accountId} AND ${invoices.id} = ${invoiceItems.invoiceId}
        WHERE ${invoiceItems.accountId} = ${accountId} AND ${invoiceItems.id} = ${events.objectId} AND ${invoices.status} <> 'draft')`
      const rows = await orm
        .select({ id: events.objectId, kind: events.objectKind })
        .from(events)
        .where(
          and(
            eq(events.accountId, accountId),
            eq(events.seq, 1),
            inArray(events.type, ['invoice.created', 'invoiceitem.created']),
            sql`json_extract(${events.data}, '$.customerId') = ${customerId}`,
            sql`NOT ${isErased}`,
            sql`NOT ${isBilled}`,
          ),
        )
        .limit(limit)
      return rows as Erasable[]
    },

    async history(objectId: string) {
      return orm
        .select()
        .from(events)
        .where(and(eq(events.accountId, accountId), eq(events.objectId, objectId)))
        .orderBy(events.seq)
    },

    /** Overwrites the events of an object that was erased in the same commit. */
    overwritten: <K extends Kind>(
      kind: K,
      history: readonly (typeof events.$inferSelect)[],
      without: (event: EventOf<K>) => EventOf<K>,
    ): Query[] => {
      const aggregate = aggregateOf(kind)
      return history.map((row) => {
        const { type: _, ...data } = without(readEvent(aggregate, row).event as EventOf<K>)
        return orm
          .update(events)
          .set({ data: { v: aggregate.version, ...data }, idempotencyKey: null })
          .where(and(eq(events.accountId, accountId), eq(events.objectId, row.objectId), eq(events.seq, row.seq)))
      })
    },

    /** The invoice's row after its history was overwritten. */
    rewritten: (id: string, state: typeof invoices.$inferSelect.state, version: number): Query =>
      orm
        .update(invoices)
        .set({ state, version })
        .where(and(eq(invoices.accountId, accountId), eq(invoices.id, id))),

    removed: ({ id, kind }: Erasable): Query =>
      kind === 'invoice'
        ? orm.delete(invoices).where(and(eq(invoices.accountId, accountId), eq(invoices.id, id)))
        : orm.delete(invoiceItems).where(and(eq(invoiceItems.accountId, accountId), eq(invoiceItems.id, id))),

    /**
     * Everything else that is stored of a customer, but for the provider's messages: sessions, requests to sign in, links to their invoices,
     * counts by address, and the texts of review items.
     */
    forgotten(customerId: string, addresses: readonly string[]): Query[] {
      const ofCustomer = invoiceIds(customerId)
      return [
        orm
          .delete(portalSessions)
          .where(and(eq(portalSessions.accountId, accountId), eq(portalSessions.customerId, customerId))),
        passkeysRemoved(db, accountId, customerId),
        orm.delete(links).where(and(eq(links.accountId, accountId), inArray(links.invoiceId, ofCustomer))),
        orm
          .update(reviewItems)
          .set({ detail: {} })
          .where(and(eq(reviewItems.accountId, accountId), inArray(reviewItems.invoiceId, ofCustomer))),
        // A mail server's answer can name the address.
        orm
          .update(outbox)
          .set({ lastError: null })
          .where(and(eq(outbox.accountId, accountId), inArray(outbox.subjectId, ofCustomer))),
        ...addresses.flatMap((address) => [
          orm.delete(signIns).where(and(eq(signIns.accountId, accountId), eq(signIns.address, address))),
          orm
            .delete(mailCounts)
            .where(
              and(
                eq(mailCounts.accountId, accountId),
                sql`substr(lower(${mailCounts.counted}), -length(${`:${address}`})) = ${`:${address}`}`,
              ),
            ),
        ]),
      ]
    },

    /** What the orders of an erasure say of the customer, who is forgotten with the last of them. */
    tracesForgotten: (customerId: string): Query =>
      orm
        .update(outbox)
        .set({ payload: sql`json_remove(${outbox.payload}, '$.traces')` })
        .where(and(eq(outbox.accountId, accountId), eq(outbox.subjectId, customerId), eq(outbox.kind, 'erasure'))),

    /** The stored answers of the API that show a customer or their invoices. */
    answersForgotten: (customerId: string): Query =>
      orm.delete(idempotencyKeys).where(
        and(
          eq(idempotencyKeys.accountId, accountId),
          // That it was deleted names nobody, and a repeated erasure is answered with it.
          sql`instr(coalesce(${idempotencyKeys.body}, ''), '"deleted": true') = 0`,
          sql`(${idempotencyKeys.resultId} = ${customerId} OR instr(coalesce(${idempotencyKeys.body}, ''), ${customerId}) > 0)`,
        ),
      ),
  }
}
