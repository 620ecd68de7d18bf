import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { assert } from '../../core/assert.ts'
import type { Day } from '../../core/calendar/day.ts'
import { dayIn } from '../../core/calendar/zone.ts'
import type { CashReceipt } from '../../core/cash-receipts/cash-receipt.ts'
import { type TimerKind, timersOf } from '../../core/collection/timers.ts'
import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { byAge } from '../../core/invoices/by-age.ts'
import { dueAtOf } from '../../core/invoices/due-date.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import { evolve } from '../../core/invoices/evolve.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { postingsOf } from '../../core/invoices/postings.ts'
import { seriesName } from '../../core/numbering/series.ts'
import { idAtProvider, isPolled, type Payment } from '../../core/payments/payment.ts'
import { isOffline } from '../../core/payments/provider-account.ts'
import { reactionsTo } from '../../core/reactions.ts'
import { record } from '../../core/recorded.ts'
import type { Database, Query } from '../client.ts'
import type { Change } from '../commit.ts'
import { insertInto, upsertInto } from '../insert.ts'
import { accounts, cashReceipts, customers, documentCodes, invoices, payments, timers } from '../schema/index.ts'
import { isTakenNumber, lastSequence, takeNumber } from './document-numbers.ts'
import { originalOf, originals } from './originals.ts'
import { customerOfInvoice, partiesColumns, selectInvoice, selectWithParties, type WithParties } from './parties.ts'
import { beginFeed } from './provider-feeds.ts'

/** With what decides on its number, and the invoice that this one is a revision of. */
export type LoadedToFinalize = WithParties & {
  /** The last number of the account's series, and of the customer's. */
  readonly lastOfAccount: number
  readonly lastOfCustomer: number
  /** Whether another document has the draft's custom number. */
  readonly isNumberTaken: boolean
  readonly original: Invoice | null
}

const customNumber = sql`json_extract(${invoices.state}, '$.numberOverride')`

/** The invoices of one account. Reads cost one round trip each; `change` only prepares what a commit will write. */
export function invoicesOf(db: Database, accountId: string) {
  const { orm } = db
  const mine = (id: string) => and(eq(invoices.accountId, accountId), eq(invoices.id, id))

  return {
    async find(id: string): Promise<Invoice | null> {
      const [row] = await orm.select({ state: invoices.state }).from(invoices).where(mine(id))
      return row?.state ?? null
    },

    async withParties(id: string): Promise<WithParties | null> {
      const [row] = await selectInvoice(db, accountId, id)
      return row ?? null
    },

    /** Everything that finalizing needs, with the last number of both series. */
    async toFinalize(id: string): Promise<LoadedToFinalize | null> {
      const [row] = await orm
        .select({
          ...partiesColumns,
          lastOfAccount: lastSequence(invoices.accountId, seriesName('invoice', 'account')),
          lastOfCustomer: lastSequence(invoices.accountId, invoices.customerId),
          isNumberTaken: isTakenNumber(invoices.accountId, customNumber, invoices.id),
          original: originals.state,
        })
        .from(invoices)
        .innerJoin(accounts, eq(accounts.id, invoices.accountId))
        .leftJoin(customers, customerOfInvoice)
        .leftJoin(originals, originalOf)
        .where(mine(id))
      return row ?? null
    },

    async manyWithParties(ids: readonly string[]): Promise<WithParties[]> {
      return selectWithParties(db).where(and(eq(invoices.accountId, accountId), inArray(invoices.id, [...ids])))
    },

    /** The invoices of a payment, by our id or the provider's, oldest first, with the receipt of its money. */
    async byPayment(ids: PaymentIds) {
      const whole = wholeOf(accountId, ids)
      if (!whole) return null
      const rows = await orm
        .select({ ...partiesColumns, receipt: cashReceipts.state })
        .from(payments)
        .innerJoin(invoices, and(eq(invoices.accountId, payments.accountId), eq(invoices.id, payments.invoiceId)))
        .innerJoin(accounts, eq(accounts.id, payments.accountId))
        .leftJoin(customers, customerOfInvoice)
        .leftJoin(cashReceipts, receiptOfPayment)
        .where(and(eq(payments.accountId, accountId), eq(wholeId, whole)))
      return invoicesOfPayment(rows, ids)
    },

    /** The customer's open invoices that are charged automatically, oldest first. */
    async chargedTo(customerId: string): Promise<string[]> {
      const rows = await orm
        .select({ id: invoices.id })
        .from(invoices)
        .where(
          and(
            eq(invoices.accountId, accountId),
            eq(invoices.customerId, customerId),
            eq(invoices.status, 'open'),
            eq(invoices.collectionMethod, 'charge_automatically'),
          ),
        )
        .orderBy(invoices.createdAt)
      return rows.map(({ id }) => id)
    },

    /** Prepares the commit of these events (history, rows, ledger, follow-ups) and the new state. */
    change(
      before: Invoice | null,
      decided: readonly InvoiceEvent[],
      at: number,
    ): { change: Change; after: Invoice | null } {
      const recorded = record(decided, before?.version ?? 0, at)
      const ledger: NonNullable<Change['ledger']>[number][] = []
      const followUps = []
      let state = before
      for (const entry of recorded) {
        const next = evolve(state, entry)
        if (state && next) {
          const posted = postingsOf(state, entry.event, next)
          if (posted) ledger.push({ ...posted, currency: next.currency, day: bookedOn(next, at) })
          followUps.push(...reactionsTo(entry.event, next, entry.seq))
        }
        state = next
      }
      const created = recorded[0]?.event.type === 'invoice.created' ? recorded[0].event : null
      const objectId = before?.id ?? created?.id ?? ''
      const rows = state ? projection(db, state, before) : [orm.delete(invoices).where(mine(objectId))]
      return { change: { objectKind: 'invoice', objectId, recorded, rows, ledger, followUps }, after: state }
    },
  }
}

