import { requireScope } from '../../core/access/caller.ts'
import { removeLine } from '../../core/invoices/draft.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoiceItemsOf } from '../../db/repositories/invoice-items.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { invoiceOf } from './invoice-of.ts'

/** Deletes an item, and its line if it is on a draft. */
export function deleteInvoiceItem(deps: Deps, unit: UnitOfWork, { itemId }: { itemId: string }): Promise<Result<null>> {
  requireScope(unit.caller, 'invoice_items:write')
  const { accountId } = unit.caller
  return retryOnConflict(async () => {
    const items = invoiceItemsOf(deps.db, accountId)
    const item = await items.find(itemId)
    if (!item) return refuse('resource_missing')
    const found = await invoiceOf(deps, accountId, item)
    if (!found.ok) return found
    const invoice = found.value
    const updated = invoice && removeLine(invoice, item.line.id)
    if (updated && !updated.ok) return updated
    const at = deps.now()
    const onInvoice = updated ? [invoicesOf(deps.db, accountId).change(invoice, updated.value, at).change] : []
    await commitUnit(deps, unit, [items.change(item, [{ type: 'invoiceitem.deleted' }], at).change, ...onInvoice], at)
    return ok(null)
  })
}
