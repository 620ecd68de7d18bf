import { requireScope } from '../../core/access/caller.ts'
import { contentChanges, type InvoiceInput } from '../../core/invoices/content.ts'
import { draft } from '../../core/invoices/draft.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { copiedContent, revisable } from '../../core/invoices/revision.ts'
import type { Currency } from '../../core/money/currencies.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { loadForDraft } from '../../db/repositories/drafting.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { redemptions } from '../coupons/redemptions.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { draftReferences } from './draft-references.ts'
import { itemsOfRevision } from './items-of-revision.ts'

type ToRevise = {
  readonly id: string
  readonly originalId: string
  /** Those of the original, where they are given. */
  readonly customerId: string | undefined
  readonly currency: Currency | undefined
  readonly input: InvoiceInput
}

/** Creates a draft with the original's content, which replaces the original from when it is finalized. */
export function createRevision(deps: Deps, unit: UnitOfWork, toRevise: ToRevise): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const { accountId } = unit.caller
  const { id, originalId, input } = toRevise
  return retryOnConflict(async () => {
    const loaded = await loadForDraft(deps.db, accountId, { ...draftReferences(input), invoiceId: originalId })
    const { account, customer, invoice } = loaded
    if (!invoice)
      return refuse('resource_missing', { param: 'from_invoice', values: { noun: 'invoice', id: originalId } })
    const original = revisable(invoice)
    if (!original.ok) return original
    const { customerId, currency, number } = original.value
    if (!customer) return refuse('customer_deleted')
    if (toRevise.customerId !== undefined && toRevise.customerId !== customerId)
      return refuse('parameter_invalid', { param: 'customer', values: { reason: 'a revision keeps its customer' } })
    if (toRevise.currency !== undefined && toRevise.currency !== currency)
      return refuse('currency_mismatch', { param: 'currency', values: { currency } })
    const now = deps.now()
    const copied = copiedContent(original.value, { account, customer, now, newId: deps.newId })
    const changes = contentChanges(input, copied, {
      ...loaded,
      isNumberTaken: loaded.isNumberTaken || input.numberOverride?.toLowerCase() === number.toLowerCase(),
      currency,
      now,
      newDiscountId: () => deps.newId('discount'),
    })
    if (!changes.ok) return changes
    const content = { ...copied, ...changes.value.content }
    const { rounding } = account
    const { taxExempt } = customer
    const revisionOf = { id: originalId, number }
    const created = draft({ accountId, id, customerId, currency, rounding, taxExempt, content, revisionOf })
    if (!created.ok) return created
    const { change, after } = invoicesOf(deps.db, accountId).change(null, [created.value], now)
    const redeemed = redemptions(deps, accountId, changes.value.redeemed, id, now)
    await commitUnit(deps, unit, [change, ...itemsOfRevision(deps, created.value, now), ...redeemed], now)
    return ok(after!)
  })
}
