import { type Client, createClient } from '@libsql/client/http'
import { drizzle } from 'drizzle-orm/libsql/http'
import { DatabaseUnavailable, isRefusal } from './conflict.ts'

export type Query = { toSQL(): { sql: string; params: unknown[] } }

export type Database = {
  /** Builds statements. Awaiting one alone costs a round trip, and it must be one that may be sent again: a lost answer is asked for again. */
  readonly orm: ReturnType<typeof drizzle<Record<string, never>>>
  /** For `writeBatch`, which sends once and leaves an unknown outcome to its caller. */
  readonly client: Client
}

const timeoutMs = 5000

/** Clients per request: they hold no connection, and one kept in the module poisons the isolate under load. */
export function openDatabase(url: string, authToken: string | undefined): Database {
  const connect = (sends: number) =>
    withRetries(createClient({ url, authToken, intMode: 'number', fetch: send }), sends)
  let client: Client | null = null
  return {
    // Only what writes needs it.
    get client() {
      client ??= connect(1)
      return client
    },
    orm: drizzle(connect(3)),
  }
}

const send = (request: Request) => fetch(request, { signal: AbortSignal.timeout(timeoutMs) })

const pauseMs = 20

/**
 * The same client with two kinds of fault only: a statement refused, as the driver says it, or DatabaseUnavailable. Of an
 * answer that is late, lost, cut off or a stranger's, the driver throws whatever it stumbled over, even undefined. What is asked
 * may be sent so many times, unless the answer was waited for in vain: a server that hangs is not asked again.
 */
function withRetries(client: Client, sends: number): Client {
  const retrying = async (ask: () => Promise<unknown>): Promise<unknown> => {
    const giveUpAt = Date.now() + timeoutMs / 2
    for (let left = sends; ; left--) {
      try {
        return await ask()
      } catch (error) {
        if (isRefusal(error)) throw error
        if (left === 1 || Date.now() > giveUpAt) throw new DatabaseUnavailable('', { cause: error })
      }
      await new Promise<void>((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  const { execute, batch } = client as unknown as Record<'execute' | 'batch', (...args: unknown[]) => Promise<unknown>>
  return Object.assign(client, {
    execute: (...args: unknown[]) => retrying(() => execute.apply(client, args)),
    batch: (...args: unknown[]) => retrying(() => batch.apply(client, args)),
  })
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