/** As the index on it has it: an OR would read all payments of the account. */
const wholeId = sql`coalesce(${payments.partOf}, ${payments.id})`

/** The id by which the provider knows a payment, by the first of its ids that is one; null where none is given. */
function wholeOf(accountId: string, { paymentId, providerPaymentId, providerSessionId }: PaymentIds): SQL | null {
  const matches = [
    paymentId && sql`id = ${paymentId}`,
    providerPaymentId && sql`provider_payment_id = ${providerPaymentId} and part_of is null`,
    providerSessionId && sql`provider_session_id = ${providerSessionId} and part_of is null`,
  ].filter((match) => match !== undefined && match !== '')
  const ids = matches.map(
    (match) => sql`(select coalesce(part_of, id) from payments where account_id = ${accountId} and ${match})`,
  )
  // The function takes two values or more.
  return ids.length === 0 ? null : sql`coalesce(${sql.join(ids, sql`, `)}, null)`
}

export type PaymentIds = {
  readonly paymentId?: string | undefined
  readonly providerPaymentId?: string | undefined
  readonly providerSessionId?: string | undefined
}

/** One of the invoices of a payment, with the payment in its own history. */
export type OfPayment = WithParties & { readonly invoice: IssuedInvoice; readonly payment: Payment }

/**
 * Of loaded invoices those of one payment, oldest first; null if none has it. Ids of several payments name the one that has our
 * id.
 */
export function invoicesOfPayment(
  rows: readonly (WithParties & { readonly receipt?: CashReceipt | null })[],
  { paymentId, providerPaymentId, providerSessionId }: PaymentIds,
) {
  const issued = rows.flatMap((row) => (isIssued(row.invoice) ? [{ ...row, invoice: row.invoice }] : []))
  const payments = issued.flatMap(({ invoice }) => invoice.payments)
  const named =
    payments.find(({ id }) => id === paymentId) ??
    payments.find((one) => providerPaymentId !== undefined && one.providerPaymentId === providerPaymentId) ??
    payments.find((one) => providerSessionId !== undefined && one.providerSessionId === providerSessionId)
  if (!named) return null
  const invoices = issued
    .flatMap((row): (OfPayment & typeof row)[] => {
      const payment = row.invoice.payments.find((one) => idAtProvider(one) === idAtProvider(named))
      return payment ? [{ ...row, payment }] : []
    })
    .sort((one, other) => byAge(one.invoice, other.invoice))
  assert(invoices.length === (named.joint?.invoices ?? 1), 'a payment changes in all of its invoices')
  return { invoices, receipt: invoices[0]?.receipt ?? null }
}

const receiptOfPayment = and(
  eq(cashReceipts.accountId, payments.accountId),
  eq(cashReceipts.provider, payments.provider),
  eq(cashReceipts.providerPaymentId, payments.providerPaymentId),
)

