import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { evolve, type InvoiceItem, type InvoiceItemEvent } from '../../core/invoices/item.ts'
import type { Currency } from '../../core/money/currencies.ts'
import type { Database } from '../client.ts'
import { upsertInto } from '../insert.ts'
import { invoiceItems } from '../schema/index.ts'
import { objectChange } from './object-change.ts'

/** The invoice items of one account. */
export function invoiceItemsOf(db: Database, accountId: string) {
  const mine = (id: string) => and(eq(invoiceItems.accountId, accountId), eq(invoiceItems.id, id))
  const states = () => db.orm.select({ state: invoiceItems.state }).from(invoiceItems)
  return {
    async find(id: string): Promise<InvoiceItem | null> {
      const [row] = await states().where(mine(id))
      return row?.state ?? null
    },

    /** Statements for a batch. */
    byId: (id: string) => states().where(mine(id)),
    onInvoice: (invoiceId: string) =>
      states().where(and(eq(invoiceItems.accountId, accountId), eq(invoiceItems.invoiceId, invoiceId))),
    /** The customer's pending items, newest first as at Stripe; one more than an invoice can take. */
    pendingFor: (customerId: string, currency?: Currency) =>
      states()
        .where(
          and(
            eq(invoiceItems.accountId, accountId),
            eq(invoiceItems.customerId, customerId),
            isNull(invoiceItems.invoiceId),
            currency && sql`json_extract(${invoiceItems.state}, '$.currency') = ${currency}`,
          ),
        )
        .orderBy(desc(invoiceItems.createdAt), desc(invoiceItems.id))
        .limit(251),

    change(before: InvoiceItem | null, decided: readonly InvoiceItemEvent[], at: number) {
      return objectChange('invoiceitem', evolve, before, decided, at, (id, state) => {
        if (!state) return [db.orm.delete(invoiceItems).where(mine(id))]
        const { version, createdAt, customerId, invoiceId } = state
        const row = { accountId, id, version, createdAt, customerId, invoiceId, state }
        return [upsertInto(invoiceItems, row)]
      })
    },
  }
}
