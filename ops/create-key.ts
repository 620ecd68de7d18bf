import { parseArgs } from 'node:util'
import { makeId } from '../src/core/id.ts'
import { type Database, writeBatch } from '../src/db/client.ts'
import { isHere } from '../src/db/fence.ts'
import { accounts, apiKeys } from '../src/db/schema/index.ts'
import { homeName } from '../src/env.ts'
import { databaseOptions, databasesIn, explain } from './database.ts'
import { placementOf } from './moving/placement.ts'
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
  const found = await Promise.all([...databases.values()].map((db) => accountsIn(db)))
  const known = found.flat()
  const ids = known.map(({ id }) => id).join(', ') || 'none yet'
  if (accountId === '') throw new Error(`--account is missing; the accounts are ${ids}.`)
  const home = databases.get(homeName)!
  const place = (await placementOf(home, accountId).catch(explain))?.database ?? homeName
  const db = databases.get(place)
  if (!db) throw new Error(`${accountId} lives in "${place}", which DATABASES does not name.`)
  const account = (await accountsIn(db)).find(({ id }) => id === accountId)
  if (!account) throw new Error(`There is no account "${accountId}"; the accounts are ${ids}.`)
  const { livemode } = account.state
  const { key, hash } = await newApiKey(livemode)
  const id = makeId('apiKey', now, crypto.getRandomValues(new Uint8Array(16)))
  const row = db.orm.insert(apiKeys).values({ hash, id, accountId, livemode, createdAt: now })
  await writeBatch(db, [isHere(accountId), row]).catch(explain)
  if (db !== home) await writeBatch(home, [row]).catch(explain)
  return { id, key }
}

const accountsIn = (db: Database) =>
  db.orm.select({ id: accounts.id, state: accounts.state }).from(accounts).catch(explain)

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { account: { type: 'string' }, ...databaseOptions } })
  const { account, ...database } = values
  const { id, key } = await createKey(databasesIn(database), account)
  console.log(`Created the key ${id}. It is shown this once, and only its hash is stored:\n\n  ${key}\n`)
}

if (import.meta.main)
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
