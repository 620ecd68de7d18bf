// An independent computation of an invoice's totals, to compare the code under test with: fractions are never reduced,
// leftover units are handed out one at a time, and taxes are written out as formulas. It imports only the types of its inputs.
import type { Discount, Line } from '../../../src/core/invoices/lines.ts'
import type { TotalsInput } from '../../../src/core/invoices/totals.ts'
import type { TaxRate } from '../../../src/core/tax/rates.ts'

type Fraction = readonly [bigint, bigint]

export type OracleLine = {
  lineId: string
  amount: bigint
  taken: Map<string, bigint>
  taxes: Map<string, bigint>
  /** The tax before any rounding, as a fraction; a rounded tax must be within one unit of it. */
  exactTaxes: Map<string, Fraction>
  net: bigint
  total: bigint
}

export type OracleTotals = {
  lines: OracleLine[]
  subtotal: bigint
  subtotalExcludingTax: bigint
  discounts: Map<string, bigint>
  taxes: Map<string, bigint>
  tax: bigint
  totalExcludingTax: bigint
  total: bigint
}

/** Every figure in minor units, with at most `mostOff` steps of discounts in all. Ids of rates on one line and of discounts on the invoice must differ. */
export function oracleTotals(input: TotalsInput, step: bigint, mostOff?: bigint): OracleTotals {
  let spent = 0n
  const spend = (off: bigint) => {
    const allowed = mostOff === undefined || spent + off <= mostOff ? off : mostOff - spent
    spent += allowed
    return allowed
  }
  const states = input.lines.map((line) => {
    const rates = line.taxRates ?? input.defaultTaxRates
    const amount = nearest(productOf(line.quantity, line.unitAmount, step))
    return { line, rates, amount, left: amount, taken: new Map<string, bigint>() }
  })
  const order = [...states].sort((a, b) => (key(a.line, a.rates) < key(b.line, b.rates) ? -1 : 1))
  for (const state of order)
    for (const discount of state.line.discounts) {
      if (!state.line.discountable || state.left <= 0n) continue
      const off = spend(offOf(discount, state.left, step))
      state.left -= off
      state.taken.set(discount.id, off)
    }
  for (const discount of input.discounts) {
    const bearing = order.filter(({ line, left }) => line.discountable && left > 0n)
    const base = bearing.reduce((all, { left }) => all + left, 0n)
    if (base === 0n) continue
    const off = spend(offOf(discount, base, step))
    const parts = handOut(
      off,
      bearing.map(({ left }) => [off * left, base] as const),
    )
    for (const [i, state] of bearing.entries()) {
      state.left -= parts[i]!
      state.taken.set(discount.id, parts[i]!)
    }
  }

  const before = taxesOf(
    order.map(({ amount, rates }) => ({ base: amount, rates })),
    input.rounding,
  )
  const after = taxesOf(
    order.map(({ left, rates }) => ({ base: left, rates })),
    input.rounding,
  )
  const contained = (rates: readonly TaxRate[], taxes: Map<string, bigint>) =>
    rates.reduce((all, { id, inclusive }) => (inclusive ? all + taxes.get(id)! : all), 0n)
  const lines = order.map(({ line, rates, amount, left, taken }, i): OracleLine => {
    const taxes = after[i]!
    const net = left - contained(rates, taxes.rounded)
    const charged = rates.map(({ id }) => [id, input.taxExempt === 'none' ? taxes.rounded.get(id)! : 0n] as const)
    return {
      lineId: line.id,
      amount: amount * step,
      taken: new Map([...taken].map(([id, off]) => [id, off * step])),
      taxes: new Map(charged.map(([id, tax]) => [id, tax * step])),
      exactTaxes: new Map([...taxes.exact].map(([id, [n, d]]) => [id, [n * step, d]])),
      net: net * step,
      total: (net + charged.reduce((all, [, tax]) => all + tax, 0n)) * step,
    }
  })
  const subtotal = total(lines.map(({ amount }) => amount))
  const hidden = total(order.map(({ rates }, i) => contained(rates, before[i]!.rounded)))
  const taxes = sumMaps(lines.map((line) => line.taxes))
  return {
    lines: input.lines.map(({ id }) => lines.find(({ lineId }) => lineId === id)!),
    subtotal,
    subtotalExcludingTax: subtotal - hidden * step,
    discounts: sumMaps(lines.map((line) => line.taken)),
    taxes,
    tax: total([...taxes.values()]),
    totalExcludingTax: total(lines.map(({ net }) => net)),
    total: total(lines.map((line) => line.total)),
  }
}

