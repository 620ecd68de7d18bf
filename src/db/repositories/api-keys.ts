import { eq } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { accounts, apiKeys } from '../schema/index.ts'

/**
 * The API key with this hash and its account. The only lookup without an account condition, since the hash determines
 * the account.
 */
export async function findApiKey(db: Database, hash: string) {
  const [row] = await db.orm
    .select({ id: apiKeys.id, livemode: apiKeys.livemode, revokedAt: apiKeys.revokedAt, account: accounts.state })
    .from(apiKeys)
    .innerJoin(accounts, eq(accounts.id, apiKeys.accountId))
    .where(eq(apiKeys.hash, hash))
  return row ?? null
}