/** The day in the merchant's zone on which something about an invoice is posted. */
export const bookedOn = (invoice: Invoice, at: number): Day =>
  dayIn(isIssued(invoice) ? invoice.seller.timeZone : 'UTC', at)

/** The projected rows of an invoice, derived from its state; only those that changed. */
function projection({ orm }: Database, invoice: Invoice, before: Invoice | null): Query[] {
  const issued = isIssued(invoice) ? invoice : null
  const row = rowOf(invoice)
  // The state before came from this row; a concurrent delete conflicts on the event sequence.
  const isThis = and(eq(invoices.accountId, invoice.accountId), eq(invoices.id, invoice.id))
  const written = before
    ? orm
        .update(invoices)
        .set(changedColumns(row, rowOf(before)))
        .where(isThis)
    : insertInto(invoices, [row])
  if (!issued) return [written]
  const known = before && isIssued(before) ? before : null
  return [
    written,
    ...(known ? [] : numberRows(issued)),
    ...timerRows(issued, known),
    ...paymentRows(issued, known),
    ...codeRows(issued, known),
  ]
}

function rowOf(invoice: Invoice) {
  const issued = isIssued(invoice) ? invoice : null
  return {
    accountId: invoice.accountId,
    id: invoice.id,
    version: invoice.version,
    createdAt: invoice.createdAt,
    customerId: invoice.customerId,
    status: invoice.status,
    collectionMethod: invoice.collectionMethod,
    currency: invoice.currency,
    totalMinor: invoice.totals.totalMinor,
    amountRemainingMinor: amountRemainingMinor(invoice),
    dueAt: dueAtOf(invoice),
    number: issued?.number ?? null,
    series: issued?.series ?? null,
    sequence: issued?.sequence ?? null,
    state: invoice,
  }
}

/** The columns that changed. Setting an unchanged column would rewrite its indexes. */
const changedColumns = (row: ReturnType<typeof rowOf>, previous: ReturnType<typeof rowOf>): Partial<typeof row> => ({
  ...Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== previous[name as keyof typeof row])),
  version: row.version,
})

const numberRows = ({ accountId, id: documentId, number, series, sequence }: IssuedInvoice): Query[] =>
  takeNumber({ accountId, kind: 'invoice', documentId, number, series, sequence })

/** A new due time reschedules its timer; an unchanged timer keeps its claim and tries. */
function timerRows(invoice: IssuedInvoice, before: IssuedInvoice | null): Query[] {
  const previous = before ? timersOf(before) : { reminder: null, charge: null, check: null }
  const moved = Object.entries(timersOf(invoice)).filter(([kind, dueAt]) => dueAt !== previous[kind as TimerKind])
  if (moved.length === 0) return []
  const { accountId, id: subjectId } = invoice
  return [
    insertInto(
      timers,
      moved.map(([kind, dueAt]) => ({ accountId, subjectId, kind, dueAt, visibleAt: dueAt })),
      `on conflict (account_id, subject_id, kind)
        do update set due_at = excluded.due_at, visible_at = excluded.due_at, tries = 0`,
    ),
  ]
}

function paymentRows(invoice: IssuedInvoice, before: IssuedInvoice | null): Query[] {
  const previous = new Set<unknown>(before?.payments)
  const rows = invoice.payments
    .filter((payment) => !previous.has(payment))
    .map((payment) => ({
      accountId: invoice.accountId,
      id: payment.id,
      invoiceId: invoice.id,
      status: payment.status,
      provider: payment.provider,
      providerAccount: payment.providerAccount,
      providerPaymentId: payment.providerPaymentId,
      providerSessionId: payment.providerSessionId,
      createdAt: payment.createdAt,
      partOf: isPolled(payment) ? null : idAtProvider(payment),
    }))
  const begun = rows.filter(({ status, provider }) => status === 'pending' && !isOffline(provider))
  return [
    ...rows.map((row) => upsertInto(payments, row)),
    ...begun.map(({ provider, createdAt }) => beginFeed(invoice.accountId, provider, createdAt)),
  ]
}

/** A receipt that says again what an earlier one said has its code. */
function codeRows({ accountId, id: invoiceId, documents = [] }: IssuedInvoice, before: IssuedInvoice | null): Query[] {
  const added = documents.slice(before?.documents?.length ?? 0)
  const rows = added.flatMap(({ codeHash }) => (codeHash === undefined ? [] : [{ accountId, codeHash, invoiceId }]))
  return rows.length === 0 ? [] : [insertInto(documentCodes, rows, 'on conflict do nothing')]
}
