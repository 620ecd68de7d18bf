import { accountShape, evolve as evolveAccount } from './accounts/account.ts'
import { cashReceiptShape } from './cash-receipts/cash-receipt.ts'
import { evolve as evolveCashReceipt } from './cash-receipts/evolve.ts'
import { couponShape, evolve as evolveCoupon } from './catalog/coupon.ts'
import { evolve as evolveTaxRate, taxRateShape } from './catalog/tax-rate.ts'
import { customerShape } from './customers/customer.ts'
import { evolve as evolveCustomer } from './customers/evolve.ts'
import { invoiceEventTypes } from './invoices/event-types.ts'
import { step } from './invoices/evolve.ts'
import { evolve as evolveItem, itemShape } from './invoices/item.ts'
import { invoiceShape } from './invoices/shape.ts'
import { configurationShape, evolve as evolveConfiguration } from './portal/configuration.ts'
import type { Evolve, Recorded } from './recorded.ts'
import type { Shape } from './shape.ts'

/** An object of the API: the prefix of its ids, its noun in scopes, and the API's event type for each type in its history. */
type OnApi<E extends { readonly type: string }> = {
  readonly idPrefix: string
  readonly scope: string
  /** Types that are not listed are internal. */
  readonly events: { readonly [T in E['type']]?: string }
}

const onApi = <S, E extends { readonly type: string }, K, const A extends OnApi<E>>(
  stored: Shape<S, E, K> & { readonly evolve: Evolve<K, E> },
  api: A & { readonly events: { readonly [T in keyof A['events']]: T extends E['type'] ? string : never } },
) => ({ ...stored, ...(api as A) })

/** Objects with a history: how each changes by an event, how it is stored, and what the API has of it. */
export const aggregates = {
  account: { ...accountShape, evolve: evolveAccount },
  'billing_portal.configuration': onApi(
    { ...configurationShape, evolve: evolveConfiguration },
    {
      idPrefix: 'bpc',
      scope: 'portal_configurations',
      events: {
        'billing_portal.configuration.created': 'billing_portal.configuration.created',
        'billing_portal.configuration.updated': 'billing_portal.configuration.updated',
      },
    },
  ),
  cash_receipt: { ...cashReceiptShape, evolve: evolveCashReceipt },
  coupon: onApi(
    { ...couponShape, evolve: evolveCoupon },
    {
      idPrefix: 'coupon',
      scope: 'coupons',
      events: {
        'coupon.created': 'coupon.created',
        'coupon.deleted': 'coupon.deleted',
        'coupon.redeemed': 'coupon.updated',
        'coupon.updated': 'coupon.updated',
      },
    },
  ),
  customer: onApi(
    { ...customerShape, evolve: evolveCustomer },
    {
      idPrefix: 'cus',
      scope: 'customers',
      events: {
        'customer.automatic_payment_switched': 'customer.updated',
        'customer.balance_changed': 'customer.updated',
        'customer.created': 'customer.created',
        'customer.deleted': 'customer.deleted',
        'customer.erased': 'customer.deleted',
        'customer.updated': 'customer.updated',
      },
    },
  ),
  invoice: onApi({ ...invoiceShape, evolve: step }, { idPrefix: 'in', scope: 'invoices', events: invoiceEventTypes }),
  invoiceitem: onApi(
    { ...itemShape, evolve: evolveItem },
    {
      idPrefix: 'ii',
      scope: 'invoice_items',
      events: { 'invoiceitem.created': 'invoiceitem.created', 'invoiceitem.deleted': 'invoiceitem.deleted' },
    },
  ),
  tax_rate: onApi(
    { ...taxRateShape, evolve: evolveTaxRate },
    {
      idPrefix: 'txr',
      scope: 'tax_rates',
      events: { 'tax_rate.created': 'tax_rate.created', 'tax_rate.updated': 'tax_rate.updated' },
    },
  ),
} as const

type Aggregates = typeof aggregates

export type ObjectKind = keyof Aggregates

/** The kinds of objects that the API has. */
export type ApiKind = { [K in ObjectKind]: Aggregates[K] extends OnApi<never> ? K : never }[ObjectKind]

export const apiKinds = (Object.keys(aggregates) as ObjectKind[]).filter(
  (kind): kind is ApiKind => 'events' in aggregates[kind],
)

export type StateOf<K extends ObjectKind> = ReturnType<Aggregates[K]['read']>
export type EventOf<K extends ObjectKind> = Parameters<Aggregates[K]['evolve']>[1]['event']

/** Any aggregate, for code that learns the kind from data. */
export type Aggregate = Shape<unknown, { readonly type: string }> & {
  readonly evolve: Evolve<unknown, { readonly type: string }>
}

export const aggregateOf = (kind: string): Aggregate => aggregates[kind as ObjectKind] as unknown as Aggregate

/** An event as stored in its row: `data` holds its fields and the schema version `v`. */
export type StoredEvent = {
  readonly seq: number
  readonly at: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

export const readEvent = (
  { upgrade }: Pick<Aggregate, 'upgrade'>,
  { seq, at, type, data }: StoredEvent,
): Recorded<{ readonly type: string }> => ({ seq, at, event: upgrade('event', { type, ...data }) })