/** Integers next to the exact shares that sum to `whole`; the share that is furthest short gets the next unit. */
export function handOut(whole: bigint, shares: readonly Fraction[]): bigint[] {
  const parts = shares.map(([n, d]) => n / d)
  const sign = whole < total(parts) ? -1n : 1n
  while (total(parts) !== whole) {
    let neediest = 0
    for (let i = 1; i < shares.length; i++) {
      const [n, d] = shares[i]!
      const [m, e] = shares[neediest]!
      const shortI = sign * (n - parts[i]! * d) * e
      const shortBest = sign * (m - parts[neediest]! * e) * d
      const larger = sign * n * e > sign * m * d
      if (shortI > shortBest || (shortI === shortBest && larger)) neediest = i
    }
    parts[neediest]! += sign
  }
  return parts
}

/** To the nearest integer, a half away from zero. */
export function nearest([n, d]: Fraction): bigint {
  const size = n < 0n ? -n : n
  const cut = size / d
  const up = 2n * (size - cut * d) >= d ? cut + 1n : cut
  return n < 0n ? -up : up
}

function taxesOf(bases: { base: bigint; rates: readonly TaxRate[] }[], rounding: 'line' | 'invoice') {
  const results = bases.map(({ base, rates }) => {
    const inside = total(rates.filter(({ inclusive }) => inclusive).map(millionths))
    const exact = new Map<string, Fraction>()
    for (const rate of rates) exact.set(rate.id, [base * millionths(rate), 1_000_000n + inside])
    return { base, rates, exact, rounded: new Map<string, bigint>() }
  })
  if (rounding === 'line')
    for (const { base, rates, exact, rounded } of results) {
      const inclusive = rates.filter((rate) => rate.inclusive)
      const shares = inclusive.map(({ id }) => exact.get(id)!)
      const whole = shares.length > 0 ? nearest([total(shares.map(([n]) => n)), shares[0]![1]]) : 0n
      for (const [i, part] of handOut(whole, shares).entries()) rounded.set(inclusive[i]!.id, part)
      for (const rate of rates)
        if (!rate.inclusive) rounded.set(rate.id, nearest([(base - whole) * millionths(rate), 1_000_000n]))
    }
  else
    for (const id of new Set(results.flatMap(({ rates }) => rates.map((rate) => rate.id)))) {
      const bearing = results.filter(({ exact }) => exact.has(id))
      const common = [...new Set(bearing.map(({ exact }) => exact.get(id)![1]))].reduce((all, d) => all * d, 1n)
      const sum = total(bearing.map(({ exact }) => (exact.get(id)![0] * common) / exact.get(id)![1]))
      const parts = handOut(
        nearest([sum, common]),
        bearing.map(({ exact }) => exact.get(id)!),
      )
      for (const [i, { rounded }] of bearing.entries()) rounded.set(id, parts[i]!)
    }
  return results
}

function offOf(discount: Discount, base: bigint, step: bigint): bigint {
  if (discount.percentOff !== null) return nearest([base * shifted(discount.percentOff, 4), 1_000_000n])
  const off = BigInt(discount.amountOffMinor!) / step
  return off > base ? base : off
}

const productOf = (quantity: string, unitAmount: string, step: bigint): Fraction => [
  shifted(quantity, 12) * shifted(unitAmount, 12),
  10n ** 24n * step,
]

const millionths = (rate: TaxRate): bigint => shifted(rate.percentage, 4)
const total = (figures: readonly bigint[]): bigint => figures.reduce((all, figure) => all + figure, 0n)
const key = (line: Line, rates: readonly TaxRate[]): string => `${rates.map(({ id }) => id).join(' ')}\u0000${line.id}`

/** A decimal string times ten to the power of `places`. */
function shifted(text: string, places: number): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(places, '0'))
}

function sumMaps(maps: readonly Map<string, bigint>[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const map of maps) for (const [id, figure] of map) sums.set(id, (sums.get(id) ?? 0n) + figure)
  return sums
}
