import { assert } from '../assert.ts'
import type { Metadata } from '../invoices/invoice.ts'
import type { Recorded } from '../recorded.ts'
import { shape } from '../shape.ts'
import type { TaxRate } from '../tax/rates.ts'

/** A merchant's tax rate. Its percentage and `inclusive` never change, so that invoices can refer to it. */
export type TaxRateRecord = TaxRate & {
  readonly accountId: string
  readonly active: boolean
  readonly metadata: Metadata
  readonly createdAt: number
  readonly version: number
}

export type TaxRateDetails = Pick<
  TaxRateRecord,
  'displayName' | 'description' | 'jurisdiction' | 'active' | 'metadata' | 'country' | 'state' | 'taxType'
>

export type TaxRateEvent =
  | {
      readonly type: 'tax_rate.created'
      readonly accountId: string
      readonly id: string
      readonly percentage: string
      readonly inclusive: boolean
      readonly details: TaxRateDetails
    }
  | { readonly type: 'tax_rate.updated'; readonly details: Partial<TaxRateDetails> }

export const taxRateShape = shape<TaxRateRecord, TaxRateEvent>()

export function evolve(rate: TaxRateRecord | null, { seq, at, event }: Recorded<TaxRateEvent>): TaxRateRecord | null {
  if (event.type === 'tax_rate.created') {
    const { accountId, id, percentage, inclusive, details } = event
    return { ...details, accountId, id, percentage, inclusive, createdAt: at, version: 1 }
  }
  assert(rate && seq === rate.version + 1, 'events follow each other without a gap')
  return { ...rate, ...event.details, version: seq }
}
