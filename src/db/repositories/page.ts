import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { ObjectKind } from '../../core/aggregates.ts'
import { events } from '../schema/index.ts'

/** A page of a list: at most `limit` objects after or before this id; newest first. */
export type PageRequest = {
  readonly limit: number
  readonly startingAfter?: string | undefined
  readonly endingBefore?: string | undefined
}

export type Page<T> = { readonly items: readonly T[]; readonly hasMore: boolean }

/** Bounds in seconds since 1970, each covering its whole second. */
export type Seconds = { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number }

type Placed = { readonly accountId: SQLiteColumn; readonly createdAt: SQLiteColumn; readonly id: SQLiteColumn }

/**
 * The clauses that select a page, and the check that its cursor exists. With a kind, the cursor is looked up in the
 * history, so that paging continues when the object was deleted.
 */
export function windowOf(
  table: SQLiteTable & Placed,
  accountId: string,
  { startingAfter, endingBefore }: PageRequest,
  kind?: ObjectKind,
) {
  const cursorId = startingAfter ?? endingBefore
  const isCreation = and(
    eq(events.accountId, accountId),
    eq(events.objectId, cursorId ?? ''),
    eq(events.seq, 1),
    eq(events.objectKind, kind ?? ''),
  )
  const isThis = and(eq(table.accountId, accountId), eq(table.id, cursorId ?? ''))
  const cursor = kind
    ? sql`(SELECT ${events.at}, ${events.objectId} FROM ${events} WHERE ${isCreation})`
    : sql`(SELECT ${table.createdAt}, ${table.id} FROM ${table} WHERE ${isThis})`
  const order = endingBefore ? asc : desc
  return {
    where: and(
      eq(table.accountId, accountId),
      cursorId === undefined
        ? undefined
        : sql`(${table.createdAt}, ${table.id}) ${sql.raw(endingBefore ? '>' : '<')} ${cursor}`,
    ),
    orderBy: [order(table.createdAt), order(table.id)] as const,
    isThis,
    isCreation,
  }
}

/** Turns rows into a page; one row more than the limit was queried, to know whether there are more. */
export function cut<T>(rows: readonly T[], found: readonly unknown[], request: PageRequest): Page<T> | null {
  const { limit, startingAfter, endingBefore } = request
  if ((startingAfter ?? endingBefore) !== undefined && found.length === 0) return null
  const items = rows.slice(0, limit)
  return { items: endingBefore ? items.reverse() : items, hasMore: rows.length > limit }
}

/** A filter on a column of milliseconds. */
export const between = (column: SQLiteColumn, { gt, gte: from, lt: before, lte }: Seconds = {}): SQL | undefined =>
  and(
    gt === undefined ? undefined : gte(column, (gt + 1) * 1000),
    from === undefined ? undefined : gte(column, from * 1000),
    before === undefined ? undefined : lt(column, before * 1000),
    lte === undefined ? undefined : lt(column, (lte + 1) * 1000),
  )
