import { and, eq, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { FollowUp } from '../../core/follow-up.ts'
import type { Database, Query } from '../client.ts'
import type { HeldFollowUp } from '../commit.ts'
import { insertInto } from '../insert.ts'
import { outbox } from '../schema/index.ts'
import { held } from './claims.ts'

/** A statement that selects the object that a follow-up is about. */
export type SelectSubject<S> = (
  db: Database,
  accountId: string,
  subjectId: SQL,
) => BatchItem<'sqlite'> & { readonly _: { readonly result: S[] } }

/** The follow-ups of one account. */
export function outboxOf(db: Database, accountId: string) {
  const { orm } = db
  const mine = (id: string) => and(eq(outbox.accountId, accountId), eq(outbox.id, id))
  return {
    /**
     * Claims a follow-up that is due, or that we hold under `fence`, and reads its subject in the same round trip; null
     * if another worker has it or it is done.
     */
    async claim<S>(
      selectSubject: SelectSubject<S>,
      id: string,
      fence?: number,
    ): Promise<{ due: HeldFollowUp; subject: S | null } | null> {
      const isOurs = fence === undefined ? lte(outbox.visibleAt, sql.raw(db.clock)) : eq(outbox.fence, fence)
      const subjectId = sql`(select subject_id from outbox where account_id = ${accountId} and id = ${id})`
      const [[due], [found]] = await orm.batch([
        orm
          .update(outbox)
          .set(held(db, outbox.fence))
          .where(and(mine(id), isNotNull(outbox.visibleAt), isOurs))
          .returning(),
        selectSubject(db, accountId, subjectId),
      ])
      return due ? { due: due as HeldFollowUp, subject: found ?? null } : null
    },

    /** Orders a follow-up without an event; a second one with the same dedupe key is a duplicate. */
    order: (id: string, { kind, subjectId, dedupeKey, payload }: FollowUp, now: number): Query =>
      insertInto(outbox, [{ accountId, id, kind, subjectId, dedupeKey, payload, createdAt: now }], '', {
        visible_at: db.clock,
      }),

    done: (id: string, outcome: string, now: number): Query =>
      orm.update(outbox).set({ doneAt: now, outcome, visibleAt: null, lastError: null }).where(mine(id)),

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
