import { sql } from 'drizzle-orm'
import type { Query } from './client.ts'

/** The accounts that have left a database or are arriving in it. Statements for all accounts pass them over, since a write would be refused. */
export const closedAccounts = sql.raw(`SELECT account_id FROM account_fences WHERE state = 'closed'`)

/** Refuses its batch with `account_moved` where the account does not live in this database, or not at present. */
export const isHere = (accountId: string): Query => ({
  toSQL: () => ({ sql: 'insert into "account_is_here" ("account_id") values (?)', params: [accountId] }),
})
