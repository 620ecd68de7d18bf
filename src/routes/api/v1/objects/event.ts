import { aggregateOf, type ObjectKind, readEvent } from '../../../../core/aggregates.ts'
import type { MailDone } from '../../../../core/invoices/events.ts'
import type { Invoice } from '../../../../core/invoices/invoice.ts'
import { eventTypes, type HistoryType } from '../../../../core/webhooks/event-types.ts'
import type { EventRow } from '../../../../db/screens/api-events.ts'
import type { ApiObject } from '../expansion.ts'
import { noExpansion, rendered } from '../expansion.ts'
import type { RenderContext } from '../render-context.ts'
import { apiVersion } from '../version.ts'
import { couponObject } from './coupon.ts'
import { customerObject } from './customer.ts'
import { invoiceItemObject } from './invoice-item.ts'
import { type Json, previousAttributes } from './previous-attributes.ts'
import { seconds } from './seconds.ts'
import { taxRateObject } from './tax-rate.ts'

type Render = (context: RenderContext, state: never) => ApiObject | Promise<ApiObject>

/** A kind of object with events that merchants see; those of receipts are internal. */
type VisibleKind = Exclude<ObjectKind, 'cash_receipt'>

/** The renderer of each kind of object. */
const renderers: Readonly<Record<VisibleKind, Render>> = {
  coupon: couponObject,
  customer: customerObject,
  invoice: (context, invoice: Invoice) => context.pastInvoice(invoice),
  invoiceitem: invoiceItemObject,
  tax_rate: taxRateObject,
}

/**
 * Stripe's events, each with its object as of the event. Our additions are `sequence`, its place in the object's
 * history, and `delivery`, the mail that failed. Histories are complete and grouped by object.
 */
export async function eventObjects(
  context: RenderContext,
  rows: readonly EventRow[],
  histories: ReadonlyMap<string, readonly EventRow[]>,
): Promise<ApiObject[]> {
  const shown = new Map<string, (seq: number) => Promise<Json | null>>()
  for (const [objectId, about] of Map.groupBy(rows, (row) => row.objectId))
    shown.set(objectId, snapshots(context, about, histories.get(objectId) ?? []))
  return Promise.all(rows.map((row) => eventObject(context, row, shown.get(row.objectId)!)))
}

async function eventObject(context: RenderContext, row: EventRow, shownAt: (seq: number) => Promise<Json | null>) {
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
    livemode: context.livemode,
    pending_webhooks: 0,
    request: { id: row.requestId, idempotency_key: row.idempotencyKey },
    sequence: row.seq,
    type,
    ...(row.type === 'mail.failed' ? { delivery: deliveryOf(row.data as unknown as MailDone) } : {}),
  }
}

const deliveryOf = ({ to, mail, reason, answer }: MailDone) => ({ email: to, mail, reason, answer: answer ?? null })

/**
 * One object as rendered before and after each of these events. Its history is folded once, and each state is rendered
 * once, on demand.
 */
function snapshots(context: RenderContext, about: readonly EventRow[], history: readonly EventRow[]) {
  const kind = about[0]!.objectKind
  const aggregate = aggregateOf(kind)
  const needed = new Set(about.flatMap(({ seq }) => [seq - 1, seq]))
  const states = new Map<number, unknown>()
  let state: unknown = null
  for (const row of history) {
    state = aggregate.evolve(state, readEvent(aggregate, row))
    if (needed.has(row.seq)) states.set(row.seq, state)
  }
  const renderedStates = new Map<number, Promise<Json | null>>()
  return (seq: number): Promise<Json | null> => {
    const known = renderedStates.get(seq) ?? render(context, kind as VisibleKind, states.get(seq) ?? null)
    renderedStates.set(seq, known)
    return known
  }
}

async function render(context: RenderContext, kind: VisibleKind, kept: unknown): Promise<Json | null> {
  if (kept === null) return null
  const state = aggregateOf(kind).read(kept)
  return (await rendered(await renderers[kind](context, state as never), noExpansion)) as Json
}
