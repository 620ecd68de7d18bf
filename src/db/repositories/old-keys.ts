import { lt } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { idempotencyKeys } from '../schema/index.ts'

/** Forgets the answers of every account that were kept before an instant (ms since 1970). */
export async function forgetKeysBefore({ orm }: Database, instantMs: number): Promise<void> {
  await orm.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, instantMs))
}
