import { type Client, createClient } from '@libsql/client/http'
import { drizzle } from 'drizzle-orm/libsql/http'
import * as schema from './schema/index.ts'

/** One statement as the driver takes it; what drizzle's builders answer to `toSQL` fits. */
export type Statement = { readonly sql: string; readonly params: readonly unknown[] }
export type Query = { toSQL(): { sql: string; params: unknown[] } }

export type Database = {
  /** Builds statements. Awaiting one alone costs a round trip, and it must be one that may be sent twice: a lost answer is asked for again. */
  readonly orm: ReturnType<typeof drizzle<typeof schema>>
  /** For `writeBatch`, which sends once and leaves an unknown outcome to its caller. */
  readonly client: Client
}

const patienceMs = 5000

/** Clients per request: they hold no connection, and one kept in the module poisons the isolate under load. */
export function openDatabase(url: string, authToken: string | undefined): Database {
  const connect = (send: typeof once) => createClient({ url, authToken, intMode: 'number', fetch: send })
  return { client: connect(once), orm: drizzle(connect(twice), { schema }) }
}

const once = (request: Request) => fetch(request, { signal: AbortSignal.timeout(patienceMs) })

/** A connection that was kept open may have been closed at the other end just now; a server that hangs is not asked again. */
async function twice(request: Request): Promise<Response> {
  const again = request.clone() as Request
  try {
    return await once(request)
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') throw error
    return once(again)
  }
}

/** Sends statements as one transaction in one round trip, taking the write lock at once. */
export const writeBatch = (db: Database, queries: readonly Query[]) =>
  db.client.batch(
    queries.map((query) => {
      const { sql, params } = query.toSQL()
      return { sql, args: params as never[] }
    }),
    'write',
  )
