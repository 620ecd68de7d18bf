import { and, lt, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { closedAccounts } from '../fence.ts'
import { idempotencyKeys } from '../schema/index.ts'

/** Deletes the idempotency keys of all accounts from before an instant (ms since 1970). */
export async function deleteKeysBefore({ orm }: Database, instantMs: number): Promise<void> {
  const isOpen = sql`${idempotencyKeys.accountId} NOT IN (${closedAccounts})`
  await orm.delete(idempotencyKeys).where(and(lt(idempotencyKeys.createdAt, instantMs), isOpen))
}
