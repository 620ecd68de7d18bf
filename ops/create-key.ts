import { parseArgs } from 'node:util'
import { makeId } from '../src/core/id.ts'
import { type Database, writeBatch } from '../src/db/client.ts'
import { accounts, apiKeys } from '../src/db/schema/index.ts'
import { databaseIn, databaseOptions, explain } from './database.ts'
import { newApiKey } from './new-api-key.ts'

/** Writes one more secret key for an account and answers it, this once. Throws a sentence where there is no such account. */
export async function createKey(db: Database, accountId = '', now = Date.now()): Promise<{ id: string; key: string }> {
  const known = await db.orm.select({ id: accounts.id, state: accounts.state }).from(accounts).catch(explain)
  const account = known.find(({ id }) => id === accountId)
  const ids = known.map(({ id }) => id).join(', ') || 'none yet'
  if (accountId === '') throw new Error(`--account is missing; the accounts are ${ids}.`)
  if (!account) throw new Error(`There is no account "${accountId}"; the accounts are ${ids}.`)
  const { livemode } = account.state
  const { key, hash } = await newApiKey(livemode)
  const id = makeId('apiKey', now, crypto.getRandomValues(new Uint8Array(16)))
  await writeBatch(db, [db.orm.insert(apiKeys).values({ hash, id, accountId, livemode, createdAt: now })]).catch(
    explain,
  )
  return { id, key }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { account: { type: 'string' }, ...databaseOptions } })
  const { account, ...database } = values
  const { id, key } = await createKey(databaseIn(database), account)
  console.log(`Created the key ${id}. It is shown this once, and only its hash is stored:\n\n  ${key}\n`)
}

if (import.meta.main)
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
