import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { writeInvoice } from './write-invoice.ts'

/**
 * Loads an invoice, asks the core, commits what it decided; nothing decided writes nothing. What was loaded just now may be
 * handed in: its version is checked by the commit, and where it is not the newest the invoice is loaded after all.
 */
export function changeInvoice(
  deps: Deps,
  unit: UnitOfWork,
  invoiceId: string,
  decide: (invoice: Invoice, at: number) => Result<readonly InvoiceEvent[]>,
  justLoaded: WithParties | null = null,
): Promise<Result<Invoice>> {
  let inHand = justLoaded
  return retryOnConflict(async () => {
    const loaded = inHand ?? (await invoicesOf(deps.db, unit.caller.accountId).withParties(invoiceId))
    inHand = null
    if (!loaded) return refuse('resource_missing')
    const at = deps.now()
    const decided = decide(loaded.invoice, at)
    if (!decided.ok) return decided
    if (decided.value.length === 0) return ok(loaded.invoice)
    return ok(await writeInvoice(deps, unit, loaded, decided.value, at))
  })
}
