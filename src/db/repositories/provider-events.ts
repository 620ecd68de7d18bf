import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { ProviderMessage } from '../../providers/provider.ts'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { providerEvents } from '../schema/index.ts'

/** Long enough for the request that received a message to apply it; then the job does. */
const headStartMs = 30_000

/** A statement takes so many values, and more. */
const maxValues = 500

/** A provider's messages to one account, kept as they came. */
export function providerEventsOf(db: Database, accountId: string, provider: string) {
  const { orm } = db
  const mine = (id: string) =>
    and(eq(providerEvents.accountId, accountId), eq(providerEvents.provider, provider), eq(providerEvents.id, id))
  return {
    /** Keeps a message; false where it was here before. Durable once this answers. One that nobody reads is done with. */
    async keep({ id, type, payload, isRead = true }: ProviderMessage, now: number): Promise<boolean> {
      const next = isRead ? { visibleAt: now + headStartMs } : { appliedAt: now, outcome: 'ignored' }
      const row = { accountId, provider, id, type, payload, receivedAt: now, ...next }
      const kept = await orm
        .insert(providerEvents)
        .values(row)
        .onConflictDoNothing()
        .returning({ id: providerEvents.id })
      return kept.length > 0
    },

    /** Which of these messages we have, by id. */
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

    /** Keeps a message that was found in the provider's list, for its finder to apply and for the job where that does not happen; one that came is left alone. */
    found: ({ id, type, payload }: ProviderMessage, now: number): Query =>
      insertInto(
        providerEvents,
        [{ accountId, provider, id, type, payload, receivedAt: now, visibleAt: now + headStartMs }],
        'on conflict do nothing',
      ),

    async find(id: string) {
      const [row] = await orm.select().from(providerEvents).where(mine(id))
      return row ?? null
    },

    /** Marks a message as applied: belongs into the commit of its effect. */
    applied: (id: string, outcome: string, now: number): Query =>
      orm.update(providerEvents).set({ appliedAt: now, outcome, visibleAt: null }).where(mine(id)),

    /** Puts a message off, unless it was applied or claimed by somebody else meanwhile. */
    postponed: (id: string, fence: number, tries: number, visibleAt: number | null, lastError: string): Query =>
      orm
        .update(providerEvents)
        .set({ tries, visibleAt, lastError })
        .where(and(mine(id), eq(providerEvents.fence, fence), isNull(providerEvents.appliedAt))),
  }
}
