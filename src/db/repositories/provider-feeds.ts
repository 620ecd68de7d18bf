import { and, eq, sql } from 'drizzle-orm'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { payments, providerFeeds, unsettledPayments } from '../schema/index.ts'

const minuteMs = 60_000

/** How often the provider's list of events is read. */
export const pollIntervalMs = 15 * minuteMs

/** The same while no payment is unsettled: only refunds and disputes can then be missing, which begin at the provider. */
const quietEveryMs = 60 * minuteMs

const isUnsettled = (accountId: string) =>
  sql`exists (select 1 from ${payments} where ${payments.accountId} = ${accountId} and ${unsettledPayments})`

/** How far an account has read a provider's list of events. */
export function providerFeedsOf({ orm }: Database, accountId: string, provider: string) {
  const mine = (fence: number) =>
    and(eq(providerFeeds.accountId, accountId), eq(providerFeeds.provider, provider), eq(providerFeeds.fence, fence))
  return {
    /** Up to when it has been read, ms since 1970; null if another worker holds the lease. */
    async readUntil(fence: number): Promise<number | null> {
      const [row] = await orm.select({ readUntil: providerFeeds.readUntil }).from(providerFeeds).where(mine(fence))
      return row?.readUntil ?? null
    },

    /** Records how far it has been read, and when to read next: at once where it is behind. */
    advanced(fence: number, readUntil: number, now: number): Query {
      const nextAt = sql`${now} + case when ${isUnsettled(accountId)} then ${pollIntervalMs} else ${quietEveryMs} end`
      const visibleAt = readUntil < now ? now : nextAt
      return orm.update(providerFeeds).set({ readUntil, visibleAt, tries: 0, lastError: null }).where(mine(fence))
    },

    postponed: (fence: number, visibleAt: number, tries: number, lastError: string): Query =>
      orm.update(providerFeeds).set({ visibleAt, tries, lastError }).where(mine(fence)),
  }
}

/** Starts reading the list with the first payment, and brings the next reading forward with each later one. */
export const beginFeed = (accountId: string, provider: string, at: number): Query =>
  insertInto(
    providerFeeds,
    [{ accountId, provider, readUntil: at, visibleAt: at + pollIntervalMs }],
    'on conflict (account_id, provider) do update set visible_at = min(coalesce(visible_at, excluded.visible_at), excluded.visible_at)',
  )
