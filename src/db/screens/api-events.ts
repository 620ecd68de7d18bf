import { and, asc, desc, eq, gt, inArray, lt, lte, ne, or, sql } from 'drizzle-orm'
import { eventTypes, type HistoryType } from '../../core/webhooks/event-types.ts'
import type { Database } from '../client.ts'
import { between, cut, type Page, type PageRequest, type Seconds } from '../repositories/page.ts'
import { events } from '../schema/index.ts'

export type EventRow = typeof events.$inferSelect

type EventFilter = {
  readonly types?: readonly HistoryType[] | undefined
  readonly created?: Seconds | undefined
}

/**
 * The events that merchants see: payments through a provider, payments that need the customer's action, and mails that
 * certainly failed.
 */
const visibleToMerchants = (types: readonly HistoryType[]) =>
  and(
    inArray(events.type, [...types]),
    or(ne(events.type, 'payment.moved'), sql`json_extract(${events.data}, '$.status') = 'requires_action'`),
    or(ne(events.type, 'mail.failed'), sql`json_extract(${events.data}, '$.reason') NOT LIKE 'unknown:%'`),
    or(ne(events.type, 'payment.succeeded'), sql`json_extract(${events.data}, '$.providerPaymentId') IS NOT NULL`),
  )

const allTypes = Object.keys(eventTypes) as HistoryType[]

/** Events of an account, newest first; null if the cursor does not exist. Ids sort by time. */
export async function eventsPage(
  { orm }: Database,
  accountId: string,
  { types = allTypes, created }: EventFilter,
  page: PageRequest,
): Promise<Page<EventRow> | null> {
  const { startingAfter, endingBefore, limit } = page
  const cursorId = startingAfter ?? endingBefore
  const beyond = cursorId === undefined ? undefined : (endingBefore ? gt : lt)(events.id, cursorId)
  const [rows, found] = await orm.batch([
    orm
      .select()
      .from(events)
      .where(and(eq(events.accountId, accountId), beyond, visibleToMerchants(types), between(events.at, created)))
      .orderBy((endingBefore ? asc : desc)(events.id))
      .limit(limit + 1),
    orm
      .select({ id: events.id })
      .from(events)
      .where(and(eq(events.accountId, accountId), eq(events.id, cursorId ?? ''))),
  ])
  return cut(rows, found, page)
}

export async function findEvent({ orm }: Database, accountId: string, id: string): Promise<EventRow | null> {
  const [row] = await orm
    .select()
    .from(events)
    .where(and(eq(events.accountId, accountId), eq(events.id, id), visibleToMerchants(allTypes)))
  return row ?? null
}

/** The histories of these events' objects, each up to the last of these events, by object, oldest first. */
export async function historiesOf({ orm }: Database, accountId: string, upTo: readonly EventRow[]) {
  if (upTo.length === 0) return new Map<string, EventRow[]>()
  const byObject = Map.groupBy(upTo, ({ objectId }) => objectId)
  const parts = [...byObject].map(([objectId, rows]) =>
    and(eq(events.objectId, objectId), lte(events.seq, Math.max(...rows.map(({ seq }) => seq)))),
  )
  // Without statistics SQLite looks up a list of ids in the index, and scans the whole account for the conditions alone.
  const ofObjects = inArray(events.objectId, [...byObject.keys()])
  const rows = await orm
    .select()
    .from(events)
    .where(and(eq(events.accountId, accountId), ofObjects, or(...parts)))
    .orderBy(asc(events.objectId), asc(events.seq))
  return Map.groupBy(rows, ({ objectId }) => objectId)
}
