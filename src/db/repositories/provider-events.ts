import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { ProviderMessage } from '../../providers/provider.ts'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { providerEvents } from '../schema/index.ts'
import { handledPayload } from './erased-messages.ts'

/** Enough time for the receiving request to apply an event itself; after that a job does. */
const headStartMs = 30_000

/** Values per statement, below the database's limit. */
const maxValues = 500

/** The events that a provider sent for one account, stored as received. */
export function providerEventsOf(db: Database, accountId: string, provider: string) {
  const { orm } = db
  const mine = (id: string) =>
    and(eq(providerEvents.accountId, accountId), eq(providerEvents.provider, provider), eq(providerEvents.id, id))
  return {
    /**
     * Stores an event; false if it was stored before. Durable once this resolves. An event of an unread type is marked
     * ignored.
     */
    async keep({ id, type, payload, isRead = true }: ProviderMessage, now: number): Promise<boolean> {
      const next = isRead
        ? { visibleAt: sql.raw(`${db.clock} + ${headStartMs}`) }
        : { appliedAt: now, outcome: 'ignored' }
      const row = { accountId, provider, id, type, payload, receivedAt: now, ...next }
      const kept = await orm
        .insert(providerEvents)
        .values(row)
        .onConflictDoNothing()
        .returning({ id: providerEvents.id })
      return kept.length > 0
    },

    /** Which of these event ids are stored. */
    async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const known = new Set<string>()
      for (let at = 0; at < ids.length; at += maxValues) {
        const some = ids.slice(at, at + maxValues)
        const rows = await orm
          .select({ id: providerEvents.id })
          .from(providerEvents)
          .where(
            and(
              eq(providerEvents.accountId, accountId),
              eq(providerEvents.provider, provider),
              inArray(providerEvents.id, some),
            ),
          )
        for (const { id } of rows) known.add(id)
      }
      return known
    },

    /**
     * Stores an event from the provider's list, to be applied by its finder or later by a job; a stored one is left
     * alone.
     */
    found: ({ id, type, payload }: ProviderMessage, now: number): Query =>
      insertInto(
        providerEvents,
        [{ accountId, provider, id, type, payload, receivedAt: now }],
        'on conflict do nothing',
        { visible_at: `${db.clock} + ${headStartMs}` },
      ),

    async find(id: string) {
      const [row] = await orm.select().from(providerEvents).where(mine(id))
      return row ?? null
    },

    /** Marks an event as applied; belongs in the commit of its effect. */
    applied: (id: string, outcome: string, now: number): Query =>
      orm
        .update(providerEvents)
        .set({ appliedAt: now, outcome, visibleAt: null, lastError: null, payload: handledPayload })
        .where(mine(id)),

    /** Forgets what an event says that means nothing here. */
    forgotten: (id: string): Query => orm.update(providerEvents).set({ payload: {} }).where(mine(id)),

    /** Postpones an event, or gives it up, unless it was applied or claimed by another worker meanwhile. */
    postponed: (id: string, fence: number, tries: number, visibleAt: number | null, lastError: string): Query =>
      orm
        .update(providerEvents)
        .set({ tries, visibleAt, lastError, ...(visibleAt === null && { payload: handledPayload }) })
        .where(and(mine(id), eq(providerEvents.fence, fence), isNull(providerEvents.appliedAt))),
  }
}
