import { requireScope } from '../../core/access/caller.ts'
import { changesTo } from '../../core/changes.ts'
import { changeLine } from '../../core/invoices/draft.ts'
import type { InvoiceItem } from '../../core/invoices/item.ts'
import { type ItemInput, itemLine } from '../../core/invoices/item-line.ts'
import type { Currency } from '../../core/money/currencies.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { loadForDraft } from '../../db/repositories/drafting.ts'
import { invoiceItemsOf } from '../../db/repositories/invoice-items.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { redemptions } from '../coupons/redemptions.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { invoiceOf } from './invoice-of.ts'
import { itemReferences } from './item-references.ts'

type ToUpdate = {
  readonly itemId: string
  /** The currency in `price_data`, which must be the item's. */
  readonly currency: Currency | undefined
  readonly input: ItemInput
}

/** Updates an item, and its line if it is on a draft. */
export function updateInvoiceItem(deps: Deps, unit: UnitOfWork, toUpdate: ToUpdate): Promise<Result<InvoiceItem>> {
  requireScope(unit.caller, 'invoice_items:write')
  const { accountId } = unit.caller
  const { itemId, currency, input } = toUpdate
  return retryOnConflict(async () => {
    const loaded = await loadForDraft(deps.db, accountId, { ...itemReferences(input), itemId })
    const { item } = loaded
    if (!item) return refuse('resource_missing')
    if (currency && currency !== item.currency) {
      return refuse('currency_mismatch', { param: 'price_data[currency]', values: { currency: item.currency } })
    }
    const found = await invoiceOf(deps, accountId, item)
    if (!found.ok) return found
    const now = deps.now()
    const known = { ...loaded, currency: item.currency, now, newDiscountId: () => deps.newId('discount') }
    const parsed = itemLine(input, item.line, known)
    if (!parsed.ok) return parsed
    const { line, redeemed } = parsed.value
    const invoice = found.value
    const updated = invoice && changeLine(invoice, line)
    if (updated && !updated.ok) return updated
    const changes = changesTo(item.line, line)
    if (Object.keys(changes).length === 0) return ok(item)
    const { change, after } = invoiceItemsOf(deps.db, accountId).change(
      item,
      [{ type: 'invoiceitem.updated', changes }],
      now,
    )
    const onInvoice = updated ? [invoicesOf(deps.db, accountId).change(invoice, updated.value, now).change] : []
    const counted = redemptions(deps, accountId, redeemed, item.invoiceId ?? itemId, now)
    await commitUnit(deps, unit, [change, ...onInvoice, ...counted], now)
    return ok(after!)
  })
}
