import { type EventRow, type Rows, rowsAt } from './database.ts'
import { world } from './merchant.ts'

let look: Rows | undefined

/** Queries the world's database directly, past the product. */
export const rows: Rows = (sql, ...args) => {
  look ??= rowsAt(world.database)
  return look(sql, ...args)
}

/** An object's events with their data, oldest first. */
export async function historyOf(objectId: string): Promise<(EventRow & { carries: Record<string, never> })[]> {
  const events = await rows<EventRow>('SELECT * FROM events WHERE object_id = ? ORDER BY seq', objectId)
  return events.map((event) => ({ ...event, carries: JSON.parse(event.data) }))
}
