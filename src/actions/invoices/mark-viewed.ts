import { requireScope } from '../../core/access/caller.ts'
import { view } from '../../core/invoices/view.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'

type Viewed = { readonly invoice: { readonly id: string }; readonly linkId: string }

/** Records that a person viewed the invoice. */
export function markViewed(deps: Deps, unit: UnitOfWork, { invoice: { id }, linkId }: Viewed) {
  requireScope(unit.caller, 'invoices:read', { invoiceId: id })
  return changeInvoice(deps, unit, id, (invoice, now) => view(invoice, linkId, now))
}
