import type { InStatement, InValue, Row } from '@libsql/client/http'
import type { Side } from './fence.ts'
import { list, type MovedTable, matching } from './tables.ts'

/** The copy of one account's rows from one database to another. */
export type Copying = { readonly accountId: string; readonly source: Side; readonly target: Side }

/** The last row that was copied; nothing at the start. */
export type Copied = { readonly table: string; readonly key: readonly unknown[] } | null

const rowsAtOnce = 200
/** Once fewer changes than this are left, the account is closed to copy the rest. */
export const changesAtOnce = 500

/**
 * Copies each table's rows in key order, starting after `copied`, and reports after each page. Rows that changed since
 * the copying began are left to `catchUp`.
 */
export async function copyRows(
  copying: Copying,
  tables: readonly MovedTable[],
  copied: Copied,
  onPage: (copied: NonNullable<Copied>, rows: number) => Promise<void>,
): Promise<void> {
  for (const table of tables) {
    if (copied && table.name < copied.table) continue
    let after = copied?.table === table.name ? copied.key : null
    for (let isMore = true; isMore; ) {
      const rows = await page(copying, table, after)
      await put(copying, [{ table, rows, deletedKeys: [] }])
      isMore = rows.length === rowsAtOnce
      after = orderOf(table).map((column) => rows.at(-1)?.[column])
      if (rows.length > 0) await onPage({ table: table.name, key: after }, rows.length)
    }
  }
}

/** The columns that order an account's rows. */
const orderOf = ({ key, owner }: MovedTable) => key.filter((column) => column !== owner)

async function page(
  { accountId, source }: Copying,
  table: MovedTable,
  after: readonly unknown[] | null,
): Promise<Row[]> {
  const order = orderOf(table)
  const isBehind =
    after && after.length === order.length && order.length > 0
      ? `AND (${list(order)}) > (${order.map(() => '?').join(', ')})`
      : ''
  const sql = `SELECT ${list(table.columns)} FROM "${table.name}" WHERE "${table.owner}" = ? ${isBehind}
    AND json_array(${list(table.key)}) NOT IN (SELECT row_key FROM account_changes WHERE account_id = ? AND table_name = ?)
    ${order.length > 0 ? `ORDER BY ${list(order)}` : ''} LIMIT ${rowsAtOnce}`
  const args = [accountId, ...(isBehind ? (after as InValue[]) : []), accountId, table.name]
  const [found] = await source.read([{ sql, args }])
  return found!.rows
}

/** Copies some of the rows that changed since they were copied; returns the number of changes, zero if none is left. */
export async function catchUp(copying: Copying): Promise<number> {
  const { accountId, source } = copying
  const sql = 'SELECT id, table_name, row_key FROM account_changes WHERE account_id = ? ORDER BY id LIMIT ?'
  const [found] = await source.read([{ sql, args: [accountId, changesAtOnce] }])
  const changes = found!.rows
  if (changes.length === 0) return 0
  await put(copying, await changedRows(copying, changes))
  const last = changes.at(-1)!.id as number
  await source.write([{ sql: 'DELETE FROM account_changes WHERE account_id = ? AND id <= ?', args: [accountId, last] }])
  return changes.length
}

/** Rows of a table to write into the target, and the keys of deleted rows. */
type Part = { readonly table: MovedTable; readonly rows: readonly Row[]; readonly deletedKeys: readonly InValue[][] }

/**
 * The changed rows in their current state. Tables are ordered by name, so a ledger's postings come before their
 * transactions.
 */
async function changedRows({ source }: Copying, changes: readonly Row[]): Promise<Part[]> {
  const byTable = Map.groupBy(changes, ({ table_name }) => String(table_name))
  const parts: Part[] = []
  for (const table of source.tables) {
    const texts = new Set(byTable.get(table.name)?.map(({ row_key }) => String(row_key)))
    const keys = [...texts].map((text) => JSON.parse(text) as InValue[])
    if (keys.length === 0) continue
    const found = await source.read(keys.map((key) => byKey(table, key)))
    parts.push({
      table,
      rows: found.flatMap(({ rows }) => rows),
      deletedKeys: keys.filter((_, at) => found[at]!.rows.length === 0),
    })
  }
  return parts
}

