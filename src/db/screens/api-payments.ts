import { and, eq, inArray, notInArray } from 'drizzle-orm'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Payment, PaymentStatus } from '../../core/payments/payment.ts'
import { offlineProviders } from '../../core/payments/provider-account.ts'
import type { Database } from '../client.ts'
import { between, cut, type Page, type PageRequest, type Seconds, windowOf } from '../repositories/page.ts'
import { invoices, payments } from '../schema/index.ts'

/** A payment is stored in its invoice; the payments table only locates it. */
type PaymentShown = { readonly id: string; readonly invoice: IssuedInvoice; readonly payment: Payment }

type PaymentFilter = {
  readonly created?: Seconds | undefined
  readonly invoiceId?: string | undefined
  readonly isOutOfBand?: boolean | undefined
  readonly paymentId?: string | undefined
  readonly providerPaymentId?: string | undefined
  readonly statuses?: readonly PaymentStatus[] | undefined
}

/** Payments of an account's invoices, newest first; null if the cursor does not exist. */
export async function paymentsPage(
  { orm }: Database,
  accountId: string,
  { created, invoiceId, isOutOfBand, paymentId, providerPaymentId, statuses }: PaymentFilter,
  page: PageRequest,
): Promise<Page<PaymentShown> | null> {
  const { where, orderBy, isThis } = windowOf(payments, accountId, page)
  const [rows, found] = await orm.batch([
    orm
      .select({ id: payments.id, invoice: invoices.state })
      .from(payments)
      .innerJoin(invoices, and(eq(invoices.accountId, payments.accountId), eq(invoices.id, payments.invoiceId)))
      .where(
        and(
          where,
          between(payments.createdAt, created),
          invoiceId === undefined ? undefined : eq(payments.invoiceId, invoiceId),
          isOutOfBand === undefined ? undefined : fromOffline(isOutOfBand),
          paymentId === undefined ? undefined : eq(payments.id, paymentId),
          providerPaymentId === undefined ? undefined : eq(payments.providerPaymentId, providerPaymentId),
          statuses && inArray(payments.status, [...statuses]),
        ),
      )
      .orderBy(...orderBy)
      .limit(page.limit + 1),
    orm.select({ id: payments.id }).from(payments).where(isThis),
  ])
  return cut(rows.flatMap(shownOf), found, page)
}

const fromOffline = (isWanted: boolean) =>
  isWanted ? inArray(payments.provider, offlineProviders) : notInArray(payments.provider, [...offlineProviders])

export async function findPayment({ orm }: Database, accountId: string, id: string): Promise<PaymentShown | null> {
  const rows = await orm
    .select({ id: payments.id, invoice: invoices.state })
    .from(payments)
    .innerJoin(invoices, and(eq(invoices.accountId, payments.accountId), eq(invoices.id, payments.invoiceId)))
    .where(and(eq(payments.accountId, accountId), eq(payments.id, id)))
  return rows.flatMap(shownOf)[0] ?? null
}

function shownOf({ id, invoice }: { id: string; invoice: typeof invoices.$inferSelect.state }): PaymentShown[] {
  if (invoice.status === 'draft') return []
  const payment = invoice.payments.find((one) => one.id === id)
  return payment ? [{ id, invoice, payment }] : []
}
