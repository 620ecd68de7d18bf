import { and, eq, sql } from 'drizzle-orm'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { payments, providerFeeds, unsettledPayments } from '../schema/index.ts'

const minuteMs = 60_000

/** How long messages may take before the list is asked for what they did not bring. */
export const lookEveryMs = 15 * minuteMs

/** The same while no payment is unsettled: only refunds and disputes can then be missing, which begin at the provider. */
const quietEveryMs = 60 * minuteMs

const isUnsettled = (accountId: string) =>
  sql`exists (select 1 from ${payments} where ${payments.accountId} = ${accountId} and ${unsettledPayments})`

/** One account's reading of one provider's list. */
export function providerFeedsOf({ orm }: Database, accountId: string, provider: string) {
  const mine = (fence: number) =>
    and(eq(providerFeeds.accountId, accountId), eq(providerFeeds.provider, provider), eq(providerFeeds.fence, fence))
  return {
    /** Up to when it has been read, ms since 1970; null where somebody else holds it now. */
    async readUntil(fence: number): Promise<number | null> {
      const [row] = await orm.select({ readUntil: providerFeeds.readUntil }).from(providerFeeds).where(mine(fence))
      return row?.readUntil ?? null
    },

    /** Notes how far it has been read up to an instant, and when to read on: at once where it is behind. */
    readOn(fence: number, readUntil: number, now: number): Query {
      const nextAt = sql`${now} + case when ${isUnsettled(accountId)} then ${lookEveryMs} else ${quietEveryMs} end`
      const visibleAt = readUntil < now ? now : nextAt
      return orm.update(providerFeeds).set({ readUntil, visibleAt, tries: 0, lastError: null }).where(mine(fence))
    },

    later: (fence: number, visibleAt: number, tries: number, lastError: string): Query =>
      orm.update(providerFeeds).set({ visibleAt, tries, lastError }).where(mine(fence)),
  }
}

/** The list is read from the first payment on, and soon again from each later one. */
export const beginFeed = (accountId: string, provider: string, at: number): Query =>
  insertInto(
    providerFeeds,
    [{ accountId, provider, readUntil: at, visibleAt: at + lookEveryMs }],
    'on conflict (account_id, provider) do update set visible_at = min(coalesce(visible_at, excluded.visible_at), excluded.visible_at)',
  )
