import type { InvoiceLine } from '../../../../core/invoices/invoice.ts'

/** What a line costs. There are no prices and products here; the product is the merchant's own word, where it was said. */
export const pricingObject = ({ unitAmount, product = null }: InvoiceLine) => ({
  price_details: { price: null, product },
  type: 'price_details',
  unit_amount_decimal: unitAmount,
})
