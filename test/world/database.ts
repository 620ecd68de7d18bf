import { createClient, type InValue } from '@libsql/client/http'

/** Looks into a database behind the product's back, to compare. */
export type Rows = <T>(sql: string, ...args: InValue[]) => Promise<T[]>

export function rowsAt(url: string): Rows {
  const client = createClient({ url, intMode: 'number' })
  return async <T>(sql: string, ...args: InValue[]) => (await client.execute({ sql, args })).rows as unknown as T[]
}

export type EventRow = { object_id: string; seq: number; type: string; data: string; at: number; actor: string }
