import { makeId } from '../src/core/id.ts'
import { type Database, writeBatch } from '../src/db/client.ts'
import { isHere } from '../src/db/fence.ts'
import { apiKeys } from '../src/db/schema/index.ts'
import { runCommand } from './command.ts'
import { databaseOptions, databasesIn, explain } from './database.ts'
import { findAccount } from './find-account.ts'
import { newApiKey } from './new-api-key.ts'

/**
 * Creates another secret key for an account and returns it, only here. Throws a sentence if there is no such account.
 * The key is stored in the account's database; the home database only maps it to the account.
 */
export async function createKey(
  databases: ReadonlyMap<string, Database>,
  accountId = '',
  now = Date.now(),
): Promise<{ id: string; key: string }> {
  const { account, db, home } = await findAccount(databases, accountId)
  const { livemode } = account
  const { key, hash } = await newApiKey(livemode)
  const id = makeId('apiKey', now, crypto.getRandomValues(new Uint8Array(16)))
  const row = db.orm.insert(apiKeys).values({ hash, id, accountId, livemode, createdAt: now })
  await writeBatch(db, [isHere(accountId), row]).catch(explain)
  if (db !== home) await writeBatch(home, [row]).catch(explain)
  return { id, key }
}

const help = `npm run key:create -- --account acct_…
  --account         the account that gets another secret key; earlier ones stay valid
  --url, --token    the database; else DATABASE_URL and DATABASE_AUTH_TOKEN`

if (import.meta.main)
  await runCommand(help, { account: { type: 'string' }, ...databaseOptions }, async ({ account, ...database }) => {
    const { id, key } = await createKey(databasesIn(database), account)
    console.log(`Created the key ${id}. It is shown this once, and only its hash is stored:\n\n  ${key}\n`)
  })
