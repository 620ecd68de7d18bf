import { assert } from '../assert.ts'
import { type Currency, stepMinor } from '../money/currencies.ts'
import { isWithinLimit, toMinor } from '../money/money.ts'
import { ok, type Result, refuse } from '../result.ts'
import { inclusiveTax, type Taxable, taxesByInvoice, taxesByLine } from '../tax/levy.ts'
import { type TaxExempt, type TaxRate, type TaxReason, taxReason } from '../tax/rates.ts'
import { type DiscountedLine, discountLines } from './discounting.ts'
import type { Discount, Line } from './lines.ts'
import { byTaxThenId, priceLines } from './pricing.ts'

/** Whether tax is rounded on each line and then added, or added exactly and rounded once per rate. */
export type Rounding = 'line' | 'invoice'

type DiscountTotal = { readonly discountId: string; readonly amountMinor: number }

export type TaxTotal = {
  readonly taxRateId: string
  readonly amountMinor: number
  /** The taxable amount: after discounts, without any tax. */
  readonly taxableMinor: number
  readonly inclusive: boolean
  readonly reason: TaxReason
}

export type LineTotals = {
  readonly lineId: string
  /** Quantity times unit amount, rounded half up; before discounts, with inclusive tax. */
  readonly amountMinor: number
  /** This line's share of line and invoice discounts. */
  readonly discounts: readonly DiscountTotal[]
  readonly taxes: readonly TaxTotal[]
  /** After discounts, without tax. */
  readonly netMinor: number
  /** The line's share of the invoice's total. */
  readonly totalMinor: number
}

/** All totals of an invoice in minor units, computed once; page, mail and API print these values. */
export type Totals = {
  readonly currency: Currency
  readonly lines: readonly LineTotals[]
  /** Line amounts before discounts and exclusive tax. */
  readonly subtotalMinor: number
  readonly subtotalExcludingTaxMinor: number
  readonly discounts: readonly DiscountTotal[]
  readonly discountMinor: number
  /** Per rate over the whole invoice. */
  readonly taxes: readonly TaxTotal[]
  readonly taxMinor: number
  readonly totalExcludingTaxMinor: number
  /** Negative only if lines are negative; discounts never take it below zero. */
  readonly totalMinor: number
  /** The customer accounts for the tax (reverse charge), and the invoice must say so. */
  readonly reverseCharge: boolean
}

export type TotalsInput = {
  readonly currency: Currency
  readonly lines: readonly Line[]
  readonly discounts: readonly Discount[]
  readonly defaultTaxRates: readonly TaxRate[]
  readonly rounding: Rounding
  readonly taxExempt: TaxExempt
}

/**
 * Computes all totals: lines, line discounts, invoice discounts, then taxes. Refuses `decimal_invalid`,
 * `percentage_invalid`, `discount_invalid`, too many of something, or `amount_too_large` beyond twelve digits.
 */
export function computeTotals(input: TotalsInput): Result<Totals> {
  const { currency, rounding, taxExempt } = input
  const read = priceLines(currency, input.lines, input.defaultTaxRates)
  if (!read.ok) return read
  const priced = read.value.toSorted(byTaxThenId)
  const gross = add(priced.map(({ amount }) => (amount < 0n ? -amount : amount)))
  const step = BigInt(stepMinor(currency))
  if (!isWithinLimit(gross * step)) return refuse('amount_too_large', { param: 'lines' })
  const discounted = discountLines(currency, priced, input.discounts)
  if (!discounted.ok) return discounted

  const withTotals = (discounted: readonly DiscountedLine[]) => lineFigures(discounted, rounding, taxExempt, step)
  const lines = withinTotal(withTotals(discounted.value), step, (mostOff) => {
    const bounded = discountLines(currency, priced, input.discounts, mostOff)
    assert(bounded.ok, 'discounts that were read once can be read again')
    return withTotals(bounded.value)
  })
  const totalMinor = sumOfTotals(lines)
  if (!isWithinLimit(totalMinor)) return refuse('amount_too_large', { param: 'lines' })

  const discounts = sumByDiscount(lines, [...input.lines.flatMap((line) => line.discounts), ...input.discounts])
  const byRate = sumByRate(lines)
  const undiscounted = taxed(priced, rounding)
  const contained = add(priced.map((line, i) => inclusiveTax(line, undiscounted[i]!)))
  const subtotalMinor = addMinor(lines.map((line) => line.amountMinor))
  return ok({
    currency,
    lines,
    subtotalMinor,
    subtotalExcludingTaxMinor: subtotalMinor - toMinor(contained * step),
    discounts,
    discountMinor: addMinor(discounts.map(({ amountMinor }) => amountMinor)),
    taxes: byRate,
    taxMinor: addMinor(byRate.map(({ amountMinor }) => amountMinor)),
    totalExcludingTaxMinor: addMinor(lines.map((line) => line.netMinor)),
    totalMinor,
    reverseCharge: taxExempt === 'reverse',
  })
}

