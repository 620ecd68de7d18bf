import type { InvoiceInput } from '../../core/invoices/content.ts'
import type { References } from '../../db/repositories/drafting.ts'

/** The coupons, tax rates and number that the input names, to be loaded before it is validated. */
export const draftReferences = ({ discounts, defaultTaxRates, numberOverride }: InvoiceInput): References => ({
  couponIds: (discounts ?? []).flatMap(({ coupon }) => coupon ?? []),
  taxRateIds: defaultTaxRates ?? [],
  number: numberOverride,
})
