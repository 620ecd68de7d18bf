import { assert } from '../assert.ts'
import { type DetailsInput, detailChanges } from '../changes.ts'
import type { Metadata } from '../invoices/invoice.ts'
import type { Recorded } from '../recorded.ts'
import { ok, type Result, refuse } from '../result.ts'
import { shape } from '../shape.ts'
import { parsePercentage, type TaxRate } from '../tax/rates.ts'

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

type NewTaxRate = Pick<TaxRateRecord, 'accountId' | 'id' | 'percentage' | 'inclusive'>

const blank = {
  active: true,
  country: null,
  description: null,
  displayName: '',
  jurisdiction: null,
  metadata: {},
  state: null,
  taxType: null,
}

/** Decides a new tax rate. Its percentage never changes. Refuses `percentage_invalid`. */
export function newTaxRate(rate: NewTaxRate, input: DetailsInput<TaxRateDetails>): Result<TaxRateEvent[]> {
  const changes = detailChanges<TaxRateDetails>(blank, input)
  if (!changes.ok) return changes
  if (!parsePercentage(rate.percentage).ok) return refuse('percentage_invalid', { param: 'percentage' })
  return ok([{ type: 'tax_rate.created', ...rate, details: { ...blank, ...changes.value } }])
}

/** Decides new descriptive fields of a tax rate, and whether it is active. */
export function updateTaxRate(rate: TaxRateRecord, input: DetailsInput<TaxRateDetails>): Result<TaxRateEvent[]> {
  const details = detailChanges<TaxRateDetails>(rate, input)
  if (!details.ok) return details
  return ok(Object.keys(details.value).length === 0 ? [] : [{ type: 'tax_rate.updated', details: details.value }])
}
