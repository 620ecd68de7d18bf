import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

/** What an upsert sets where the row is there: the values that were to be inserted, sent once. */
export function excluded<T extends SQLiteTable, R extends object>(table: T, row: R): { [K in keyof R]: SQL } {
  const columns = getTableColumns(table)
  return Object.fromEntries(
    Object.keys(row).map((name) => [name, sql`excluded.${sql.identifier(columns[name]!.name)}`]),
  ) as { [K in keyof R]: SQL }
}
