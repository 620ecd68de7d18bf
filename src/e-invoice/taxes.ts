import { isInUnion } from '../core/addresses/countries.ts'
import { assert } from '../core/assert.ts'
import type { LineTotals } from '../core/invoices/totals.ts'
import { type Currency, exponentOf, stepMinor } from '../core/money/currencies.ts'
import { parseDecimal, printDecimal } from '../core/money/decimal.ts'
import { compare, minus, over, type Ratio, ratio, rounded, times } from '../core/money/ratio.ts'
import { halfUp } from '../core/money/rounding.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { parsePercentage, type TaxRate, type TaxReason } from '../core/tax/rates.ts'
import type { EInvoiceParty, Tax, TaxCategory, TaxSum } from './model.ts'
import { missing } from './refusal.ts'

/** Who sells to whom and where it goes: on this the category of what is not taxed depends. */
export type Supply = {
  readonly seller: EInvoiceParty
  readonly buyer: EInvoiceParty
  /** The country that goods are delivered to; null where services are sold. */
  readonly goodsTo: string | null
}

/** Stripe's names of value added taxes; a rate without a type counts as one. */
const valueAddedTaxes = new Set(['vat', 'gst', 'hst', 'igst', 'jct', 'qst'])

/** The official rules take a rate that rounds to no percent for no rate, and refuse tax at it. */
const leastPercent = ratio(1n, 200n)

/**
 * The one tax of a line. Refuses taxes that are no value added tax, rates below half a percent, and several that EN 16931 would
 * have to name at once.
 */
export function lineTax(rates: readonly TaxRate[], totals: LineTotals, supply: Supply, param: string): Result<Tax> {
  if (rates.length === 0) return ok(untaxed((supply.seller.vatNumber ?? supply.seller.taxNumber) ? 'E' : 'O', supply))
  const taxes: Tax[] = []
  for (const [place, rate] of rates.entries()) {
    const { reason } = totals.taxes[place]!
    if (reason !== 'standard_rated') {
      taxes.push(untaxed(categories[reason], supply))
      continue
    }
    if (rate.taxType !== null && !valueAddedTaxes.has(rate.taxType)) return refuse('e_invoice_tax_not_vat', { param })
    if (compare(fractionOf(rate.percentage), leastPercent) < 0) return refuse('e_invoice_tax_rate_too_low', { param })
    taxes.push({ category: 'S', percent: plainPercent(rate.percentage) })
  }
  return new Set(taxes.map(keyOf)).size === 1 ? ok(taxes[0]!) : refuse('e_invoice_taxes_combined', { param })
}

const categories: Readonly<Record<Exclude<TaxReason, 'standard_rated'>, TaxCategory>> = {
  zero_rated: 'Z',
  customer_exempt: 'E',
  reverse_charge: 'AE',
}

/** Goods that cross a border without tax are an export, or a supply within the union to a business that has a number there. */
function untaxed(category: TaxCategory, { seller, buyer, goodsTo }: Supply): Tax {
  const from = seller.address.country
  if (goodsTo === null || goodsTo === from || category === 'O') return { category, percent: '0' }
  if (!isInUnion(from) || !isInUnion(goodsTo)) return { category: 'G', percent: '0' }
  return { category: buyer.vatNumber === null ? category : 'K', percent: '0' }
}

/** The same for all lines that are added up together. */
export const keyOf = ({ category, percent }: Tax): string => `${category} ${percent}`

type TaxedLine = { readonly totals: LineTotals; readonly tax: Tax }

/** The sums by category and rate. Refuses a tax that is not its rate on its base, as rounding by line can make it. */
export function taxSums(
  currency: Currency,
  lines: readonly TaxedLine[],
  exemptionIn: (category: TaxCategory) => TaxSum['exemption'],
): Result<TaxSum[]> {
  const sums: TaxSum[] = []
  for (const group of Map.groupBy(lines, ({ tax }) => keyOf(tax)).values()) {
    const { tax } = group[0]!
    const taxableMinor = sum(group.map(({ totals }) => totals.netMinor))
    const amountMinor = sum(group.flatMap(({ totals }) => totals.taxes.map((one) => one.amountMinor)))
    const exact = times(ratio(BigInt(taxableMinor)), fractionOf(tax.percent))
    if (!isRoundedOnce(amountMinor, exact, group, currency))
      return refuse('e_invoice_tax_rounding', { param: 'rounding' })
    sums.push({ ...tax, taxableMinor, amountMinor, exemption: exemptionIn(tax.category) })
  }
  return ok(sums)
}

/**
 * A tax that comes on top is its rate on the sum, rounded. One contained in the prices is rounded on the gross amount, and rates of
 * one percentage each on their own: within a step for each rate, and within what the official rules allow.
 */
function isRoundedOnce(amountMinor: number, exact: Ratio, group: readonly TaxedLine[], currency: Currency): boolean {
  const rates = new Map(
    group.flatMap(({ totals }) => totals.taxes.map((tax) => [tax.taxRateId, tax.inclusive] as const)),
  )
  const step = BigInt(stepMinor(currency))
  if (rates.size <= 1 && ![...rates.values()].includes(true))
    return rounded(over(exact, ratio(step)), halfUp) * step === BigInt(amountMinor)
  const difference = minus(exact, ratio(BigInt(amountMinor)))
  const apart = { ...difference, count: difference.count < 0n ? -difference.count : difference.count }
  return compare(apart, ratio(step * BigInt(rates.size))) < 0 && compare(apart, mostApart(currency)) < 0
}

/** The official rules allow less than one major unit, after rounding to hundredths. */
const mostApart = (currency: Currency): Ratio => ratio(995n * 10n ** BigInt(exponentOf(currency)), 1000n)

/** The numbers that each category wants of seller and buyer (BR-S-02, BR-AE-02 and the like). */
export function checkNumbers(taxes: readonly Tax[], { seller, buyer }: Supply): Result<null> {
  for (const { category } of taxes) {
    const isRegistered =
      seller.vatNumber !== null || (seller.taxNumber !== null && category !== 'K' && category !== 'G')
    if (category !== 'O' && !isRegistered) return missing('seller.tax_ids')
    const isKnown = buyer.vatNumber !== null || (buyer.registration !== null && category === 'AE')
    if ((category === 'AE' || category === 'K') && !isKnown) return missing('customer.tax_ids')
  }
  return ok(null)
}

/** Why no tax is charged, with the code of the union's directive where the seller is bound by it. */
export function exemptionOf(category: TaxCategory, { seller }: Supply, text: string | null): TaxSum['exemption'] {
  const exemption = exemptions[category]
  if (exemption === null) return null
  if (category === 'E') return { text: text ?? exemption.text, code: null }
  return isInUnion(seller.address.country) ? exemption : { ...exemption, code: null }
}

const exemptions: Readonly<Record<TaxCategory, TaxSum['exemption']>> = {
  S: null,
  Z: null,
  E: { text: 'Exempt from tax', code: null },
  AE: { text: 'Reverse charge', code: 'VATEX-EU-AE' },
  K: { text: 'Intra-community supply', code: 'VATEX-EU-IC' },
  G: { text: 'Export', code: 'VATEX-EU-G' },
  O: { text: 'Not subject to tax', code: 'VATEX-EU-O' },
}

function fractionOf(percentage: string): Ratio {
  const fraction = parsePercentage(percentage)
  assert(fraction.ok, 'a stored rate has a percentage')
  return fraction.value
}

function plainPercent(percentage: string): string {
  const decimal = parseDecimal(percentage)
  assert(decimal.ok, 'a stored rate has a percentage')
  return printDecimal(decimal.value)
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
