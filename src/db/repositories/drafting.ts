import { and, eq, sql } from 'drizzle-orm'
import type { Currency } from '../../core/money/currencies.ts'
import type { Database } from '../client.ts'
import { accounts, customers, documentNumbers, invoices } from '../schema/index.ts'
import { invoiceItemsOf } from './invoice-items.ts'
import { objectsOf } from './objects.ts'

/** The objects that a draft or line refers to; an empty string or list loads nothing. */
export type References = {
  /** Without it, the invoice's customer is loaded. */
  readonly customerId?: string | undefined
  readonly invoiceId?: string | undefined
  readonly itemId?: string | undefined
  readonly couponIds?: readonly string[] | undefined
  readonly taxRateIds?: readonly string[] | undefined
  /** The customer's pending items, in one currency or in all. */
  readonly pending?: { readonly currency: Currency | undefined } | null
  /** A custom number, to check whether another document has it. */
  readonly number?: string | null | undefined
}

export type DraftContext = Awaited<ReturnType<typeof loadForDraft>>

/** Loads everything that is needed to write a draft or a line of it, in one round trip. */
export async function loadForDraft(db: Database, accountId: string, references: References) {
  const { customerId, invoiceId = '', itemId = '', couponIds = [], taxRateIds = [], number } = references
  const items = invoiceItemsOf(db, accountId)
  const { orm } = db
  const ofInvoice = sql`(select customer_id from invoices where account_id = ${accountId} and id = ${invoiceId})`
  const [account, customer, invoice, item, coupons, taxRates, pending, numbered] = await orm.batch([
    orm.select({ state: accounts.state }).from(accounts).where(eq(accounts.id, accountId)),
    orm
      .select({ state: customers.state })
      .from(customers)
      .where(and(eq(customers.accountId, accountId), eq(customers.id, customerId ?? ofInvoice))),
    orm
      .select({ state: invoices.state })
      .from(invoices)
      .where(and(eq(invoices.accountId, accountId), eq(invoices.id, invoiceId))),
    items.byId(itemId),
    objectsOf(db, accountId, 'coupon').byIds(couponIds),
    objectsOf(db, accountId, 'tax_rate').byIds(taxRateIds),
    items.pendingFor((references.pending && customerId) || '', references.pending?.currency),
    orm
      .select({ id: documentNumbers.documentId })
      .from(documentNumbers)
      .where(
        and(eq(documentNumbers.accountId, accountId), sql`${documentNumbers.number} = ${number ?? ''} COLLATE NOCASE`),
      ),
  ])
  return {
    account: account[0]!.state,
    customer: customer[0]?.state ?? null,
    invoice: invoice[0]?.state ?? null,
    item: item[0]?.state ?? null,
    coupons: new Map(coupons.map(({ state }) => [state.id, state])),
    taxRates: new Map(taxRates.map(({ state }) => [state.id, state])),
    pending: pending.map(({ state }) => state),
    isNumberTaken: numbered.some(({ id }) => id !== invoiceId),
  }
}
