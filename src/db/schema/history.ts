import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** The history, and the lock: two writers of one object collide on (object_id, seq). */
export const events = sqliteTable(
  'events',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    objectKind: text('object_kind').notNull(),
    objectId: text('object_id').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    data: text('data', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    requestId: text('request_id'),
    idempotencyKey: text('idempotency_key'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('events_one_writer').on(t.accountId, t.objectId, t.seq),
    index('events_erased_customers').on(t.accountId, t.objectId).where(sql`${t.type} = 'customer.erased'`),
  ],
)

/** An API request with an idempotency key, and its response for replays. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    accountId: text('account_id').notNull(),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    requestId: text('request_id').notNull(),
    /** The object that the request wrote; known even if the process died before it answered. */
    resultId: text('result_id'),
    status: integer('status'),
    body: text('body'),
    lockedUntil: integer('locked_until').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.key] }), index('idempotency_keys_by_age').on(t.createdAt)],
)
