import { requireScope } from '../../core/access/caller.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { send } from '../../core/invoices/send.ts'
import { type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'

/** Mails an invoice to its customer; a draft is finalized in the same commit. */
export async function sendInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId }: { invoiceId: string },
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const loaded = await invoicesOf(deps.db, unit.caller.accountId).toFinalize(invoiceId)
  if (!loaded) return refuse('resource_missing')
  const { invoice, customer } = loaded
  if (invoice.status !== 'draft') return changeInvoice(deps, unit, invoiceId, send, loaded)
  if (invoice.collectionMethod !== 'send_invoice') return refuse('parameter_invalid', { param: 'collection_method' })
  if (!customer?.email) return refuse('customer_email_missing')
  return finalizeInvoice(deps, unit, { invoiceId, isSent: true }, loaded)
}
