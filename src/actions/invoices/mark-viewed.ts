import { type Caller, requireScope } from '../../core/access/caller.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { ok } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from './change-invoice.ts'

type Viewed = { readonly invoice: { readonly id: string }; readonly linkId: string }

const againAfterMs = 60_000

/** Notes that a person looked at the invoice, however often; reloading within a minute is the same look. */
export function markViewed(deps: Deps, caller: Caller, { invoice: { id }, linkId }: Viewed) {
  requireScope(caller, 'invoices:read', id)
  return changeInvoice(deps, caller, id, (invoice, now) => {
    const isSameLook = isIssued(invoice) && invoice.lastViewedAt !== null && now - invoice.lastViewedAt < againAfterMs
    return ok(isSameLook ? [] : [{ type: 'invoice.viewed', linkId }])
  })
}
