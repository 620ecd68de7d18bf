import type { Caller } from '../../core/access/caller.ts'
import { balanceEffects } from '../../core/credit/balance.ts'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { Query } from '../../db/client.ts'
import type { Change } from '../../db/commit.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'

export type Loaded = { readonly invoice: Invoice; readonly customer: Customer | null }

/** More that belongs into the same commit: rows of no object's own, and events of the customer. */
export type Beside = { readonly rows?: readonly Query[]; readonly customerEvents?: readonly CustomerEvent[] }

/** Commits an invoice's events together with what they do to its customer's credit. Answers the invoice as it is now. */
export async function writeInvoice(
  deps: Deps,
  caller: Caller,
  { invoice, customer }: Loaded,
  decided: readonly InvoiceEvent[],
  at: number,
  { rows = [], customerEvents = [] }: Beside = {},
): Promise<Invoice> {
  const { change, after } = invoicesOf(deps.db, caller.accountId).change(invoice, decided, at)
  const effects = [...balanceEffects(invoice, decided), ...customerEvents]
  const changes: Change[] = [{ ...change, rows: [...change.rows, ...rows] }]
  if (customer && effects.length > 0)
    changes.push(customersOf(deps.db, caller.accountId).change(customer, effects, at).change)
  await deps.commit(caller, changes, at)
  return after ?? invoice
}
