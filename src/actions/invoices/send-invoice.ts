import { type Caller, requireScope } from '../../core/access/caller.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { send } from '../../core/invoices/send.ts'
import { type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from './change-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'

/** Mails an invoice to its customer; a draft is finalized in the same commit. */
export async function sendInvoice(
  deps: Deps,
  caller: Caller,
  { invoiceId }: { invoiceId: string },
): Promise<Result<Invoice>> {
  requireScope(caller, 'invoices:write')
  const loaded = await invoicesOf(deps.db, caller.accountId).toFinalize(invoiceId)
  if (!loaded) return refuse('resource_missing')
  const { invoice, customer } = loaded
  if (invoice.status !== 'draft') return changeInvoice(deps, caller, invoiceId, send, loaded)
  if (invoice.collectionMethod !== 'send_invoice') return refuse('parameter_invalid', { param: 'collection_method' })
  if (!customer?.email) return refuse('customer_email_missing')
  return finalizeInvoice(deps, caller, { invoiceId, isSent: true }, loaded)
}
