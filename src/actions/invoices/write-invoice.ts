import type { CashReceipt } from '../../core/cash-receipts/cash-receipt.ts'
import { receiptEffects } from '../../core/cash-receipts/effects.ts'
import { balanceEffects } from '../../core/credit/balance.ts'
import type { CustomerEvent } from '../../core/customers/customer.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { Query } from '../../db/client.ts'
import { cashReceiptChange } from '../../db/repositories/cash-receipts.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { bookedOn, invoicesOf } from '../../db/repositories/invoices.ts'
import type { KnownLink, WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/**
 * Other writes of the same commit: link rows and the resulting links, further rows, and events of the customer; and the
 * present receipt of a payment of which money goes back, if it has one.
 */
export type RelatedWrites = {
  readonly linkRows?: readonly Query[]
  readonly links?: readonly KnownLink[]
  readonly rows?: readonly Query[]
  readonly customerEvents?: readonly CustomerEvent[]
  readonly receipt?: CashReceipt | null
}

/**
 * Commits an invoice's events, and what they do to its customer's credit and to the receipt of its money. Returns the
 * new state.
 */
export async function writeInvoice(
  deps: Deps,
  unit: UnitOfWork,
  loaded: WithParties,
  decided: readonly InvoiceEvent[],
  at: number,
  { linkRows = [], links = loaded.links, rows = [], customerEvents = [], receipt = null }: RelatedWrites = {},
): Promise<Invoice> {
  const { invoice, customer } = loaded
  const { change, after } = invoicesOf(deps.db, unit.caller.accountId).change(invoice, decided, at)
  const effects = [...balanceEffects(invoice, decided), ...customerEvents]
  const ofCustomer =
    customer && effects.length > 0 ? customersOf(deps.db, unit.caller.accountId).change(customer, effects, at) : null
  const ofInvoice = { ...change, rows: [...change.rows, ...linkRows, ...rows] }
  const money = after ? receiptEffects(invoice, decided, after, receipt, deps.newId('cashReceipt')) : []
  const ofReceipt = after && money.length > 0 ? [cashReceiptChange(receipt, money, at, bookedOn(after, at))] : []
  await commitUnit(deps, unit, [ofInvoice, ...(ofCustomer ? [ofCustomer.change] : []), ...ofReceipt], at)
  const written = { ...loaded, invoice: after ?? invoice, customer: ofCustomer ? ofCustomer.after : customer, links }
  unit.written.invoices.set(invoice.id, written)
  return written.invoice
}
