import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { InvoiceItem, InvoiceItemEvent } from '../../core/invoices/item.ts'
import type { Currency } from '../../core/money/currencies.ts'
import type { Database } from '../client.ts'
import { invoiceItems } from '../schema/index.ts'
import { objectChange, objectsOf } from './objects.ts'

/** The invoice items of one account. */
export function invoiceItemsOf(db: Database, accountId: string) {
  const states = () => db.orm.select({ state: invoiceItems.state }).from(invoiceItems)
  return {
    ...objectsOf(db, accountId, 'invoiceitem'),

    /** Statements for a batch. */
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

    change: (before: InvoiceItem | null, decided: readonly InvoiceItemEvent[], at: number) =>
      objectChange(db, accountId, 'invoiceitem', before, decided, at),
  }
}
