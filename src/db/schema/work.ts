import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { FollowUp } from '../../core/follow-up.ts'

/**
 * Columns of claimable work: a row is due when `visibleAt` has passed, a claim moves `visibleAt` past the lease and
 * raises `fence`, and null means done. One index finds due rows among any number.
 */
const claimable = {
  visibleAt: integer('visible_at'),
  fence: integer('fence').notNull().default(0),
  tries: integer('tries').notNull().default(0),
  lastError: text('last_error'),
}

/** Follow-ups, written in the commit that caused them; each is processed once. */
export const outbox = sqliteTable(
  'outbox',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    subjectId: text('subject_id').notNull(),
    payload: text('payload', { mode: 'json' }).$type<FollowUp['payload']>().notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    createdAt: integer('created_at').notNull(),
    doneAt: integer('done_at'),
    outcome: text('outcome'),
    ...claimable,
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('outbox_once').on(t.accountId, t.dedupeKey),
    index('outbox_due').on(t.visibleAt).where(sql`${t.visibleAt} IS NOT NULL`),
    index('outbox_by_subject').on(t.accountId, t.subjectId),
  ],
)

/** The next time at which an object must be processed, by kind; a projection. */
export const timers = sqliteTable(
  'timers',
  {
    accountId: text('account_id').notNull(),
    subjectId: text('subject_id').notNull(),
    kind: text('kind').notNull(),
    dueAt: integer('due_at'),
    ...claimable,
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.subjectId, t.kind] }),
    index('timers_due').on(t.visibleAt).where(sql`${t.visibleAt} IS NOT NULL`),
  ],
)

/** Events from a payment provider, stored as received before they are applied. */
export const providerEvents = sqliteTable(
  'provider_events',
  {
    accountId: text('account_id').notNull(),
    provider: text('provider').notNull(),
    id: text('id').notNull(),
    type: text('type').notNull(),
    payload: text('payload', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    receivedAt: integer('received_at').notNull(),
    appliedAt: integer('applied_at'),
    outcome: text('outcome'),
    ...claimable,
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.provider, t.id] }),
    index('provider_events_due').on(t.visibleAt).where(sql`${t.visibleAt} IS NOT NULL`),
  ],
)

/** How far each provider's list of events has been read, to find events that no webhook delivered. */
export const providerFeeds = sqliteTable(
  'provider_feeds',
  {
    accountId: text('account_id').notNull(),
    provider: text('provider').notNull(),
    readUntil: integer('read_until').notNull(),
    ...claimable,
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.provider] }),
    index('provider_feeds_due').on(t.visibleAt).where(sql`${t.visibleAt} IS NOT NULL`),
  ],
)

/** Mails sent on request, counted per limit and day (UTC). */
export const mailCounts = sqliteTable(
  'mail_counts',
  {
    accountId: text('account_id').notNull(),
    counted: text('counted').notNull(),
    day: text('day').notNull(),
    count: integer('count').notNull(),
    most: integer('most').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.counted, t.day] }), index('mail_counts_by_day').on(t.day)],
)

/** What a person must look at: payments that do not match, work that was given up. */
export const reviewItems = sqliteTable(
  'review_items',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    invoiceId: text('invoice_id'),
    detail: text('detail', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    createdAt: integer('created_at').notNull(),
    resolvedAt: integer('resolved_at'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('review_items_once').on(t.accountId, t.kind, t.subject),
  ],
)
