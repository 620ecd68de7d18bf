import { and, eq } from 'drizzle-orm'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { providerFeeds } from '../schema/index.ts'

const minuteMs = 60_000

/** How often the provider's list of events is read. */
export const pollIntervalMs = 15 * minuteMs

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

    /** Records how far it has been read, and when to read next. */
    advanced: (fence: number, readUntil: number, visibleAt: number): Query =>
      orm.update(providerFeeds).set({ readUntil, visibleAt, tries: 0, lastError: null }).where(mine(fence)),

    postponed: (fence: number, visibleAt: number, tries: number, lastError: string): Query =>
      orm.update(providerFeeds).set({ visibleAt, tries, lastError }).where(mine(fence)),
  }
}

/** Starts reading the list with the first payment. */
export const beginFeed = (accountId: string, provider: string, at: number): Query =>
  insertInto(
    providerFeeds,
    [{ accountId, provider, readUntil: at, visibleAt: at + pollIntervalMs }],
    'on conflict do nothing',
  )
