import { requireScope } from '../../core/access/caller.ts'
import { blankContent, contentChanges, type InvoiceInput } from '../../core/invoices/content.ts'
import { draft } from '../../core/invoices/draft.ts'
import { draftCurrency } from '../../core/invoices/draft-currency.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { Currency } from '../../core/money/currencies.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { loadForDraft } from '../../db/repositories/drafting.ts'
import { invoiceItemsOf } from '../../db/repositories/invoice-items.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { redemptions } from '../coupons/redemptions.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { draftReferences } from './draft-references.ts'

type ToCreate = {
  readonly id: string
  readonly customerId: string
  readonly currency: Currency | undefined
  readonly withPendingItems: boolean
  readonly input: InvoiceInput
}

/** Creates a draft. Pending items become its lines in the same commit. */
export function createInvoice(deps: Deps, unit: UnitOfWork, input: ToCreate): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const { accountId } = unit.caller
  const { id, customerId, withPendingItems } = input
  return retryOnConflict(async () => {
    const pending = withPendingItems ? { currency: input.currency } : null
    const loaded = await loadForDraft(deps.db, accountId, { ...draftReferences(input.input), customerId, pending })
    const { account, customer } = loaded
    if (!customer)
      return refuse('resource_missing', { param: 'customer', values: { noun: 'customer', id: customerId } })
    const chosen = draftCurrency({
      requested: input.currency,
      ofItems: loaded.pending.map((item) => item.currency),
      usual: customer.currency ?? account.defaultCurrency,
    })
    if (!chosen.ok) return chosen
    const currency = chosen.value
    const now = deps.now()
    const blank = blankContent(account, customer)
    const changes = contentChanges(input.input, blank, {
      ...loaded,
      currency,
      now,
      newDiscountId: () => deps.newId('discount'),
    })
    if (!changes.ok) return changes
    const waiting = loaded.pending.filter((item) => item.currency === currency)
    const created = draft({
      accountId,
      id,
      customerId,
      currency,
      rounding: account.rounding,
      taxExempt: customer.taxExempt,
      content: { ...blank, ...changes.value.content, lines: waiting.map(({ line }) => line) },
    })
    if (!created.ok) return created
    const { change, after } = invoicesOf(deps.db, accountId).change(null, [created.value], now)
    const items = invoiceItemsOf(deps.db, accountId)
    await commitUnit(
      deps,
      unit,
      [
        change,
        ...waiting.map((item) => items.change(item, [{ type: 'invoiceitem.invoiced', invoiceId: id }], now).change),
        ...redemptions(deps, accountId, changes.value.redeemed, id, now),
      ],
      now,
    )
    return ok(after!)
  })
}
