import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, type SQLiteTable, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ApiKind } from '../../core/aggregates.ts'
import { cashReceiptShape } from '../../core/cash-receipts/cash-receipt.ts'
import { couponShape } from '../../core/catalog/coupon.ts'
import { taxRateShape } from '../../core/catalog/tax-rate.ts'
import { customerShape } from '../../core/customers/customer.ts'
import { itemShape } from '../../core/invoices/item.ts'
import { invoiceShape } from '../../core/invoices/shape.ts'
import { portalConfigurations } from './portal.ts'
import { stateOf } from './state.ts'

/** Rows are projections of events: `state` is the whole object, the other columns are for queries. */
const object = {
  accountId: text('account_id').notNull(),
  id: text('id').notNull(),
  version: integer('version').notNull(),
  createdAt: integer('created_at').notNull(),
}

export const customers = sqliteTable(
  'customers',
  { ...object, email: text('email'), state: stateOf(customerShape).notNull() },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    index('customers_newest').on(t.accountId, t.createdAt, t.id),
    index('customers_by_email').on(t.accountId, t.email),
    // The address leads, since whoever signs in at the deployment's page is looked for at all merchants.
    index('customers_by_address').on(sql`lower(${t.email})`, t.accountId),
  ],
)

/** The customer of each saved payment method. */
export const paymentMethods = sqliteTable(
  'payment_methods',
  { accountId: text('account_id').notNull(), id: text('id').notNull(), customerId: text('customer_id').notNull() },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    index('payment_methods_by_customer').on(t.accountId, t.customerId),
  ],
)

export const taxRates = sqliteTable(
  'tax_rates',
  {
    ...object,
    active: integer('active', { mode: 'boolean' }).notNull(),
    state: stateOf(taxRateShape).notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.id] }), index('tax_rates_newest').on(t.accountId, t.createdAt, t.id)],
)

export const coupons = sqliteTable('coupons', { ...object, state: stateOf(couponShape).notNull() }, (t) => [
  primaryKey({ columns: [t.accountId, t.id] }),
  index('coupons_newest').on(t.accountId, t.createdAt, t.id),
])

export const invoiceItems = sqliteTable(
  'invoice_items',
  {
    ...object,
    customerId: text('customer_id').notNull(),
    invoiceId: text('invoice_id'),
    state: stateOf(itemShape).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    index('invoice_items_newest').on(t.accountId, t.createdAt, t.id),
    index('invoice_items_by_customer').on(t.accountId, t.customerId, t.invoiceId),
  ],
)

export const invoices = sqliteTable(
  'invoices',
  {
    ...object,
    customerId: text('customer_id').notNull(),
    status: text('status').notNull(),
    collectionMethod: text('collection_method').notNull(),
    currency: text('currency').notNull(),
    totalMinor: integer('total_minor').notNull(),
    amountRemainingMinor: integer('amount_remaining_minor').notNull(),
    dueAt: integer('due_at'),
    number: text('number'),
    series: text('series'),
    sequence: integer('sequence'),
    state: stateOf(invoiceShape).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    // The lock is `document_numbers`; these are for the release before it, which may still be running.
    uniqueIndex('invoices_one_number')
      .on(t.accountId, sql`${t.number} COLLATE NOCASE`)
      .where(sql`${t.number} IS NOT NULL`),
    uniqueIndex('invoices_no_gap').on(t.accountId, t.series, t.sequence).where(sql`${t.sequence} IS NOT NULL`),
    index('invoices_newest').on(t.accountId, t.createdAt, t.id),
    index('invoices_by_customer').on(t.accountId, t.customerId, t.createdAt),
    index('invoices_by_status').on(t.accountId, t.status, t.createdAt),
  ],
)

/** The table of each kind of object. */
export const objectTables = {
  'billing_portal.configuration': portalConfigurations,
  coupon: coupons,
  customer: customers,
  invoice: invoices,
  invoiceitem: invoiceItems,
  tax_rate: taxRates,
} satisfies Readonly<Record<ApiKind, SQLiteTable>>

/** The payments that may still bring money. As text, since SQLite uses a partial index only where the same condition is asked. */
export const unsettledPayments = sql.raw(`status NOT IN ('succeeded', 'failed', 'canceled')`)

/** Payments by the provider's ids, so that its events find their invoices. */
export const payments = sqliteTable(
  'payments',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    status: text('status').notNull(),
    provider: text('provider').notNull(),
    providerAccount: text('provider_account').notNull(),
    providerPaymentId: text('provider_payment_id'),
    providerSessionId: text('provider_session_id'),
    createdAt: integer('created_at').notNull(),
    /** The payment by which the provider knows a joint payment, for those of its other invoices. */
    partOf: text('part_of'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    index('payments_by_invoice').on(t.accountId, t.invoiceId),
    index('payments_unsettled').on(t.accountId).where(unsettledPayments),
    index('payments_by_whole').on(t.accountId, sql`coalesce(${t.partOf}, ${t.id})`),
    uniqueIndex('payments_by_provider_payment')
      .on(t.accountId, t.providerPaymentId, t.provider)
      .where(sql`${t.partOf} IS NULL`),
    uniqueIndex('payments_by_provider_session')
      .on(t.accountId, t.providerSessionId, t.provider)
      .where(sql`${t.partOf} IS NULL`),
  ],
)

/** Money received, by the provider's payment, so that its refunds and disputes find it. */
export const cashReceipts = sqliteTable(
  'cash_receipts',
  {
    ...object,
    provider: text('provider').notNull(),
    providerPaymentId: text('provider_payment_id'),
    state: stateOf(cashReceiptShape).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('cash_receipts_by_provider_payment').on(t.accountId, t.provider, t.providerPaymentId),
  ],
)

/** One row per recipient of an invoice's page; revoking it invalidates every token made from it. */
export const links = sqliteTable(
  'links',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    /** The address it is mailed to; null for the merchant's copy (`hosted_invoice_url`). */
    recipient: text('recipient'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
    /** When somebody last looked at the page with it, or paid; to the minute. */
    lastUsedAt: integer('last_used_at'),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.id] }), index('links_by_invoice').on(t.accountId, t.invoiceId)],
)
