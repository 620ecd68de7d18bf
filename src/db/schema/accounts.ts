import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { accountShape } from '../../core/accounts/account.ts'
import { stateOf } from './state.ts'

export const accounts = sqliteTable('accounts', {
  id: text('id').primaryKey(),
  createdAt: integer('created_at').notNull(),
  state: stateOf(accountShape).notNull(),
})

/** Only the SHA-256 of a secret key is stored; a key is long and random, so its hash needs no salt. */
export const apiKeys = sqliteTable('api_keys', {
  hash: text('hash').primaryKey(),
  id: text('id').notNull(),
  accountId: text('account_id').notNull(),
  livemode: integer('livemode', { mode: 'boolean' }).notNull(),
  createdAt: integer('created_at').notNull(),
  revokedAt: integer('revoked_at'),
})

/** Small public files of a merchant, named by the hash of their bytes. */
export const files = sqliteTable(
  'files',
  {
    accountId: text('account_id').notNull(),
    hash: text('hash').notNull(),
    type: text('type').notNull(),
    /** Base64, since the database's HTTP protocol carries text. */
    body: text('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.hash] })],
)