const byKey = (table: MovedTable, key: InValue[]): InStatement => ({
  sql: `SELECT ${list(table.columns)} FROM "${table.name}" WHERE ${matching(table.key)}`,
  args: key,
})

/** Writes rows into the target and reads each back to verify that it is identical. */
async function put(copying: Copying, parts: readonly Part[]): Promise<void> {
  const { target } = copying
  const erasures = await erasuresOf(copying, parts)
  const writes = parts.flatMap(({ table, rows, deletedKeys }) => [
    ...deletedKeys.map((key) => ({ sql: `DELETE FROM "${table.name}" WHERE ${matching(table.key)}`, args: key })),
    ...(table.name === 'events' ? [...erasures.values()].map((row) => insert(table, row)) : []),
    ...rows.map((row) =>
      table.name === 'events' && erasures.has(row.object_id) ? insertErased(table, row) : insert(table, row),
    ),
  ])
  if (writes.length === 0) return
  await target.write(writes).catch((error) => {
    // The database refuses to overwrite an event, but for one of an object that was erased later.
    throw /events_append_only/.test(String(error)) ? differing('events', error) : error
  })
  for (const { table, rows } of parts) {
    if (rows.length === 0) continue
    const written = await target.read(rows.map((row) => byKey(table, valuesOf(row, table.key))))
    const isSame = rows.every((row, at) => textOf(table, row) === textOf(table, written[at]?.rows[0]))
    if (!isSame) throw differing(table.name)
  }
}

const differing = (table: string, cause?: unknown) =>
  new Error(`A row of ${table} differs between the new database and the old one. The move stops here.`, { cause })

/** The events by which objects of these rows were erased, by object: with them, the database lets the earlier events be overwritten. */
async function erasuresOf({ accountId, source }: Copying, parts: readonly Part[]): Promise<Map<unknown, Row>> {
  const { table, rows = [] } = parts.find((part) => part.table.name === 'events') ?? {}
  const objects = [...new Set(rows.map(({ object_id }) => object_id as InValue))]
  if (!table || objects.length === 0) return new Map()
  const sql = `SELECT ${list(table.columns)} FROM events
    WHERE account_id = ? AND type = object_kind || '.erased' AND object_id IN (${objects.map(() => '?').join(', ')})`
  const [found] = await source.read([{ sql, args: [accountId, ...objects] }])
  return new Map(found!.rows.map((row) => [row.object_id, row]))
}

/** An event of an erased object, of which the target may have what it was before. */
const insertErased = (table: MovedTable, row: Row): InStatement => ({
  sql: `INSERT INTO events (${list(table.columns)}) VALUES (${table.columns.map(() => '?').join(', ')})
    ON CONFLICT (${list(table.key)}) DO UPDATE SET data = excluded.data, idempotency_key = excluded.idempotency_key
    WHERE data IS NOT excluded.data OR idempotency_key IS NOT excluded.idempotency_key`,
  args: valuesOf(row, table.columns),
})

/** A row replaces any conflicting one: that one has changed too and is copied when its change is processed. */
function insert(table: MovedTable, row: Row): InStatement {
  const places = table.columns.map(() => '?').join(', ')
  const args = valuesOf(row, table.columns)
  if (!table.isKept)
    return { sql: `INSERT OR REPLACE INTO "${table.name}" (${list(table.columns)}) VALUES (${places})`, args }
  return {
    sql: `INSERT INTO "${table.name}" (${list(table.columns)}) SELECT ${places}
      WHERE NOT EXISTS (SELECT 1 FROM "${table.name}" WHERE ${matching(table.key)})`,
    args: [...args, ...valuesOf(row, table.key)],
  }
}

const valuesOf = (row: Row, columns: readonly string[]) => columns.map((column) => row[column] as InValue)
const textOf = ({ columns }: MovedTable, row: Row | undefined) => JSON.stringify(row && valuesOf(row, columns))
