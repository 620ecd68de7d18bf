import type { Created } from '../../core/invoices/events.ts'
import type { Change } from '../../db/commit.ts'
import { invoiceItemsOf } from '../../db/repositories/invoice-items.ts'
import type { Deps } from '../../deps.ts'

/** The items of a revision's lines, which are its own; `now` in ms since 1970. */
export function itemsOfRevision(
  { db }: Deps,
  { accountId, id: invoiceId, customerId, currency, content }: Created,
  now: number,
): Change[] {
  const items = invoiceItemsOf(db, accountId)
  return content.lines.map((line) => {
    const item = { accountId, id: line.itemId!, customerId, invoiceId, currency, line }
    return items.change(null, [{ type: 'invoiceitem.created', ...item }], now).change
  })
}
