import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { Database } from '../client.ts'
import { accounts, customers, invoices } from '../schema/index.ts'

export type KnownLink = {
  readonly id: string
  readonly recipient: string | null
  readonly expiresAt: number
  readonly revokedAt: number | null
}

/** An invoice with its account, customer and valid links: everything needed to change it or to mail it. */
export type WithParties = {
  readonly invoice: Invoice
  readonly account: Account
  readonly customer: Customer | null
  readonly links: readonly KnownLink[]
}

/** The columns of a `WithParties`, for statements that join the three tables. */
export const partiesColumns = {
  invoice: invoices.state,
  account: accounts.state,
  customer: customers.state,
  links:
    sql`(select json_group_array(json_object('id', id, 'recipient', recipient, 'expiresAt', expires_at, 'revokedAt', revoked_at)) from links where account_id = ${invoices.accountId} and invoice_id = ${invoices.id} and revoked_at is null)`.mapWith(
      (text: string): KnownLink[] => JSON.parse(text),
    ),
}

export const customerOfInvoice = and(eq(customers.accountId, invoices.accountId), eq(customers.id, invoices.customerId))

/** Selects invoices with their parties; the caller must add the account and invoice conditions. */
export const selectWithParties = ({ orm }: Database) =>
  orm
    .select(partiesColumns)
    .from(invoices)
    .innerJoin(accounts, eq(accounts.id, invoices.accountId))
    .leftJoin(customers, customerOfInvoice)

/** Selects one invoice with its parties. */
export const selectInvoice = (db: Database, accountId: string, id: string | SQL) =>
  selectWithParties(db).where(and(eq(invoices.accountId, accountId), eq(invoices.id, id)))
