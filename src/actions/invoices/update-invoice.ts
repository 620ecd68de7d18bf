import { requireScope } from '../../core/access/caller.ts'
import { chargeNow } from '../../core/collection/rescheduling.ts'
import { type InvoiceInput, written } from '../../core/invoices/content.ts'
import { update } from '../../core/invoices/draft.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { loadForDraft } from '../../db/repositories/drafting.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { redemptions } from '../coupons/redemptions.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { wantedBy } from './wanted.ts'

type ToUpdate = { readonly invoiceId: string; readonly input: InvoiceInput }

/** Changes a draft in any part, an issued invoice where nothing was promised yet. */
export function updateInvoice(deps: Deps, unit: UnitOfWork, { invoiceId, input }: ToUpdate): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const { accountId } = unit.caller
  return retryOnConflict(async () => {
    const loaded = await loadForDraft(deps.db, accountId, { ...wantedBy(input), invoiceId })
    const { invoice } = loaded
    if (!invoice) return refuse('resource_missing')
    const now = deps.now()
    const { currency } = invoice
    const said = written(input, invoice, { ...loaded, currency, now, newDiscountId: () => deps.newId('discount') })
    if (!said.ok) return said
    if (Object.keys(said.value.content).length === 0) return ok(invoice)
    const updated = update(invoice, said.value.content)
    if (!updated.ok) return updated
    const { autoAdvance } = said.value.content
    const resumed = autoAdvance === true ? chargeNow({ ...invoice, autoAdvance }, 'resumed', now) : []
    const decided = [...updated.value, ...resumed]
    if (decided.length === 0) return ok(invoice)
    const { change, after } = invoicesOf(deps.db, accountId).change(invoice, decided, now)
    await commitUnit(deps, unit, [change, ...redemptions(deps, accountId, said.value.redeemed, invoiceId, now)], now)
    return ok(after!)
  })
}
