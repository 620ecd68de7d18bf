import { sql } from 'drizzle-orm'

/** The accounts that have left a database or are arriving in it. Statements for all accounts pass them over, since a write would be refused. */
export const closedAccounts = sql.raw(`SELECT account_id FROM account_fences WHERE state = 'closed'`)
