import { sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from '../client.ts'
import { closedAccounts } from '../fence.ts'
import { outbox, providerEvents, providerFeeds, timers } from '../schema/index.ts'

export const leaseMs = 120_000

/**
 * Due work, held until the lease expires; only the holder of the newest fence may write about it. The database's clock
 * decides what is due and held, so that Workers whose clocks differ agree.
 */
export type Claim = {
  readonly accountId: string
  readonly id: string
  readonly kind: string
  readonly fence: number
  readonly tries: number
}

/**
 * Claims due rows, oldest first, in one conditional update, so that concurrent callers get different rows. These
 * statements span accounts. Their cost follows the number of due rows, since the index holds nothing else.
 */
export const claimOutbox = (db: Database, most: number) =>
  db.orm
    .update(outbox)
    .set(held(db, outbox.fence))
    .where(due(db, 'outbox', most))
    .returning({
      accountId: outbox.accountId,
      id: outbox.id,
      kind: outbox.kind,
      fence: outbox.fence,
      tries: outbox.tries,
    })

export const claimTimers = (db: Database, most: number) =>
  db.orm
    .update(timers)
    .set(held(db, timers.fence))
    .where(due(db, 'timers', most))
    .returning({
      accountId: timers.accountId,
      id: timers.subjectId,
      kind: timers.kind,
      fence: timers.fence,
      tries: timers.tries,
    })

export const claimProviderEvents = (db: Database, most: number) =>
  db.orm
    .update(providerEvents)
    .set(held(db, providerEvents.fence))
    .where(due(db, 'provider_events', most))
    .returning({
      accountId: providerEvents.accountId,
      id: providerEvents.id,
      kind: providerEvents.provider,
      fence: providerEvents.fence,
      tries: providerEvents.tries,
    })

export const claimProviderFeeds = (db: Database, most: number) =>
  db.orm
    .update(providerFeeds)
    .set(held(db, providerFeeds.fence))
    .where(due(db, 'provider_feeds', most))
    .returning({
      accountId: providerFeeds.accountId,
      id: providerFeeds.provider,
      kind: providerFeeds.provider,
      fence: providerFeeds.fence,
      tries: providerFeeds.tries,
    })

/** A claim hides the row until the lease expires and raises its fence. */
export const held = ({ clock }: Database, fence: SQLiteColumn) => ({
  visibleAt: sql.raw(`${clock} + ${leaseMs}`),
  fence: sql`${fence} + 1`,
})

const due = ({ clock }: Database, table: string, most: number) =>
  sql`rowid IN (SELECT rowid FROM ${sql.identifier(table)} WHERE visible_at <= ${sql.raw(clock)} AND account_id NOT IN (${closedAccounts}) ORDER BY visible_at LIMIT ${most})`
