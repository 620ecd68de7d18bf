import { requireScope } from '../../core/access/caller.ts'
import { addLine } from '../../core/invoices/draft.ts'
import type { InvoiceItem } from '../../core/invoices/item.ts'
import { blankLine, type ItemInput, itemLine } from '../../core/invoices/item-line.ts'
import type { Currency } from '../../core/money/currencies.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { type DraftContext, loadForDraft } from '../../db/repositories/drafting.ts'
import { invoiceItemsOf } from '../../db/repositories/invoice-items.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { redemptions } from '../coupons/redemptions.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { itemReferences } from './item-references.ts'

type ToCreate = {
  readonly id: string
  readonly customerId: string | undefined
  readonly invoiceId: string | undefined
  readonly currency: Currency | undefined
  readonly input: ItemInput
}

/** Creates an item: in the same commit a line of the named draft, or pending until the customer's next invoice. */
export function createInvoiceItem(deps: Deps, unit: UnitOfWork, toCreate: ToCreate): Promise<Result<InvoiceItem>> {
  requireScope(unit.caller, 'invoice_items:write')
  const { accountId } = unit.caller
  const { id, input } = toCreate
  return retryOnConflict(async () => {
    const loaded = await loadForDraft(deps.db, accountId, { ...itemReferences(input), ...toCreate })
    const place = placeOf(toCreate, loaded)
    if (!place.ok) return place
    const { customerId, currency, invoice } = place.value
    const now = deps.now()
    const blank = blankLine(deps.newId('invoiceLine'), id, now)
    const parsed = itemLine(input, blank, { ...loaded, currency, now, newDiscountId: () => deps.newId('discount') })
    if (!parsed.ok) return parsed
    const { line, redeemed } = parsed.value
    const updated = invoice && addLine(invoice, line)
    if (updated && !updated.ok) return updated
    const invoiceId = invoice?.id ?? null
    const { change, after } = invoiceItemsOf(deps.db, accountId).change(
      null,
      [{ type: 'invoiceitem.created', accountId, id, customerId, invoiceId, currency, line }],
      now,
    )
    const onInvoice = updated ? [invoicesOf(deps.db, accountId).change(invoice, updated.value, now).change] : []
    await commitUnit(
      deps,
      unit,
      [change, ...onInvoice, ...redemptions(deps, accountId, redeemed, invoiceId ?? id, now)],
      now,
    )
    return ok(after!)
  })
}

/** The item's customer, currency and draft, which must agree with each other. */
function placeOf(
  { customerId, invoiceId, currency: requested }: ToCreate,
  { account, customer, invoice }: DraftContext,
) {
  if (invoiceId !== undefined && !invoice) {
    return refuse('resource_missing', { param: 'invoice', values: { noun: 'invoice', id: invoiceId } })
  }
  if (customerId !== undefined && !customer) {
    return refuse('resource_missing', { param: 'customer', values: { noun: 'customer', id: customerId } })
  }
  if (invoice && invoice.status !== 'draft') return refuse('invoice_not_editable', { param: 'invoice' })
  if (invoice && customerId !== undefined && customerId !== invoice.customerId) {
    return refuse('parameter_invalid', { param: 'customer', values: { reason: 'the invoice is for another customer' } })
  }
  const owner = invoice?.customerId ?? customerId
  if (owner === undefined) return refuse('parameter_missing', { param: 'customer' })
  if (invoice && requested && requested !== invoice.currency) {
    return refuse('currency_mismatch', { param: 'currency', values: { currency: invoice.currency } })
  }
  const currency = invoice?.currency ?? requested ?? customer?.currency ?? account.defaultCurrency
  return ok({ customerId: owner, currency, invoice })
}
