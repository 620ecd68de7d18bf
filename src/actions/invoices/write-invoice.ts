import { assert } from '../../core/assert.ts'
import type { CashReceipt } from '../../core/cash-receipts/cash-receipt.ts'
import { receiptEffectsOf } from '../../core/cash-receipts/joint-effects.ts'
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

/** An invoice with its parties, and the events that are to be committed. */
export type Decided = { readonly loaded: WithParties; readonly decided: readonly InvoiceEvent[] }

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
  related: RelatedWrites = {},
): Promise<Invoice> {
  const [written] = await writeInvoices(deps, unit, [{ loaded, decided }], at, related)
  return written!.invoice
}

/** The same for the invoices of one payment, oldest first, in one commit. The links that are given are the first one's. */
export async function writeInvoices(
  deps: Deps,
  unit: UnitOfWork,
  all: readonly Decided[],
  at: number,
  { linkRows = [], links, rows = [], customerEvents = [], receipt = null }: RelatedWrites = {},
): Promise<WithParties[]> {
  const { accountId } = unit.caller
  const changed = all.map(({ loaded, decided }) => {
    const { change, after } = invoicesOf(deps.db, accountId).change(loaded.invoice, decided, at)
    return { loaded, before: loaded.invoice, decided, change, after: after ?? loaded.invoice, isDeleted: !after }
  })
  const [first] = changed
  assert(first, 'a commit is about an invoice')
  const { customer } = first.loaded
  const effects = [...changed.flatMap(({ before, decided }) => balanceEffects(before, decided)), ...customerEvents]
  const ofCustomer =
    customer && effects.length > 0 ? customersOf(deps.db, accountId).change(customer, effects, at) : null
  const ofInvoices = changed.map(({ change }, position) =>
    position === 0 ? { ...change, rows: [...change.rows, ...linkRows, ...rows] } : change,
  )
  const money = first.isDeleted ? [] : receiptEffectsOf(changed, receipt, deps.newId('cashReceipt'))
  const ofReceipt = money.length > 0 ? [cashReceiptChange(receipt, money, at, bookedOn(first.after, at))] : []
  await commitUnit(deps, unit, [...ofInvoices, ...(ofCustomer ? [ofCustomer.change] : []), ...ofReceipt], at)
  return changed.map(({ loaded, after }, position) => {
    const changedLinks = position === 0 && links ? { links } : {}
    const written = { ...loaded, invoice: after, customer: ofCustomer ? ofCustomer.after : customer, ...changedLinks }
    unit.written.invoices.set(after.id, written)
    return written
  })
}
