import type { Caller } from '../../core/access/caller.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { deciding } from '../deciding.ts'
import { writeInvoice } from './write-invoice.ts'

/** Loads an invoice, asks the core, commits what it decided; nothing decided writes nothing. */
export const changeInvoice = (
  deps: Deps,
  caller: Caller,
  invoiceId: string,
  decide: (invoice: Invoice, at: number) => Result<readonly InvoiceEvent[]>,
): Promise<Result<Invoice>> =>
  deciding(async () => {
    const loaded = await invoicesOf(deps.db, caller.accountId).withParties(invoiceId)
    if (!loaded) return refuse('resource_missing')
    const at = deps.now()
    const decided = decide(loaded.invoice, at)
    if (!decided.ok) return decided
    if (decided.value.length === 0) return ok(loaded.invoice)
    return ok(await writeInvoice(deps, caller, loaded, decided.value, at))
  })
