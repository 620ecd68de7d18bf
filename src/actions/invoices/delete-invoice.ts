import { requireScope } from '../../core/access/caller.ts'
import { remove } from '../../core/invoices/draft.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoiceItemsOf } from '../../db/repositories/invoice-items.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Deletes a draft and the items on it, as Stripe does. */
export function deleteInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId }: { invoiceId: string },
): Promise<Result<null>> {
  requireScope(unit.caller, 'invoices:write')
  const { accountId } = unit.caller
  return retryOnConflict(async () => {
    const invoices = invoicesOf(deps.db, accountId)
    const items = invoiceItemsOf(deps.db, accountId)
    // In this order: an item that is added in between changes the draft's version, which the commit checks.
    const invoice = await invoices.find(invoiceId)
    if (!invoice) return refuse('resource_missing')
    const onIt = await items.onInvoice(invoiceId)
    const removed = remove(invoice)
    if (!removed.ok) return removed
    const at = deps.now()
    const deleted = onIt.map(({ state }) => items.change(state, [{ type: 'invoiceitem.deleted' }], at).change)
    await commitUnit(deps, unit, [invoices.change(invoice, [removed.value], at).change, ...deleted], at)
    return ok(null)
  })
}
