import { type Client, createClient } from '@libsql/client/http'
import { drizzle } from 'drizzle-orm/libsql/http'
import { serverClock } from './clock.ts'
import { DatabaseUnavailable, isRefusal } from './conflict.ts'

export type Query = { toSQL(): { sql: string; params: unknown[] } }

export type Database = {
  /**
   * Builds statements. Awaiting one costs a round trip, and it must be safe to repeat, since it is retried after a lost
   * response.
   */
  readonly orm: ReturnType<typeof drizzle<Record<string, never>>>
  /** For `writeBatch`, which sends once and leaves unknown outcomes to its caller. */
  readonly client: Client
  /** SQL for the present instant, ms since 1970. */
  readonly clock: string
}

const timeoutMs = 5000

/** Opens a client per request: it holds no connection, and one kept in the module breaks the isolate under load. */
export function openDatabase(url: string, authToken: string | undefined, clock: string = serverClock): Database {
  const connect = (sends: number) =>
    withRetries(createClient({ url, authToken, intMode: 'number', fetch: send }), sends)
  let client: Client | null = null
  return {
    clock,
    // Created on first write.
    get client() {
      client ??= connect(1)
      return client
    },
    orm: drizzle(connect(pausesMs.length + 1)),
  }
}

const send = (request: Request) => fetch(request, { signal: AbortSignal.timeout(timeoutMs) })

/** Pauses before a query or a commit is sent again: they grow, since a database that has too many writers needs time. */
export const pausesMs = [20, 100, 400] as const

/** Waits about so long, at random, so that callers that met the same overload do not retry at once. */
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / 2 + Math.random() * ms))

/**
 * Wraps a client so that it throws only the driver's error for a refused statement, or DatabaseUnavailable for a late,
 * lost or unreadable response. A call is sent up to `sends` times, but not again after a timeout.
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
      await pause(pausesMs[sends - left] ?? 0)
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
