import { assert } from '../assert.ts'
import type { Currency } from '../money/currencies.ts'
import { stepMinor } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { InvoiceLine } from './invoice.ts'
import { computeTotals } from './totals.ts'

/** A price as sent: one amount, or a unit amount and a quantity. Minor units; decimals as strings. */
export type Price = {
  readonly amountMinor?: number | undefined
  readonly unitAmount?: string | undefined
  readonly quantity?: string | undefined
}

/** The price of a line, new or changed. Refuses `amount_invalid` and `parameter_missing`. */
export function priced(
  currency: Currency,
  price: Price,
  before: Pick<InvoiceLine, 'quantity' | 'unitAmount'> | null,
): Result<Pick<InvoiceLine, 'quantity' | 'unitAmount'>> {
  const { amountMinor } = price
  if (amountMinor !== undefined) {
    if (amountMinor % stepMinor(currency) !== 0)
      return refuse('amount_invalid', { param: 'amount', values: { currency } })
    return ok({ quantity: '1', unitAmount: String(amountMinor) })
  }
  const unitAmount = price.unitAmount ?? before?.unitAmount
  if (unitAmount === undefined) return refuse('parameter_missing', { param: 'amount' })
  return ok({ quantity: price.quantity ?? before?.quantity ?? '1', unitAmount })
}

/** Computes a line's amount. Refuses `amount_too_large`. */
export function checkLine(currency: Currency, line: InvoiceLine): Result<number> {
  const totals = computeTotals({
    currency,
    lines: [{ ...line, discounts: [], taxRates: [] }],
    discounts: [],
    defaultTaxRates: [],
    taxExempt: 'none',
    rounding: 'line',
  })
  return totals.ok ? ok(totals.value.subtotalMinor) : refuse(totals.refusal.code, { param: 'amount' })
}

/** A line's own amount, before discounts and exclusive tax. The line was checked when it was written. */
export function amountOfLine(currency: Currency, line: InvoiceLine): number {
  const amount = checkLine(currency, line)
  assert(amount.ok, 'a stored line has an amount')
  return amount.value
}
