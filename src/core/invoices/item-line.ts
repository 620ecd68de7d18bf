import type { Coupon } from '../catalog/coupon.ts'
import type { TaxRateRecord } from '../catalog/tax-rate.ts'
import { type MetadataChange, mergeMetadata } from '../metadata.ts'
import type { Currency } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'
import { chosenRates } from '../tax/chosen-rates.ts'
import { choose, type DiscountChoice } from './discounts.ts'
import type { InvoiceLine } from './invoice.ts'
import { checkLine, type Price, priced } from './new-line.ts'

/** An item's fields as a merchant sends them; null unsets. Instants in ms since 1970. */
export type ItemInput = {
  readonly price: Price
  /** The product of the price; only a new price changes it. */
  readonly product?: string | undefined
  readonly description?: string | null | undefined
  readonly discountable?: boolean | undefined
  readonly discounts?: readonly DiscountChoice[] | null | undefined
  readonly metadata?: MetadataChange | undefined
  readonly period?: { readonly start: number; readonly end: number } | undefined
  /** Null means the invoice's default rates. */
  readonly taxRates?: readonly string[] | null | undefined
}

type KnownForItem = {
  readonly currency: Currency
  readonly coupons: ReadonlyMap<string, Coupon>
  readonly taxRates: ReadonlyMap<string, TaxRateRecord>
  readonly now: number
  readonly newDiscountId: () => string
}

type ItemLine = { readonly line: InvoiceLine; readonly redeemed: readonly Coupon[] }

/** A new line without input. */
export const blankLine = (
  lineId: string,
  itemId: string,
  now: number,
): Omit<InvoiceLine, 'quantity' | 'unitAmount'> => ({
  id: lineId,
  itemId,
  description: null,
  discountable: true,
  discounts: [],
  taxRates: null,
  metadata: {},
  periodStart: now,
  periodEnd: now,
})

type Before = Omit<InvoiceLine, 'quantity' | 'unitAmount'> & Partial<Pick<InvoiceLine, 'quantity' | 'unitAmount'>>

/** Validates the input and returns the item's line, new or changed. */
export function itemLine(input: ItemInput, before: Before, known: KnownForItem): Result<ItemLine> {
  const { currency, coupons, taxRates, now, newDiscountId } = known
  const { quantity, unitAmount } = before
  const price = priced(
    currency,
    input.price,
    quantity !== undefined && unitAmount !== undefined ? { quantity, unitAmount } : null,
  )
  if (!price.ok) return price
  const metadata = mergeMetadata(before.metadata, input.metadata)
  if (!metadata.ok) return metadata
  const rates = chosenRates(input.taxRates ?? [], taxRates, 'tax_rates')
  if (!rates.ok) return rates
  const chosen = choose(input.discounts ?? [], {
    before: before.discounts,
    coupons,
    currency,
    now,
    newId: newDiscountId,
  })
  if (!chosen.ok) return chosen
  if (input.period && input.period.end < input.period.start) {
    return refuse('parameter_invalid', { param: 'period[end]', values: { reason: 'it must not be before its start' } })
  }
  const isCredit = price.value.unitAmount.startsWith('-')
  if (isCredit && input.discountable)
    return refuse('parameter_invalid', {
      param: 'discountable',
      values: { reason: 'a negative amount takes no discount' },
    })
  const line: InvoiceLine = {
    ...before,
    ...price.value,
    ...productOf(input, before),
    description: input.description === undefined ? before.description : input.description,
    discountable: !isCredit && (input.discountable ?? before.discountable),
    discounts: input.discounts === undefined ? before.discounts : chosen.value.discounts,
    taxRates: input.taxRates === undefined ? before.taxRates : input.taxRates && rates.value,
    metadata: metadata.value,
    periodStart: input.period?.start ?? before.periodStart,
    periodEnd: input.period?.end ?? before.periodEnd,
  }
  const checked = checkLine(currency, line)
  return checked.ok ? ok({ line, redeemed: chosen.value.redeemed }) : checked
}

function productOf({ price, product }: ItemInput, before: Before): Pick<InvoiceLine, 'product'> {
  if (product !== undefined) return { product }
  const isRepriced = price.amountMinor !== undefined || price.unitAmount !== undefined
  return isRepriced && before.product ? { product: null } : {}
}
