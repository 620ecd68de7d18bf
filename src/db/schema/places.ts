import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The database of each account, and its move in progress. Read in the home database only. */
export const accountPlaces = sqliteTable('account_places', {
  accountId: text('account_id').primaryKey(),
  database: text('database').notNull(),
  /** Raised by each run of a move, so that an earlier run can no longer write. */
  epoch: integer('epoch').notNull(),
  movingFrom: text('moving_from'),
  movingTo: text('moving_to'),
  /** How far the rows have been copied. */
  copied: text('copied', { mode: 'json' }).$type<{ readonly table: string; readonly key: readonly unknown[] }>(),
})

/**
 * `watched`: changes are recorded, to be copied again. `closed`: every write is refused. `mover`: only inside a
 * transaction of the move. `settled`: no restriction.
 */
export type FenceState = 'watched' | 'closed' | 'mover' | 'settled'

export const accountFences = sqliteTable('account_fences', {
  accountId: text('account_id').primaryKey(),
  state: text('state').$type<FenceState>().notNull(),
  epoch: integer('epoch').notNull(),
  /** Counts the move's batches, so that a repeated batch is applied once. */
  turn: integer('turn').notNull().default(0),
})

/** Rows that changed while their account was being copied. */
export const accountChanges = sqliteTable(
  'account_changes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    accountId: text('account_id').notNull(),
    tableName: text('table_name').notNull(),
    rowKey: text('row_key').notNull(),
  },
  (t) => [index('account_changes_of_account').on(t.accountId, t.id)],
)
