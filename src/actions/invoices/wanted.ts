import type { InvoiceInput } from '../../core/invoices/content.ts'
import type { Wanted } from '../../db/repositories/drafting.ts'

/** What has to be loaded to judge what a merchant says about an invoice. */
export const wantedBy = ({ discounts, defaultTaxRates, numberOverride }: InvoiceInput): Wanted => ({
  couponIds: (discounts ?? []).flatMap(({ coupon }) => coupon ?? []),
  taxRateIds: defaultTaxRates ?? [],
  number: numberOverride,
})
