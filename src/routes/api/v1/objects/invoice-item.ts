import type { InvoiceItem } from '../../../../core/invoices/item.ts'
import { amountOfLine } from '../../../../core/invoices/new-line.ts'
import { type ApiObject, Reference } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { discountReference } from './discount.ts'
import { pricingObject } from './pricing.ts'
import { wholeQuantity } from './quantity.ts'
import { seconds } from './seconds.ts'

export function invoiceItemObject(context: RenderContext, item: InvoiceItem): ApiObject {
  const { line, customerId, invoiceId } = item
  const amountMinor = amountOfLine(item.currency, line)
  return {
    id: item.id,
    object: 'invoiceitem',
    amount: amountMinor,
    currency: item.currency,
    customer: new Reference(customerId, () => context.object('customer', customerId)),
    customer_account: null,
    date: seconds(item.createdAt),
    description: line.description,
    discountable: line.discountable,
    discounts: line.discounts.map((discount) => discountReference(context, discount, { ...item, itemId: item.id })),
    frozen_fields: [],
    invoice: invoiceId === null ? null : new Reference(invoiceId, () => context.invoice(invoiceId)),
    invoicing_rules: [],
    livemode: context.livemode,
    metadata: line.metadata,
    net_amount: amountMinor,
    parent: null,
    period: { end: seconds(line.periodEnd), start: seconds(line.periodStart) },
    pricing: pricingObject(line),
    proration: false,
    quantity: wholeQuantity(line.quantity),
    quantity_decimal: line.quantity,
    tax_rates: (line.taxRates ?? []).map(({ id }) => context.object('tax_rate', id)),
    test_clock: null,
  }
}
