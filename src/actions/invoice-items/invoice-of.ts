import type { Draft } from '../../core/invoices/invoice.ts'
import type { InvoiceItem } from '../../core/invoices/item.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'

/**
 * The draft that an item is on; null while it is pending. Refuses `invoice_not_editable` once that invoice is issued.
 */
export async function invoiceOf(deps: Deps, accountId: string, item: InvoiceItem): Promise<Result<Draft | null>> {
  if (item.invoiceId === null) return ok(null)
  const invoice = await invoicesOf(deps.db, accountId).find(item.invoiceId)
  return invoice?.status === 'draft' ? ok(invoice) : refuse('invoice_not_editable', { param: 'invoice' })
}
