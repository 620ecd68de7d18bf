import { type Client, createClient, type InValue } from '@libsql/client'
import { world } from './merchant.ts'

let client: Client | undefined

/** Looks into the database behind the product's back, to compare. */
export async function rows<T>(sql: string, ...args: InValue[]): Promise<T[]> {
  client ??= createClient({ url: world.database })
  return (await client.execute({ sql, args })).rows as unknown as T[]
}

export type EventRow = { object_id: string; seq: number; type: string; data: string; at: number; actor: string }

/** An object's history, oldest first, with what each event carries. */
export async function historyOf(objectId: string): Promise<(EventRow & { carries: Record<string, never> })[]> {
  const events = await rows<EventRow>('SELECT * FROM events WHERE object_id = ? ORDER BY seq', objectId)
  return events.map((event) => ({ ...event, carries: JSON.parse(event.data) }))
}
