import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { between, type PageRequest, pageOf, type Seconds } from '../repositories/page.ts'
import { coupons, customers, invoiceItems, invoices, taxRates } from '../schema/index.ts'

type Created = { readonly created?: Seconds | undefined }
type CustomerFilter = Created & { readonly email?: string | undefined }
type TaxRateFilter = Created & { readonly active?: boolean | undefined; readonly inclusive?: boolean | undefined }
type ItemFilter = Created & {
  readonly customerId?: string | undefined
  readonly invoiceId?: string | undefined
  readonly isPending?: boolean | undefined
}
type InvoiceFilter = Created & {
  readonly customerId?: string | undefined
  readonly status?: string | undefined
  readonly collectionMethod?: string | undefined
  readonly due?: Seconds | undefined
}

/** The lists of an account, newest first; omitted filters match everything. */
export const listsOf = (db: Database, accountId: string) => ({
  customers: ({ created, email }: CustomerFilter, page: PageRequest) =>
    pageOf(
      db,
      customers,
      'customer',
      accountId,
      [between(customers.createdAt, created), given(customers.email, email)],
      page,
    ),

  taxRates: ({ created, active, inclusive }: TaxRateFilter, page: PageRequest) =>
    pageOf(
      db,
      taxRates,
      'tax_rate',
      accountId,
      [
        between(taxRates.createdAt, created),
        given(taxRates.active, active),
        inclusive === undefined
          ? undefined
          : sql`json_extract(${taxRates.state}, '$.inclusive') = ${inclusive ? 1 : 0}`,
      ],
      page,
    ),

  coupons: ({ created }: Created, page: PageRequest) =>
    pageOf(db, coupons, 'coupon', accountId, [between(coupons.createdAt, created)], page),

  invoiceItems: ({ created, customerId, invoiceId, isPending }: ItemFilter, page: PageRequest) =>
    pageOf(
      db,
      invoiceItems,
      'invoiceitem',
      accountId,
      [
        between(invoiceItems.createdAt, created),
        given(invoiceItems.customerId, customerId),
        given(invoiceItems.invoiceId, invoiceId),
        isPending === undefined ? undefined : (isPending ? isNull : isNotNull)(invoiceItems.invoiceId),
      ],
      page,
    ),

  invoices: ({ created, customerId, status, collectionMethod, due }: InvoiceFilter, page: PageRequest) =>
    pageOf(
      db,
      invoices,
      'invoice',
      accountId,
      [
        between(invoices.createdAt, created),
        given(invoices.customerId, customerId),
        given(invoices.status, status),
        given(invoices.collectionMethod, collectionMethod),
        due && and(isNotNull(invoices.dueAt), between(invoices.dueAt, due)),
      ],
      page,
    ),
})

type Column = Parameters<typeof eq>[0]

const given = (column: Column, value: string | boolean | undefined) =>
  value === undefined ? undefined : eq(column, value)
