import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { type RelatedWrites, writeInvoice } from './write-invoice.ts'

/**
 * Loads an invoice, lets `decide` choose events, and commits them with related writes; no events, no commit. A
 * preloaded invoice saves a read: the commit checks its version, and a conflict loads it again.
 */
export function changeInvoice(
  deps: Deps,
  unit: UnitOfWork,
  invoiceId: string,
  decide: (invoice: Invoice, at: number, loaded: WithParties) => Result<readonly InvoiceEvent[]>,
  justLoaded: WithParties | null = null,
  relatedWrites: (loaded: WithParties, decided: readonly InvoiceEvent[], at: number) => RelatedWrites = () => ({}),
): Promise<Result<Invoice>> {
  let preloaded = justLoaded
  return retryOnConflict(async () => {
    const loaded = preloaded ?? (await invoicesOf(deps.db, unit.caller.accountId).withParties(invoiceId))
    preloaded = null
    if (!loaded) return refuse('resource_missing')
    const at = deps.now()
    const decided = decide(loaded.invoice, at, loaded)
    if (!decided.ok) return decided
    if (decided.value.length === 0) return ok(loaded.invoice)
    return ok(await writeInvoice(deps, unit, loaded, decided.value, at, relatedWrites(loaded, decided.value, at)))
  })
}
