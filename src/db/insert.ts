import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Query } from './client.ts'

/**
 * Inserts rows; columns that no row has get the database's default, or the value of an SQL expression in `computed`.
 * Drizzle's own builder took a fifth of a write's CPU time.
 */
export function insertInto<T extends SQLiteTable>(
  table: T,
  rows: readonly T['$inferInsert'][],
  onConflict = '',
  computed: Readonly<Record<string, string>> = {},
): Query {
  const given = rows as readonly Record<string, unknown>[]
  return {
    toSQL() {
      const columns = Object.entries(getTableColumns(table)).filter(([key]) =>
        given.some((row) => row[key] !== undefined),
      )
      const places = `(${[...columns.map(() => '?'), ...Object.values(computed)].join(', ')})`
      const names = [...columns.map(([, { name }]) => `"${name}"`), ...Object.keys(computed)].join(', ')
      return {
        sql: `insert into "${getTableName(table)}" (${names}) values ${given.map(() => places).join(', ')} ${onConflict}`,
        params: given.flatMap((row) =>
          columns.map(([key, column]) => (row[key] == null ? null : column.mapToDriverValue(row[key]))),
        ),
      }
    },
  }
}

/** Inserts a row by account and id, or replaces the one that is there. */
export function upsertInto<T extends SQLiteTable>(table: T, row: T['$inferInsert']): Query {
  const columns = getTableColumns(table)
  const set = Object.keys(row).filter((key) => key !== 'accountId' && key !== 'id')
  const taken = set.map((key) => `"${columns[key]!.name}" = excluded."${columns[key]!.name}"`)
  return insertInto(table, [row], `on conflict ("account_id", "id") do update set ${taken.join(', ')}`)
}
