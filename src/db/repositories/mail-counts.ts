import { and, eq, lt, sql } from 'drizzle-orm'
import { dayIn } from '../../core/calendar/zone.ts'
import type { MailLimit } from '../../core/collection/mail-limits.ts'
import type { Database, Query } from '../client.ts'
import { closedAccounts } from '../fence.ts'
import { insertInto } from '../insert.ts'
import { mailCounts } from '../schema/index.ts'

/**
 * Counts one mail towards its limits. A trigger fails the commit that would exceed one, so they also hold for
 * concurrent requests.
 */
export const counted = (accountId: string, limits: readonly MailLimit[], now: number): Query =>
  insertInto(
    mailCounts,
    limits.map((limit) => ({ accountId, ...limit, day: dayIn('UTC', now), count: 1 })),
    'on conflict (account_id, counted, day) do update set count = count + 1, most = excluded.most',
  )

/** Whether a limit is reached on the day of an instant. */
export async function isReached({ orm }: Database, accountId: string, limit: MailLimit, now: number): Promise<boolean> {
  const [row] = await orm
    .select({ count: mailCounts.count })
    .from(mailCounts)
    .where(
      and(
        eq(mailCounts.accountId, accountId),
        eq(mailCounts.counted, limit.counted),
        eq(mailCounts.day, dayIn('UTC', now)),
      ),
    )
  return (row?.count ?? 0) >= limit.most
}

/** Deletes the counts of all accounts from before the day of an instant. */
export async function deleteCountsBefore({ orm }: Database, instantMs: number): Promise<void> {
  const isOpen = sql`${mailCounts.accountId} NOT IN (${closedAccounts})`
  await orm.delete(mailCounts).where(and(lt(mailCounts.day, dayIn('UTC', instantMs)), isOpen))
}
