import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { type Beside, writeInvoice } from './write-invoice.ts'

/**
 * Loads an invoice, asks the core, commits what it decided and what belongs beside it; nothing decided writes nothing. What was
 * loaded just now may be handed in: its version is checked by the commit, and where it is not the newest it is loaded after all.
 */
export function changeInvoice(
  deps: Deps,
  unit: UnitOfWork,
  invoiceId: string,
  decide: (invoice: Invoice, at: number, loaded: WithParties) => Result<readonly InvoiceEvent[]>,
  justLoaded: WithParties | null = null,
  beside: (loaded: WithParties, decided: readonly InvoiceEvent[], at: number) => Beside = () => ({}),
): Promise<Result<Invoice>> {
  let inHand = justLoaded
  return retryOnConflict(async () => {
    const loaded = inHand ?? (await invoicesOf(deps.db, unit.caller.accountId).withParties(invoiceId))
    inHand = null
    if (!loaded) return refuse('resource_missing')
    const at = deps.now()
    const decided = decide(loaded.invoice, at, loaded)
    if (!decided.ok) return decided
    if (decided.value.length === 0) return ok(loaded.invoice)
    return ok(await writeInvoice(deps, unit, loaded, decided.value, at, beside(loaded, decided.value, at)))
  })
}
