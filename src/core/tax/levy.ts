import { assert } from '../assert.ts'
import { over, plus, type Ratio, ratio, rounded, sum, times } from '../money/ratio.ts'
import { halfUp } from '../money/rounding.ts'
import { apportion } from '../money/split.ts'
import { parsePercentage, type TaxRate } from './rates.ts'

/** A rate applied to an amount; `fraction` is its percentage as a fraction of one. */
export type Levy = { readonly rate: TaxRate; readonly fraction: Ratio }

/** A discounted amount including inclusive taxes, and the rates that apply to it. */
export type Taxable = { readonly amount: bigint; readonly levies: readonly Levy[] }

const one = ratio(1n)

/**
 * The taxes of each amount, each amount rounded separately: inclusive taxes first, exclusive ones on the rest. Several
 * inclusive rates share one rounded tax.
 */
export const taxesByLine = (taxables: readonly Taxable[]): bigint[][] => taxables.map(taxesOfLine)

/** The taxes of each amount: added exactly per rate, rounded once, and distributed over the amounts. */
export function taxesByInvoice(taxables: readonly Taxable[]): bigint[][] {
  const taxes = taxables.map(({ levies }) => levies.map(() => 0n))
  const shares = new Map<string, { line: number; place: number; exact: Ratio }[]>()
  for (const [line, taxable] of taxables.entries()) {
    const net = exactNet(taxable)
    for (const [place, { rate, fraction }] of taxable.levies.entries()) {
      const ofRate = shares.get(rate.id) ?? []
      ofRate.push({ line, place, exact: times(net, fraction) })
      shares.set(rate.id, ofRate)
    }
  }
  for (const ofRate of shares.values()) {
    const parts = apportion(ofRate.map(({ exact }) => exact))
    for (const [i, { line, place }] of ofRate.entries()) taxes[line]![place] = parts[i]!
  }
  return taxes
}

/** The amount without inclusive taxes: divided by one plus the sum of their rates. */
export function exactNet({ amount, levies }: Taxable): Ratio {
  const inclusive = levies.filter(({ rate }) => rate.inclusive)
  return over(ratio(amount), plus(one, sum(inclusive.map(({ fraction }) => fraction))))
}

/** The inclusive part of an amount's taxes. */
export const inclusiveTax = ({ levies }: Taxable, taxes: readonly bigint[]): bigint =>
  taxes.reduce((total, tax, place) => (levies[place]!.rate.inclusive ? total + tax : total), 0n)

function taxesOfLine(taxable: Taxable): bigint[] {
  const net = exactNet(taxable)
  const contained = taxable.levies.filter(({ rate }) => rate.inclusive)
  const inclusive = apportion(contained.map(({ fraction }) => times(net, fraction)))
  const left = ratio(inclusive.reduce((rest, tax) => rest - tax, taxable.amount))
  const next = inclusive.values()
  return taxable.levies.map(({ rate, fraction }) =>
    rate.inclusive ? next.next().value! : rounded(times(left, fraction), halfUp),
  )
}

/** A rate on an amount without taxes, in minor units, rounded once. */
export function taxOn(taxableMinor: number, rate: TaxRate): number {
  const fraction = parsePercentage(rate.percentage)
  assert(fraction.ok, 'a kept rate has a percentage')
  return Number(rounded(times(ratio(BigInt(taxableMinor)), fraction.value), halfUp))
}
