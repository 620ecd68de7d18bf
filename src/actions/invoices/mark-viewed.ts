import { requireScope } from '../../core/access/caller.ts'
import { view } from '../../core/invoices/view.ts'
import { isUseDue } from '../../core/portal/session.ts'
import { linkUsed } from '../../db/repositories/links.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork, withRows } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'

type Viewed = {
  readonly invoice: { readonly id: string }
  readonly linkId: string
  /** When the link was used before, ms since 1970. */
  readonly lastUsedAt: number | null
}

/**
 * Records that a person viewed the invoice, and when by this link: that also where the view makes no event, since the same invoice was just
 * viewed by another link.
 */
export async function markViewed(deps: Deps, unit: UnitOfWork, { invoice: { id }, linkId, lastUsedAt }: Viewed) {
  requireScope(unit.caller, 'invoices:read', { invoiceId: id })
  const now = deps.now()
  const used = linkUsed(deps.db, unit.caller.accountId, linkId, now)
  const viewed = await changeInvoice(deps, withRows(unit, [used]), id, (invoice, at) => view(invoice, linkId, at))
  const isWritten = unit.written.invoices.has(id)
  if (viewed.ok && !isWritten && isUseDue({ lastUsedAt }, now)) await commitUnit(deps, unit, [], now, [used])
  return viewed
}
