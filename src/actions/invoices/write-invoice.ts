import { balanceEffects } from '../../core/credit/balance.ts'
import type { CustomerEvent } from '../../core/customers/customer.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { Query } from '../../db/client.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { KnownLink, WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Other writes of the same commit: link rows and the resulting links, further rows, and events of the customer. */
export type RelatedWrites = {
  readonly linkRows?: readonly Query[]
  readonly links?: readonly KnownLink[]
  readonly rows?: readonly Query[]
  readonly customerEvents?: readonly CustomerEvent[]
}

/** Commits an invoice's events and the credit changes that they cause for its customer. Returns the new state. */
export async function writeInvoice(
  deps: Deps,
  unit: UnitOfWork,
  loaded: WithParties,
  decided: readonly InvoiceEvent[],
  at: number,
  { linkRows = [], links = loaded.links, rows = [], customerEvents = [] }: RelatedWrites = {},
): Promise<Invoice> {
  const { invoice, customer } = loaded
  const { change, after } = invoicesOf(deps.db, unit.caller.accountId).change(invoice, decided, at)
  const effects = [...balanceEffects(invoice, decided), ...customerEvents]
  const ofCustomer =
    customer && effects.length > 0 ? customersOf(deps.db, unit.caller.accountId).change(customer, effects, at) : null
  const ofInvoice = { ...change, rows: [...change.rows, ...linkRows, ...rows] }
  await commitUnit(deps, unit, ofCustomer ? [ofInvoice, ofCustomer.change] : [ofInvoice], at)
  const written = { ...loaded, invoice: after ?? invoice, customer: ofCustomer ? ofCustomer.after : customer, links }
  unit.written.invoices.set(invoice.id, written)
  return written.invoice
}
