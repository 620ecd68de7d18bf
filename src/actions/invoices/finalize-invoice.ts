import { requireScope } from '../../core/access/caller.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf, type LoadedToFinalize } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { type HowToIssue, issueInvoice } from './issue-invoice.ts'

type ToFinalize = HowToIssue & { readonly invoiceId: string }

/** Finalizes a draft, as `issueInvoice` issues it. A preloaded invoice saves a read, as in `changeInvoice`. */
export async function finalizeInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId, ...how }: ToFinalize,
  justLoaded: LoadedToFinalize | null = null,
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const load = async (): Promise<Result<LoadedToFinalize>> => {
    const loaded = await invoicesOf(deps.db, unit.caller.accountId).toFinalize(invoiceId)
    return loaded ? ok(loaded) : refuse('resource_missing')
  }
  const loaded = justLoaded ? ok(justLoaded) : await load()
  return loaded.ok ? issueInvoice(deps, unit, how, loaded.value, load) : loaded
}
