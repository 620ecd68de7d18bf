import { aggregateOf, type ObjectKind, readEvent } from '../../../../core/aggregates.ts'
import type { MailDone } from '../../../../core/invoices/events.ts'
import type { Invoice } from '../../../../core/invoices/invoice.ts'
import { eventTypes, type HistoryType } from '../../../../core/webhooks/event-types.ts'
import type { EventRow } from '../../../../db/screens/api-events.ts'
import type { ApiObject } from '../expansion.ts'
import { nothing, rendered } from '../expansion.ts'
import type { Showing } from '../showing.ts'
import { apiVersion } from '../version.ts'
import { couponObject } from './coupon.ts'
import { customerObject } from './customer.ts'
import { invoiceItemObject } from './invoice-item.ts'
import { type Json, previousAttributes } from './previous-attributes.ts'
import { seconds } from './seconds.ts'
import { taxRateObject } from './tax-rate.ts'

type Show = (showing: Showing, state: never) => ApiObject | Promise<ApiObject>

/** How each kind of object is shown. */
const shows: Readonly<Record<ObjectKind, Show>> = {
  coupon: couponObject,
  customer: customerObject,
  invoice: (showing, invoice: Invoice) => showing.asInvoice(invoice),
  invoiceitem: invoiceItemObject,
  tax_rate: taxRateObject,
}

/**
 * Stripe's events, each with its object as it was then. Ours are `sequence`, the change's place in the object's history, and
 * `delivery`, the mail that failed. The histories are from the beginning, by object.
 */
export async function eventObjects(
  showing: Showing,
  rows: readonly EventRow[],
  histories: ReadonlyMap<string, readonly EventRow[]>,
): Promise<ApiObject[]> {
  const shown = new Map<string, (seq: number) => Promise<Json | null>>()
  for (const [objectId, about] of Map.groupBy(rows, (row) => row.objectId))
    shown.set(objectId, snapshots(showing, about, histories.get(objectId) ?? []))
  return Promise.all(rows.map((row) => eventObject(showing, row, shown.get(row.objectId)!)))
}

async function eventObject(showing: Showing, row: EventRow, shownAt: (seq: number) => Promise<Json | null>) {
  const type = eventTypes[row.type as HistoryType]
  const after = await shownAt(row.seq)
  const isUpdate = type.endsWith('.updated') && after !== null
  const before = isUpdate || after === null ? await shownAt(row.seq - 1) : null
  return {
    id: row.id,
    object: 'event',
    api_version: apiVersion,
    created: seconds(row.at),
    data: {
      object: after ?? before,
      ...(isUpdate && before && { previous_attributes: previousAttributes(before, after) }),
    },
    livemode: showing.livemode,
    pending_webhooks: 0,
    request: { id: row.requestId, idempotency_key: row.idempotencyKey },
    sequence: row.seq,
    type,
    ...(row.type === 'mail.failed' ? { delivery: deliveryOf(row.data as unknown as MailDone) } : {}),
  }
}

const deliveryOf = ({ to, mail, reason, answer }: MailDone) => ({ email: to, mail, reason, answer: answer ?? null })

/**
 * One object as the API showed it after each of these events and just before. Its history is folded once, and each of its states
 * is drawn once, when it is asked for: what one event left is what the next one found.
 */
function snapshots(showing: Showing, about: readonly EventRow[], history: readonly EventRow[]) {
  const kind = about[0]!.objectKind
  const aggregate = aggregateOf(kind)
  const wanted = new Set(about.flatMap(({ seq }) => [seq - 1, seq]))
  const states = new Map<number, unknown>()
  let state: unknown = null
  for (const row of history) {
    state = aggregate.evolve(state, readEvent(aggregate, row))
    if (wanted.has(row.seq)) states.set(row.seq, state)
  }
  const drawn = new Map<number, Promise<Json | null>>()
  return (seq: number): Promise<Json | null> => {
    const known = drawn.get(seq) ?? draw(showing, kind as ObjectKind, states.get(seq) ?? null)
    drawn.set(seq, known)
    return known
  }
}

async function draw(showing: Showing, kind: ObjectKind, kept: unknown): Promise<Json | null> {
  if (kept === null) return null
  const state = aggregateOf(kind).read(kept)
  return (await rendered(await shows[kind](showing, state as never), nothing)) as Json
}
