import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Database, Query } from '../client.ts'
import { invoices, timers } from '../schema/index.ts'
import { held } from './claims.ts'

/** A timer in our hands: the fence that we hold it under, and the moment it was due for. */
export type HeldTimer = { readonly fence: number; readonly dueAt: number | null }

/** The timers of one account's invoices. */
export function timersOf(db: Database, accountId: string) {
  const { orm } = db
  const mine = (invoiceId: string, kind: string) =>
    and(eq(timers.accountId, accountId), eq(timers.subjectId, invoiceId), eq(timers.kind, kind))
  return {
    /** Takes over a timer that was claimed for us under `fence`, with its invoice as it is now; null where somebody has it. */
    async take(invoiceId: string, kind: string, fence: number, now: number) {
      const [[timer], [found]] = await orm.batch([
        orm
          .update(timers)
          .set(held(timers.fence, now))
          .where(and(mine(invoiceId, kind), eq(timers.fence, fence), isNotNull(timers.visibleAt)))
          .returning({ fence: timers.fence, dueAt: timers.dueAt }),
        orm
          .select({ state: invoices.state })
          .from(invoices)
          .where(and(eq(invoices.accountId, accountId), eq(invoices.id, invoiceId))),
      ])
      return timer ? { timer, invoice: found?.state ?? null } : null
    },

    /** Puts a timer that we hold off, or to rest (null), unless its invoice was given another moment meanwhile. */
    later: (
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

    /** Stops a commit whose writer no longer holds the lease. */
    guard: (invoiceId: string, kind: string, fence: number): Query => ({
      toSQL: () => ({
        sql: 'INSERT INTO guard (holds) SELECT EXISTS (SELECT 1 FROM timers WHERE account_id = ? AND subject_id = ? AND kind = ? AND fence = ?)',
        params: [accountId, invoiceId, kind, fence],
      }),
    }),
  }
}
