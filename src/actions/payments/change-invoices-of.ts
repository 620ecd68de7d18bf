import type { SavedMethod } from '../../core/customers/customer.ts'
import { isNewMethod } from '../../core/customers/saved-methods.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf, invoicesOfPayment, type OfPayment, type PaymentIds } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { type Decided, writeInvoices } from '../invoices/write-invoice.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

type Besides = {
  /** A method that the payment saved for the customer. */
  readonly saved?: SavedMethod | null
  readonly justWritten?: readonly WithParties[] | null
}

/**
 * Loads the invoices of a payment, decides for each, and commits all of it at once, or nothing where one is refused. The
 * payment has the same state in each, so what is decided for one is decided for all. Returns them, oldest first.
 */
export function changeInvoicesOf(
  deps: Deps,
  unit: UnitOfWork,
  ids: PaymentIds,
  decide: (one: OfPayment, at: number) => Result<readonly InvoiceEvent[]>,
  { saved = null, justWritten = null }: Besides = {},
): Promise<Result<readonly IssuedInvoice[]>> {
  let preloaded = justWritten
  return retryOnConflict(async () => {
    const found = preloaded
      ? invoicesOfPayment(preloaded, ids)
      : await invoicesOf(deps.db, unit.caller.accountId).byPayment(ids)
    preloaded = null
    if (!found) return refuse('payment_unknown')
    const at = deps.now()
    const all: Decided[] = []
    for (const loaded of found.invoices) {
      const decided = decide(loaded, at)
      if (!decided.ok) return decided
      all.push({ loaded, decided: decided.value })
    }
    const customer = found.invoices[0]?.customer
    const isNew = saved !== null && (!customer || isNewMethod(customer, saved.id))
    const isUnchanged = all.every(({ decided }) => decided.length === 0) && !isNew
    if (isUnchanged && unit.accompanyingRows.length === 0) return ok(found.invoices.map(({ invoice }) => invoice))
    const customerEvents = isNew ? [{ type: 'customer.method_saved' as const, method: saved }] : []
    const written = await writeInvoices(deps, unit, all, at, { customerEvents })
    return ok(written.map(({ invoice }) => invoice as IssuedInvoice))
  })
}
