import type { Discount, Line } from '../../../src/core/invoices/lines.ts'
import { computeTotals, type Totals, type TotalsInput } from '../../../src/core/invoices/totals.ts'
import type { TaxRate } from '../../../src/core/tax/rates.ts'

/** A tax rate without a country. */
export const rate = (id: string, percentage: string, inclusive = false): TaxRate => ({
  id,
  displayName: id,
  percentage,
  inclusive,
  country: null,
  state: null,
  jurisdiction: null,
  taxType: null,
  description: null,
})

export const percentOff = (id: string, percentOff: string): Discount => ({
  id,
  couponId: null,
  name: null,
  percentOff,
  amountOffMinor: null,
})

export const amountOff = (id: string, amountOffMinor: number): Discount => ({
  id,
  couponId: null,
  name: null,
  percentOff: null,
  amountOffMinor,
})

/** One line at a price in minor units, with default values for the rest. */
export const line = (id: string, unitAmount: string, details: Partial<Line> = {}): Line => ({
  id,
  description: null,
  quantity: '1',
  unitAmount,
  discountable: true,
  discounts: [],
  taxRates: null,
  ...details,
})

/** An invoice in euros without tax, rounded per line, unless a test says otherwise. */
export const invoiced = (lines: readonly Line[], details: Partial<TotalsInput> = {}): TotalsInput => ({
  currency: 'eur',
  lines,
  discounts: [],
  defaultTaxRates: [],
  rounding: 'line',
  taxExempt: 'none',
  ...details,
})

/** The totals of an invoice that can be totalled. */
export function totalsOf(lines: readonly Line[], details: Partial<TotalsInput> = {}): Totals {
  const totals = computeTotals(invoiced(lines, details))
  if (!totals.ok) throw new Error(`refused: ${totals.refusal.code} ${totals.refusal.param}`)
  return totals.value
}
