import type { Database } from '../../src/db/client.ts'

/** A table whose rows belong to accounts, as the database itself describes it. */
export type MovedTable = {
  readonly name: string
  readonly columns: readonly string[]
  readonly integers: readonly string[]
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[]
  /** The column that names the account. */
  readonly owner: string
  /** Whether the database refuses to change or delete its rows. */
  readonly isKept: boolean
  readonly hasFences: boolean
}

/** The tables about moves are not moved. */
const notMoved: ReadonlySet<unknown> = new Set(['account_places', 'account_fences', 'account_changes'])

const describe = `SELECT m.name AS "table", c.name AS "column", c.type AS type, c.pk AS place,
  EXISTS (SELECT 1 FROM sqlite_master t WHERE t.type = 'trigger' AND t.tbl_name = m.name
    AND t.name NOT LIKE 'account_fence_%' AND t.sql LIKE '%BEFORE DELETE%RAISE%') AS is_kept,
  (SELECT count(*) FROM sqlite_master t WHERE t.type = 'trigger' AND t.tbl_name = m.name AND t.name LIKE 'account_fence_%') AS fences
FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`

/** Every table with rows of accounts, by name, found in the schema so that new tables are included. */
export async function tablesOf({ orm }: Database): Promise<MovedTable[]> {
  const { rows } = await orm.$client.execute(describe)
  const tables = [...Map.groupBy(rows, (row) => String(row.table))].flatMap(([name, columns]) => {
    const names = columns.map(({ column }) => String(column))
    const owner = name === 'accounts' ? 'id' : 'account_id'
    if (notMoved.has(name) || !names.includes(owner)) return []
    const key = columns.filter(({ place }) => Number(place) > 0).sort((a, b) => Number(a.place) - Number(b.place))
    const integers = columns.filter(({ type }) => /int/i.test(String(type)))
    return [
      {
        name,
        columns: names,
        integers: integers.map(({ column }) => String(column)),
        key: key.map(({ column }) => String(column)),
        owner,
        isKept: Number(columns[0]?.is_kept) === 1,
        hasFences: Number(columns[0]?.fences) === 3,
      },
    ]
  })
  if (tables.length === 0) throw new Error('A database has no tables yet; run npm run db:migrate against each first.')
  return tables
}

export const list = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ')

/** `"a" = ? AND "b" = ?` */
export const matching = (columns: readonly string[]) => columns.map((column) => `"${column}" = ?`).join(' AND ')
