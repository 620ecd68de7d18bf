import { cashReceiptShape } from './cash-receipts/cash-receipt.ts'
import { evolve as evolveCashReceipt } from './cash-receipts/evolve.ts'
import { couponShape, evolve as evolveCoupon } from './catalog/coupon.ts'
import { evolve as evolveTaxRate, taxRateShape } from './catalog/tax-rate.ts'
import { customerShape } from './customers/customer.ts'
import { evolve as evolveCustomer } from './customers/evolve.ts'
import { step } from './invoices/evolve.ts'
import { evolve as evolveItem, itemShape } from './invoices/item.ts'
import { invoiceShape } from './invoices/shape.ts'
import type { Evolve, Recorded } from './recorded.ts'
import type { Shape } from './shape.ts'

/** Objects with a history: how each changes by an event, and how it is stored. */
export const aggregates = {
  cash_receipt: { ...cashReceiptShape, evolve: evolveCashReceipt },
  coupon: { ...couponShape, evolve: evolveCoupon },
  customer: { ...customerShape, evolve: evolveCustomer },
  invoice: { ...invoiceShape, evolve: step },
  invoiceitem: { ...itemShape, evolve: evolveItem },
  tax_rate: { ...taxRateShape, evolve: evolveTaxRate },
} as const

export type ObjectKind = keyof typeof aggregates

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
