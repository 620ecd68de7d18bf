import { requireScope } from '../../core/access/caller.ts'
import { chargeNow } from '../../core/collection/rescheduling.ts'
import { contentChanges, type InvoiceInput } from '../../core/invoices/content.ts'
import { update } from '../../core/invoices/draft.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { loadForDraft } from '../../db/repositories/drafting.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { redemptions } from '../coupons/redemptions.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { draftReferences } from './draft-references.ts'

type ToUpdate = { readonly invoiceId: string; readonly input: InvoiceInput }

/** Updates a draft in any field, an issued invoice only in the fields that stay editable. */
export function updateInvoice(deps: Deps, unit: UnitOfWork, { invoiceId, input }: ToUpdate): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const { accountId } = unit.caller
  return retryOnConflict(async () => {
    const loaded = await loadForDraft(deps.db, accountId, { ...draftReferences(input), invoiceId })
    const { invoice } = loaded
    if (!invoice) return refuse('resource_missing')
    const now = deps.now()
    const { currency } = invoice
    const changes = contentChanges(input, invoice, {
      ...loaded,
      currency,
      now,
      newDiscountId: () => deps.newId('discount'),
    })
    if (!changes.ok) return changes
    if (Object.keys(changes.value.content).length === 0) return ok(invoice)
    const updated = update(invoice, changes.value.content)
    if (!updated.ok) return updated
    const { autoAdvance } = changes.value.content
    const resumed = autoAdvance === true ? chargeNow({ ...invoice, autoAdvance }, 'resumed', now) : []
    const decided = [...updated.value, ...resumed]
    if (decided.length === 0) return ok(invoice)
    const { change, after } = invoicesOf(deps.db, accountId).change(invoice, decided, now)
    await commitUnit(deps, unit, [change, ...redemptions(deps, accountId, changes.value.redeemed, invoiceId, now)], now)
    return ok(after!)
  })
}
