import type { Account } from '../src/core/accounts/account.ts'
import type { Database } from '../src/db/client.ts'
import { accounts } from '../src/db/schema/index.ts'
import { homeName } from '../src/env.ts'
import { explain } from './database.ts'
import { placementOf } from './moving/placement.ts'

/** An account, its database, and the home database. Throws a sentence where there is no such account. */
export async function findAccount(
  databases: ReadonlyMap<string, Database>,
  accountId = '',
): Promise<{ account: Account; db: Database; home: Database }> {
  const found = await Promise.all([...databases.values()].map((db) => accountsIn(db)))
  const ids =
    found
      .flat()
      .map(({ id }) => id)
      .join(', ') || 'none yet'
  if (accountId === '') throw new Error(`--account is missing; the accounts are ${ids}.`)
  const home = databases.get(homeName)!
  const place = (await placementOf(home, accountId).catch(explain))?.database ?? homeName
  const db = databases.get(place)
  if (!db) throw new Error(`${accountId} is in "${place}", which DATABASES does not name.`)
  const row = (await accountsIn(db)).find(({ id }) => id === accountId)
  if (!row) throw new Error(`There is no account "${accountId}"; the accounts are ${ids}.`)
  return { account: row.state, db, home }
}

const accountsIn = (db: Database) =>
  db.orm.select({ id: accounts.id, state: accounts.state }).from(accounts).catch(explain)
