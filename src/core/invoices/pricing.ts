import { type Currency, stepMinor } from '../money/currencies.ts'
import { parseDecimal, toRatio } from '../money/decimal.ts'
import { over, ratio, rounded, times } from '../money/ratio.ts'
import { halfUp } from '../money/rounding.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Levy } from '../tax/levy.ts'
import { parsePercentage, type TaxRate } from '../tax/rates.ts'
import type { Line } from './lines.ts'

/** The maximum number of tax rates of a line, and of an invoice's defaults. */
const maxTaxRates = { line: 10, invoice: 5 }

/** A line with its position, its amount in the currency's smallest steps, and its tax rates. */
export type PricedLine = {
  readonly line: Line
  readonly place: number
  readonly amount: bigint
  readonly levies: readonly Levy[]
}

/**
 * Computes the amount of every line, rounded half up. Refuses `decimal_invalid`, `percentage_invalid` or
 * `tax_rates_too_many`, with the parameter.
 */
export function priceLines(
  currency: Currency,
  lines: readonly Line[],
  defaultTaxRates: readonly TaxRate[],
): Result<PricedLine[]> {
  const defaults = leviesOf(defaultTaxRates, maxTaxRates.invoice, 'default_tax_rates')
  if (!defaults.ok) return defaults
  const priced: PricedLine[] = []
  for (const [place, line] of lines.entries()) {
    const param = `lines[${place}]`
    const amount = amountOf(currency, line, param)
    if (!amount.ok) return amount
    const levies = line.taxRates ? leviesOf(line.taxRates, maxTaxRates.line, `${param}[tax_rates]`) : defaults
    if (!levies.ok) return levies
    priced.push({ line, place, amount: amount.value, levies: levies.value })
  }
  return ok(priced)
}

/**
 * The order in which lines get leftover units: by tax, then id, never by position. Otherwise reordering lines could
 * change the tax.
 */
export const byTaxThenId = (a: PricedLine, b: PricedLine): number =>
  compareText(taxOf(a), taxOf(b)) || compareText(a.line.id, b.line.id)

const taxOf = ({ levies }: PricedLine): string => levies.map(({ rate }) => rate.id).join(' ')
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function amountOf(currency: Currency, line: Line, param: string): Result<bigint> {
  const quantity = parseDecimal(line.quantity)
  if (!quantity.ok) return refuse('decimal_invalid', { param: `${param}[quantity]` })
  const unitAmount = parseDecimal(line.unitAmount, { signed: true })
  if (!unitAmount.ok) return refuse('decimal_invalid', { param: `${param}[unit_amount_decimal]` })
  const exactMinor = times(toRatio(quantity.value), toRatio(unitAmount.value))
  return ok(rounded(over(exactMinor, ratio(BigInt(stepMinor(currency)))), halfUp))
}

function leviesOf(rates: readonly TaxRate[], most: number, param: string): Result<Levy[]> {
  if (rates.length > most) return refuse('tax_rates_too_many', { param, values: { most } })
  const levies: Levy[] = []
  for (const rate of rates) {
    const fraction = parsePercentage(rate.percentage)
    if (!fraction.ok) return refuse('percentage_invalid', { param })
    levies.push({ rate, fraction: fraction.value })
  }
  return ok(levies)
}
