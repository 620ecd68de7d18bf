import type { Invoice, InvoiceLine } from '../../../../core/invoices/invoice.ts'
import type { LineTotals, TaxTotal } from '../../../../core/invoices/totals.ts'
import type { ApiObject } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { discountReference } from './discount.ts'
import { pricingObject } from './pricing.ts'
import { wholeQuantity } from './quantity.ts'
import { seconds } from './seconds.ts'

/** An invoice's lines with their totals, in order; at most `most` of them. */
export const lineItemObjects = (context: RenderContext, invoice: Invoice, most = invoice.lines.length): ApiObject[] =>
  invoice.lines
    .slice(0, most)
    .map((line, place) => lineItemObject(context, invoice, line, invoice.totals.lines[place]!))

function lineItemObject(context: RenderContext, invoice: Invoice, line: InvoiceLine, totals: LineTotals): ApiObject {
  const references = new Map([
    ...invoice.discounts.map(
      (discount) => [discount.id, discountReference(context, discount, onInvoice(invoice))] as const,
    ),
    ...line.discounts.map(
      (discount) => [discount.id, discountReference(context, discount, onLine(invoice, line))] as const,
    ),
  ])
  const amounts = totals.discounts.map(({ discountId, amountMinor }) => ({
    amount: amountMinor,
    discount: references.get(discountId),
  }))
  return {
    id: line.id,
    object: 'line_item',
    amount: totals.amountMinor,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: amounts,
    discountable: line.discountable,
    discounts: line.discounts.map(({ id }) => references.get(id)),
    invoice: invoice.id,
    livemode: context.livemode,
    metadata: line.metadata,
    parent: line.itemId === null ? null : parentObject(line.itemId),
    period: { end: seconds(line.periodEnd), start: seconds(line.periodStart) },
    pretax_credit_amounts: amounts.map((amount) => ({ ...amount, type: 'discount' })),
    pricing: pricingObject(line),
    quantity: wholeQuantity(line.quantity),
    quantity_decimal: line.quantity,
    subscription: null,
    subtotal: totals.amountMinor,
    taxes: totals.taxes.map(taxObject),
  }
}

export const onInvoice = ({ customerId, id, createdAt }: Invoice) => ({
  customerId,
  invoiceId: id,
  itemId: null,
  createdAt,
})

const onLine = (invoice: Invoice, { itemId, periodStart }: InvoiceLine) => ({
  ...onInvoice(invoice),
  itemId,
  createdAt: periodStart,
})

const parentObject = (itemId: string) => ({
  invoice_item_details: { invoice_item: itemId, proration: false, proration_details: null, subscription: null },
  subscription_item_details: null,
  type: 'invoice_item_details',
})

export const taxObject = (tax: TaxTotal) => ({
  amount: tax.amountMinor,
  tax_behavior: tax.inclusive ? 'inclusive' : 'exclusive',
  tax_rate_details: { tax_rate: tax.taxRateId },
  taxability_reason: tax.reason,
  taxable_amount: tax.taxableMinor,
  type: 'tax_rate_details',
})
