import { oneLine } from '../one-line.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { InvoiceEvent } from './events.ts'
import type { Invoice } from './invoice.ts'

/** As long as the API's own. */
const longest = 100

/** The number of the customer's order as it is known now: the one that they added since the invoice was issued, else its own. */
export const purchaseOrderOf = (invoice: Invoice): string | null =>
  (invoice.status === 'draft' ? undefined : invoice.addedPurchaseOrder) ?? invoice.purchaseOrder ?? null

/**
 * The customer adds the number of their order to an open invoice, or changes the one they added; nothing typed takes it away. What
 * the invoice was issued with stays in its document. Refuses `invoice_not_open`, and `parameter_invalid` above 100 characters.
 */
export function setPurchaseOrder(invoice: Invoice, typed: string): Result<InvoiceEvent[]> {
  if (invoice.status !== 'open') return refuse('invoice_not_open')
  const purchaseOrder = oneLine(typed.toWellFormed().normalize('NFC')) || null
  if (purchaseOrder !== null && purchaseOrder.length > longest) {
    const values = { reason: `it must be at most ${longest} characters` }
    return refuse('parameter_invalid', { param: 'purchase_order', values })
  }
  const isKnown = purchaseOrder === (invoice.addedPurchaseOrder ?? null) || purchaseOrder === purchaseOrderOf(invoice)
  return ok(isKnown ? [] : [{ type: 'purchase_order.set', purchaseOrder }])
}
