import { sql } from 'drizzle-orm'
import type { Query } from './client.ts'

/**
 * Accounts that have left this database or are arriving. Statements over all accounts skip them, because their writes
 * are refused.
 */
export const closedAccounts = sql.raw(`SELECT account_id FROM account_fences WHERE state = 'closed'`)

/** Fails the batch with `account_moved` if the account does not live in this database at present. */
export const isHere = (accountId: string): Query => ({
  toSQL: () => ({ sql: 'insert into "account_is_here" ("account_id") values (?)', params: [accountId] }),
})
