import { requireScope } from '../../core/access/caller.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { ok } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'

type Viewed = { readonly invoice: { readonly id: string }; readonly linkId: string }

const againAfterMs = 60_000

/** Notes that a person looked at the invoice, however often; reloading within a minute is the same look. */
export function markViewed(deps: Deps, unit: UnitOfWork, { invoice: { id }, linkId }: Viewed) {
  requireScope(unit.caller, 'invoices:read', { invoiceId: id })
  return changeInvoice(deps, unit, id, (invoice, now) => {
    const isSameLook = isIssued(invoice) && invoice.lastViewedAt !== null && now - invoice.lastViewedAt < againAfterMs
    return ok(isSameLook ? [] : [{ type: 'invoice.viewed', linkId }])
  })
}
