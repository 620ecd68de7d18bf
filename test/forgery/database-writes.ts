import { world } from '../world/merchant.ts'
import { rows } from '../world/records.ts'

/**
 * How many pages the database has ever written: the same number before and after means that nothing at all was written. sqld
 * counts them for its replicas (`replication_index` of each response).
 */
export async function pagesWritten(database = world.database): Promise<number> {
  const requests = [{ type: 'execute', stmt: { sql: 'SELECT 1' } }, { type: 'close' }]
  const response = await fetch(`${database}/v2/pipeline`, { method: 'POST', body: JSON.stringify({ requests }) })
  const { results } = (await response.json()) as { results: { response: { result: { replication_index: string } } }[] }
  const count = Number(results[0]?.response.result.replication_index)
  if (!Number.isSafeInteger(count)) throw new Error('The database reports no replication_index.')
  return count
}

type Column = { readonly table: string; readonly name: string }
let columns: Promise<ReadonlyMap<string, readonly string[]>> | undefined

/** The tables that have an account column, with all their columns. */
async function tables(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await rows<Column>(
    `SELECT t.name AS "table", c.name AS name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'`,
  )
  const all = Map.groupBy(found, ({ table }) => table)
  const mine = [...all].filter(([, parts]) => parts.some(({ name }) => name === 'account_id'))
  return new Map(mine.map(([table, parts]) => [table, parts.map(({ name }) => name)]))
}

/** Every row of an account that contains one of these ids, as text: the same text means that none of them changed. */
export async function rowsNaming(accountId: string, ids: readonly string[]): Promise<string> {
  columns ??= tables()
  const found = [...(await columns)].map(([table, names]) => {
    const row = names.map((name) => `quote("${name}")`).join(" || ' ' || ")
    const named = ids.map((_, i) => `instr("row", ?${i + 2}) > 0`).join(' OR ')
    return `SELECT * FROM (SELECT '${table}' AS "table", ${row} AS "row" FROM "${table}" WHERE account_id = ?1) WHERE ${named}`
  })
  return JSON.stringify(await rows(found.join(' UNION ALL '), accountId, ...ids))
}
