import { assert } from '../../core/assert.ts'
import type { CashReceipt } from '../../core/cash-receipts/cash-receipt.ts'
import { receiptEffectsOf } from '../../core/cash-receipts/joint-effects.ts'
import { balanceEffects } from '../../core/credit/balance.ts'
import type { CustomerEvent } from '../../core/customers/customer.ts'
import type { Created, InvoiceEvent } from '../../core/invoices/events.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { Query } from '../../db/client.ts'
import type { Change } from '../../db/commit.ts'
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

/** The beginning of an invoice that is not stored yet, and the items of its lines. */
export type Creation = { readonly event: Created; readonly items: readonly Change[] }

/** An invoice with its parties, the events that are to be committed, and its links where they change. */
export type Decided = {
  readonly loaded: WithParties
  readonly decided: readonly InvoiceEvent[]
  readonly links?: readonly KnownLink[] | undefined
  readonly creation?: Creation | undefined
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
  related: RelatedWrites = {},
): Promise<Invoice> {
  const [written] = await writeInvoices(deps, unit, [{ loaded, decided, links: related.links }], at, related)
  return written!.invoice
}

/** The same for several invoices of a customer in one commit: those of one payment, oldest first, or an invoice and its revision. */
export async function writeInvoices(
  deps: Deps,
  unit: UnitOfWork,
  all: readonly Decided[],
  at: number,
  { linkRows = [], rows = [], customerEvents = [], receipt = null }: Omit<RelatedWrites, 'links'> = {},
): Promise<WithParties[]> {
  const { accountId } = unit.caller
  const invoices = invoicesOf(deps.db, accountId)
  const changed = all.map(({ loaded, decided, links, creation }) => {
    const { change, after } = creation
      ? invoices.change(null, [creation.event, ...decided], at)
      : invoices.change(loaded.invoice, decided, at)
    return { loaded, links, before: loaded.invoice, decided, change, after: after ?? loaded.invoice, isDeleted: !after }
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
  const items = all.flatMap(({ creation }) => creation?.items ?? [])
  await commitUnit(deps, unit, [...ofInvoices, ...items, ...(ofCustomer ? [ofCustomer.change] : []), ...ofReceipt], at)
  return changed.map(({ loaded, links = loaded.links, after }) => {
    const written = { ...loaded, links, invoice: after, customer: ofCustomer ? ofCustomer.after : customer }
    unit.written.invoices.set(after.id, written)
    return written
  })
}
