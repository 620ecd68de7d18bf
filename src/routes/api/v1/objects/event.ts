import { evolve as evolveCoupon } from '../../../../core/catalog/coupon.ts'
import { evolve as evolveTaxRate } from '../../../../core/catalog/tax-rate.ts'
import { evolve as evolveCustomer } from '../../../../core/customers/evolve.ts'
import { evolve as evolveInvoice } from '../../../../core/invoices/evolve.ts'
import type { Invoice } from '../../../../core/invoices/invoice.ts'
import { evolve as evolveItem } from '../../../../core/invoices/item.ts'
import type { Evolve } from '../../../../core/recorded.ts'
import { eventTypes, type HistoryType } from '../../../../core/webhooks/event-types.ts'
import type { ObjectKind } from '../../../../db/commit.ts'
import type { EventRow } from '../../../../db/screens/api-events.ts'
import type { ApiObject } from '../expansion.ts'
import { nothing, rendered } from '../expansion.ts'
import type { Showing } from '../showing.ts'
import { apiVersion } from '../version.ts'
import { couponObject } from './coupon.ts'
import { customerObject } from './customer.ts'
import { invoiceItemObject } from './invoice-item.ts'
import { seconds } from './seconds.ts'
import { taxRateObject } from './tax-rate.ts'

type Kind<S> = {
  readonly evolve: Evolve<S, never>
  readonly show: (showing: Showing, state: S) => ApiObject | Promise<ApiObject>
}

const kind = <S, E>(evolve: Evolve<S, E>, show: Kind<S>['show']): Kind<unknown> =>
  ({ evolve, show }) as unknown as Kind<unknown>

/** How each kind of object is rebuilt from its history, and shown. */
const kinds: Readonly<Record<ObjectKind, Kind<unknown>>> = {
  coupon: kind(evolveCoupon, couponObject),
  customer: kind(evolveCustomer, customerObject),
  invoice: kind(evolveInvoice, (showing, invoice: Invoice) => showing.asInvoice(invoice)),
  invoiceitem: kind(evolveItem, invoiceItemObject),
  tax_rate: kind(evolveTaxRate, taxRateObject),
}

/** Stripe's event with the object as it was then; `sequence` is ours: the change's place in the object's history. */
export async function eventObject(showing: Showing, row: EventRow, history: readonly EventRow[]): Promise<ApiObject> {
  const type = eventTypes[row.type as HistoryType]
  const { before, after } = await snapshots(showing, row, history)
  const isUpdate = type.endsWith('.updated') && before && after
  return {
    id: row.id,
    object: 'event',
    api_version: apiVersion,
    created: seconds(row.at),
    data: {
      object: after ?? before,
      ...(isUpdate ? { previous_attributes: changed(before, after) } : {}),
    },
    livemode: showing.livemode,
    pending_webhooks: 0,
    request: { id: row.requestId, idempotency_key: row.idempotencyKey },
    sequence: row.seq,
    type,
  }
}

type Json = Readonly<Record<string, unknown>>

async function snapshots(showing: Showing, { objectKind, seq }: EventRow, history: readonly EventRow[]) {
  const { evolve, show } = kinds[objectKind as ObjectKind]
  const upTo = (last: number) =>
    history
      .filter((row) => row.seq <= last)
      .reduce<unknown>((state, row) => evolve(state, recordedOf(row) as never), null)
  const shown = async (state: unknown) =>
    state === null ? null : ((await rendered(await show(showing, state), nothing)) as Json)
  return { before: await shown(upTo(seq - 1)), after: await shown(upTo(seq)) }
}

const recordedOf = ({ seq, at, type, data }: EventRow) => ({ seq, at, event: { type, ...data } })

/** What each top-level field was that is different now. */
const changed = (before: Json, after: Json): Json =>
  Object.fromEntries(
    Object.entries(before).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field])),
  )
