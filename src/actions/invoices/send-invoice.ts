import { type Caller, requireScope } from '../../core/access/caller.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { send } from '../../core/invoices/send.ts'
import { type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from './change-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'

/** Mails an invoice to its customer; a draft is finalized first. */
export async function sendInvoice(
  deps: Deps,
  caller: Caller,
  { invoiceId }: { invoiceId: string },
): Promise<Result<Invoice>> {
  requireScope(caller, 'invoices:write')
  const loaded = await invoicesOf(deps.db, caller.accountId).withParties(invoiceId)
  if (!loaded) return refuse('resource_missing')
  if (loaded.invoice.status === 'draft') {
    if (loaded.invoice.collectionMethod !== 'send_invoice')
      return refuse('parameter_invalid', { param: 'collection_method' })
    if (!loaded.customer?.email) return refuse('customer_email_missing')
    const finalized = await finalizeInvoice(deps, caller, { invoiceId })
    if (!finalized.ok) return finalized
  }
  return changeInvoice(deps, caller, invoiceId, send)
}
