import { and, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { FollowUp } from '../../core/reactions.ts'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { invoices, outbox } from '../schema/index.ts'
import { held } from './claims.ts'
import { selectWithParties } from './parties.ts'

/** The follow-ups of one account. */
export function outboxOf(db: Database, accountId: string) {
  const { orm } = db
  const mine = (id: string) => and(eq(outbox.accountId, accountId), eq(outbox.id, id))
  return {
    /**
     * Claims a follow-up that is due, or that we hold under `fence`, with its invoice; null if another worker has it or
     * it is done.
     */
    async claim(id: string, now: number, fence?: number) {
      const isOurs = fence === undefined ? lte(outbox.visibleAt, now) : eq(outbox.fence, fence)
      const subject = sql`(select subject_id from outbox where account_id = ${accountId} and id = ${id})`
      const [[due], [found]] = await orm.batch([
        orm
          .update(outbox)
          .set(held(outbox.fence, now))
          .where(and(mine(id), isNotNull(outbox.visibleAt), isOurs))
          .returning(),
        selectWithParties(db).where(and(eq(invoices.accountId, accountId), eq(invoices.id, subject))),
      ])
      return due ? { due, loaded: found ?? null } : null
    },

    /** Orders a follow-up without an event; a second one with the same dedupe key is a duplicate. */
    order: (id: string, { kind, subjectId, dedupeKey, payload }: FollowUp, now: number): Query =>
      insertInto(outbox, [{ accountId, id, kind, subjectId, dedupeKey, payload, createdAt: now, visibleAt: now }]),

    done: (id: string, outcome: string, now: number): Query =>
      orm.update(outbox).set({ doneAt: now, outcome, visibleAt: null }).where(mine(id)),

    /** Postpones a follow-up, unless it is done, even if its response was lost. */
    postponed: (id: string, fence: number, tries: number, visibleAt: number | null, lastError: string): Query =>
      orm
        .update(outbox)
        .set({ tries, visibleAt, lastError })
        .where(and(mine(id), eq(outbox.fence, fence), isNull(outbox.doneAt))),

    /** The condition that the committer still holds the lease. */
    stillHeld: (id: string, fence: number): Query => ({
      toSQL: () => ({
        sql: 'INSERT INTO guard (holds) SELECT EXISTS (SELECT 1 FROM outbox WHERE account_id = ? AND id = ? AND fence = ? AND visible_at IS NOT NULL)',
        params: [accountId, id, fence],
      }),
    }),
  }
}
