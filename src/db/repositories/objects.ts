import { and, eq, getTableColumns, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { type ApiKind, aggregateOf, type EventOf, type StateOf } from '../../core/aggregates.ts'
import { assert } from '../../core/assert.ts'
import { record, replay } from '../../core/recorded.ts'
import type { Database, Query } from '../client.ts'
import type { Change } from '../commit.ts'
import { upsertInto } from '../insert.ts'
import { type coupons, events, objectTables } from '../schema/index.ts'
import type { StateColumn } from '../schema/state.ts'
import { between, cut, type Page, type PageRequest, type Seconds, windowOf } from './page.ts'
import { passkeyRows } from './passkey-rows.ts'
import { methodRows } from './payment-methods.ts'

/** Kinds whose commits write one row; an invoice's write many. */
export type RowKind = Exclude<ApiKind, 'invoice'>

/** What a field of an object must be: a value, a range of instants, null or not. Undefined matches every object. */
export type Match = readonly [field: string, wanted: string | boolean | Seconds | NullOrNot | undefined]
type NullOrNot = { readonly isNull: boolean }

/** The objects of one kind of an account. */
export function objectsOf<K extends ApiKind>({ orm }: Database, accountId: string, kind: K) {
  const table = objectTables[kind] as typeof coupons
  const columns = getTableColumns(table) as Readonly<Record<string, SQLiteColumn>>
  const state = table.state as unknown as StateColumn<StateOf<K>, 'coupons'>
  const mine = (id: string) => and(eq(table.accountId, accountId), eq(table.id, id))

  function matches([field, wanted]: Match): SQL | undefined {
    if (wanted === undefined) return undefined
    const column = columns[field]
    if (column === undefined) {
      assert(typeof wanted !== 'object', 'a field without a column is matched by its value')
      return sql`json_extract(${table.state}, ${`$.${field}`}) = ${typeof wanted === 'boolean' ? Number(wanted) : wanted}`
    }
    if (typeof wanted !== 'object') return eq(column, wanted)
    if ('isNull' in wanted) return (wanted.isNull ? isNull : isNotNull)(column)
    return and(column.notNull ? undefined : isNotNull(column), between(column, wanted))
  }

  return {
    /** Statements for a batch; missing objects have no row. */
    byId: (id: string) => orm.select({ state }).from(table).where(mine(id)),
    byIds: (ids: readonly string[]) =>
      orm
        .select({ state })
        .from(table)
        .where(and(eq(table.accountId, accountId), inArray(table.id, [...ids]))),

    async find(id: string): Promise<StateOf<K> | null> {
      const [row] = await this.byId(id)
      return (row?.state as StateOf<K> | undefined) ?? null
    },

    /** A page of those that match, newest first, in one round trip; null if the cursor never existed. */
    async page(matching: readonly Match[], request: PageRequest): Promise<Page<StateOf<K>> | null> {
      const { where, orderBy, isCreation } = windowOf(table, accountId, request, kind)
      const [rows, found] = await orm.batch([
        orm
          .select({ state })
          .from(table)
          .where(and(where, ...matching.map(matches)))
          .orderBy(...orderBy)
          .limit(request.limit + 1),
        orm.select({ id: events.objectId }).from(events).where(isCreation),
      ])
      return cut(
        rows.map((row) => row.state as StateOf<K>),
        found,
        request,
      )
    },
  }
}

/** What a commit writes besides an object's own row. */
const alsoWritten: {
  readonly [K in RowKind]?: (
    db: Database,
    accountId: string,
    id: string,
    after: StateOf<K> | null,
    decided: readonly EventOf<K>[],
  ) => Query[]
} = { customer: (...changed) => [...methodRows(...changed), ...passkeyRows(...changed)] }

/** Prepares a commit for an object, and its new state. Each column of its row holds the field of that name. */
export function objectChange<K extends RowKind>(
  db: Database,
  accountId: string,
  kind: K,
  before: StateOf<K> | null,
  decided: readonly EventOf<K>[],
  at: number,
): { change: Change; after: StateOf<K> | null } {
  const table = objectTables[kind] as typeof coupons
  const recorded = record(decided, before?.version ?? 0, at)
  const after = replay(aggregateOf(kind).evolve, recorded, before) as StateOf<K> | null
  const id = (before ?? after)?.id ?? ''
  const fields = Object.keys(getTableColumns(table)).map((name) => [name, after?.[name as 'id']])
  const row = after
    ? upsertInto(table, { ...Object.fromEntries(fields), accountId, state: after })
    : db.orm.delete(table).where(and(eq(table.accountId, accountId), eq(table.id, id)))
  const more = alsoWritten[kind]?.(db, accountId, id, after, decided) ?? []
  return { change: { objectKind: kind, objectId: id, recorded, rows: [row, ...more] }, after }
}