const taxed = (taxables: readonly Taxable[], rounding: Rounding): bigint[][] =>
  rounding === 'line' ? taxesByLine(taxables) : taxesByInvoice(taxables)

function lineFigures(
  discounted: readonly DiscountedLine[],
  rounding: Rounding,
  taxExempt: TaxExempt,
  step: bigint,
): LineTotals[] {
  const taxes = taxed(
    discounted.map(({ left, levies }) => ({ amount: left, levies })),
    rounding,
  )
  return discounted
    .map((line, i) => ({ place: line.place, totals: lineTotals(line, taxes[i]!, taxExempt, step) }))
    .sort((a, b) => a.place - b.place)
    .map(({ totals }) => totals)
}

const sumOfTotals = (lines: readonly LineTotals[]): number => addMinor(lines.map(({ totalMinor }) => totalMinor))

/** Limits discounts so that they never take the total below zero or, if negative lines already do, any further down. */
function withinTotal(
  unbounded: LineTotals[],
  step: bigint,
  withTotals: (mostOff: bigint) => LineTotals[],
): LineTotals[] {
  const takenMinor = addMinor(unbounded.flatMap(({ discounts }) => discounts.map(({ amountMinor }) => amountMinor)))
  if (takenMinor === 0 || sumOfTotals(unbounded) >= 0) return unbounded
  let within = withTotals(0n)
  const floorMinor = Math.min(0, sumOfTotals(within))
  if (sumOfTotals(unbounded) >= floorMinor) return unbounded
  let least = 0n
  let most = BigInt(takenMinor) / step
  while (most - least > 1n) {
    const middle = (least + most) / 2n
    const tried = withTotals(middle)
    if (sumOfTotals(tried) >= floorMinor) [least, within] = [middle, tried]
    else most = middle
  }
  return within
}

// Exempt and reverse-charge customers do not pay the tax that an inclusive price contains.
function lineTotals(line: DiscountedLine, taxes: bigint[], taxExempt: TaxExempt, step: bigint): LineTotals {
  const { left, levies } = line
  const net = left - inclusiveTax({ amount: left, levies }, taxes)
  const charged = taxExempt === 'none' ? taxes : taxes.map(() => 0n)
  return {
    lineId: line.line.id,
    amountMinor: toMinor(line.amount * step),
    discounts: line.taken.map(({ discountId, amount }) => ({ discountId, amountMinor: toMinor(amount * step) })),
    taxes: levies.map(({ rate }, place) => ({
      taxRateId: rate.id,
      amountMinor: toMinor(charged[place]! * step),
      taxableMinor: toMinor(net * step),
      inclusive: rate.inclusive,
      reason: taxReason(rate, taxExempt),
    })),
    netMinor: toMinor(net * step),
    totalMinor: toMinor((net + add(charged)) * step),
  }
}

/** Each discount with its total over all lines; zero if it applied to nothing. */
function sumByDiscount(lines: readonly LineTotals[], discounts: readonly Discount[]): DiscountTotal[] {
  const totals = new Map(discounts.map(({ id }) => [id, 0]))
  for (const { discountId, amountMinor } of lines.flatMap((line) => line.discounts))
    totals.set(discountId, totals.get(discountId)! + amountMinor)
  return [...totals].map(([discountId, amountMinor]) => ({ discountId, amountMinor }))
}

function sumByRate(lines: readonly LineTotals[]): TaxTotal[] {
  const totals = new Map<string, TaxTotal>()
  for (const tax of lines.flatMap((line) => line.taxes)) {
    const sum = totals.get(tax.taxRateId)
    totals.set(tax.taxRateId, {
      ...tax,
      amountMinor: (sum?.amountMinor ?? 0) + tax.amountMinor,
      taxableMinor: (sum?.taxableMinor ?? 0) + tax.taxableMinor,
    })
  }
  return [...totals.values()]
}

const add = (figures: readonly bigint[]): bigint => figures.reduce((total, figure) => total + figure, 0n)
const addMinor = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0)
