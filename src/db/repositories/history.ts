import { and, eq, like, or } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { events } from '../schema/index.ts'

/** Whether an object of the account existed and was deleted. */
export async function wasDeleted({ orm }: Database, accountId: string, objectId: string): Promise<boolean> {
  const found = await orm
    .select({ seq: events.seq })
    .from(events)
    .where(
      and(
        eq(events.accountId, accountId),
        eq(events.objectId, objectId),
        or(like(events.type, '%.deleted'), like(events.type, '%.erased')),
      ),
    )
    .limit(1)
  return found.length > 0
}
