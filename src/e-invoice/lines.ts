import { assert } from '../core/assert.ts'
import { dayOf } from '../core/calendar/day.ts'
import { dayIn } from '../core/calendar/zone.ts'
import type { InvoiceLine, IssuedInvoice } from '../core/invoices/invoice.ts'
import type { LineTotals } from '../core/invoices/totals.ts'
import { type Currency, exponentOf, stepMinor } from '../core/money/currencies.ts'
import { type Decimal, parseDecimal, printDecimal, toRatio } from '../core/money/decimal.ts'
import { toMinor } from '../core/money/money.ts'
import { over, ratio, rounded, times } from '../core/money/ratio.ts'
import { halfUp } from '../core/money/rounding.ts'
import { exactNet, type Levy } from '../core/tax/levy.ts'
import { parsePercentage, type TaxRate } from '../core/tax/rates.ts'
import type { EInvoiceLine, Period, Tax } from './model.ts'

/** A line, and what the invoice's own discounts take from it: amounts without tax, by discount. */
export type NetLine = { readonly line: EInvoiceLine; readonly shares: ReadonlyMap<string, number> }

export const ratesOf = (line: InvoiceLine, invoice: IssuedInvoice): readonly TaxRate[] =>
  line.taxRates ?? invoice.defaultTaxRates

/**
 * A line in net amounts. Discounts on prices with tax are taken without it, each rounded; the price is what they and the line's
 * net amount add up to, so that the sum is always the invoice's.
 */
export function netLine(invoice: IssuedInvoice, place: number, totals: LineTotals, tax: Tax): NetLine {
  const line = invoice.lines[place]!
  const levies = ratesOf(line, invoice).map(levyOf)
  const taken = totals.discounts
    .map(({ discountId, amountMinor }) => [discountId, withoutTax(amountMinor, levies, invoice.currency)] as const)
    .filter(([, amountMinor]) => amountMinor !== 0)
  const own = new Map(line.discounts.map((discount) => [discount.id, discount]))
  const shares = taken.filter(([id]) => !own.has(id))
  const allowances = taken
    .filter(([id]) => own.has(id))
    .map(([id, amountMinor]) => ({ amountMinor, reason: own.get(id)!.name }))
  const netMinor = totals.netMinor + sum(shares.map(([, amountMinor]) => amountMinor))
  const pricedMinor = netMinor + sum(allowances.map(({ amountMinor }) => amountMinor))
  return {
    shares: new Map(shares),
    line: {
      id: String(place + 1),
      name: line.description ?? '',
      ...quantityAndPrice(line, pricedMinor, invoice.currency),
      period: periodOf(line, invoice),
      allowances,
      netMinor,
      tax,
    },
  }
}

/** The days that a line is for, as the page shows them; null where it is for a single instant or day. */
function periodOf({ periodStart, periodEnd }: InvoiceLine, { seller }: IssuedInvoice): Period | null {
  const [from, to] = [dayIn(seller.timeZone, periodStart), dayIn(seller.timeZone, periodEnd)]
  return from === to || dayOf(periodStart) === dayOf(periodEnd) ? null : { from, to }
}

/**
 * A quantity and a price per unit that give an amount to the hundredth. The stated price where it does, else the one with the
 * fewest decimals; a price is never negative (BR-27), so the quantity carries the sign.
 */
function quantityAndPrice({ quantity, unitAmount }: InvoiceLine, amountMinor: number, currency: Currency) {
  const count = decimal(quantity)
  const stated = decimal(unitAmount)
  const exponent = exponentOf(currency)
  const hundredths = BigInt(Math.abs(amountMinor)) * 10n ** BigInt(2 - exponent)
  const gives = (price: Decimal) =>
    rounded(times(times(toRatio(count), toRatio(price)), ratio(100n)), halfUp) === hundredths
  const inMajorUnits = { units: absolute(stated.units), scale: stated.scale + exponent }
  const isTakenBack = stated.units < 0n
  return {
    quantity: `${isTakenBack && count.units > 0n ? '-' : ''}${printDecimal(count)}`,
    price: printDecimal(priceThat(gives, inMajorUnits, count, hundredths)),
  }
}

function priceThat(gives: (price: Decimal) => boolean, stated: Decimal, count: Decimal, hundredths: bigint): Decimal {
  if (count.units === 0n || gives(stated)) return stated
  const exact = over(ratio(hundredths, 100n), toRatio(count))
  for (let scale = 2; ; scale++) {
    const price = { units: rounded(times(exact, ratio(10n ** BigInt(scale))), halfUp), scale }
    if (gives(price)) return price
  }
}

/** An amount of a discount on a price that contains tax, without that tax. */
function withoutTax(amountMinor: number, levies: readonly Levy[], currency: Currency): number {
  const step = BigInt(stepMinor(currency))
  const steps = over(exactNet({ amount: BigInt(amountMinor), levies }), ratio(step))
  return toMinor(rounded(steps, halfUp) * step)
}

function levyOf(rate: TaxRate): Levy {
  const fraction = parsePercentage(rate.percentage)
  assert(fraction.ok, 'a stored rate has a percentage')
  return { rate, fraction: fraction.value }
}

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text, { signed: true })
  assert(parsed.ok, 'a stored line has decimals')
  return parsed.value
}

const absolute = (units: bigint): bigint => (units < 0n ? -units : units)
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
