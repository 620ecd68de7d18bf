import type { InvoiceLine } from '../../../../core/invoices/invoice.ts'

/** A line's price. Prices do not exist here; the product is the merchant's own reference. */
export const pricingObject = ({ unitAmount, product = null }: InvoiceLine) => ({
  price_details: { price: null, product },
  type: 'price_details',
  unit_amount_decimal: unitAmount,
})
