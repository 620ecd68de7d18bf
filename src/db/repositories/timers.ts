import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Database, Query } from '../client.ts'
import { invoices, timers } from '../schema/index.ts'
import { held } from './claims.ts'
import { selectWithParties, type WithParties } from './parties.ts'

/** A timer that we hold: its fence, and the time it was due. */
export type HeldTimer = { readonly fence: number; readonly dueAt: number | null }

/** A claimed timer with its invoice. */
export type TakenTimer = { readonly timer: HeldTimer; readonly loaded: WithParties | null }

type Claimed = { readonly id: string; readonly kind: string; readonly fence: number }

/** The timers of one account's invoices. */
export function timersOf(db: Database, accountId: string) {
  const { orm } = db
  const mine = (invoiceId: string, kind: string) =>
    and(eq(timers.accountId, accountId), eq(timers.subjectId, invoiceId), eq(timers.kind, kind))
  return {
    /** Renews our claim of a timer; null if another worker has it. */
    async take(id: string, kind: string, fence: number): Promise<TakenTimer | null> {
      const [taken] = await this.takeAll([{ id, kind, fence }])
      return taken ?? null
    },

    /** The same for several timers, in their order, in one round trip. */
    async takeAll(claimed: readonly Claimed[]): Promise<(TakenTimer | null)[]> {
      const updates = claimed.map(({ id, kind, fence }) =>
        orm
          .update(timers)
          .set(held(db, timers.fence))
          .where(and(mine(id, kind), eq(timers.fence, fence), isNotNull(timers.visibleAt)))
          .returning({ subjectId: timers.subjectId, fence: timers.fence, dueAt: timers.dueAt }),
      )
      const ids = claimed.map(({ id }) => id)
      const select = selectWithParties(db).where(and(eq(invoices.accountId, accountId), inArray(invoices.id, ids)))
      const [first, ...rest] = updates
      if (!first) return []
      const answers = await orm.batch([first, ...rest, select])
      const found = answers.pop() as WithParties[]
      const taken = answers as (HeldTimer & { subjectId: string })[][]
      const byId = new Map(found.map((loaded) => [loaded.invoice.id, loaded]))
      return taken.map(([timer]) => (timer ? { timer, loaded: byId.get(timer.subjectId) ?? null } : null))
    },

    /** Postpones a timer that we hold, or stops it (null), unless its invoice was rescheduled meanwhile. */
    postponed: (
      invoiceId: string,
      kind: string,
      { fence, dueAt }: HeldTimer,
      tries: number,
      visibleAt: number | null,
      reason: string,
    ): Query =>
      orm
        .update(timers)
        .set({ visibleAt, tries, lastError: reason })
        .where(and(mine(invoiceId, kind), eq(timers.fence, fence), sql`${timers.dueAt} IS ${dueAt}`)),

    /** The condition that the committer still holds the lease. */
    stillHeld: (invoiceId: string, kind: string, fence: number): Query => ({
      toSQL: () => ({
        sql: 'INSERT INTO guard (holds) SELECT EXISTS (SELECT 1 FROM timers WHERE account_id = ? AND subject_id = ? AND kind = ? AND fence = ?)',
        params: [accountId, invoiceId, kind, fence],
      }),
    }),
  }
}
