import type { Day } from '../calendar/day.ts'
import type { DayRange } from '../calendar/day-range.ts'
import { dayIn } from '../calendar/zone.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { documentOf } from './document.ts'
import type { StoredDocument } from './stored-document.ts'

/** A PDF that a customer has, or should have: `document` is null where none is stored. */
export type DatedDocument = {
  readonly invoice: IssuedInvoice
  readonly number: string
  /** The issue day of an invoice, the day of payment of a receipt. */
  readonly on: Day
  readonly document: StoredDocument | null
}

/** The PDFs of these days by day, each in its newest version. An invoice from before there were any counts as without. */
export function documentsIn({ from, to }: DayRange, invoices: readonly IssuedInvoice[]): DatedDocument[] {
  return invoices
    .flatMap((invoice): DatedDocument[] => [
      { invoice, number: invoice.number, on: invoice.issuedOn, document: documentOf(invoice, 'invoice') },
      ...receiptsOf(invoice),
    ])
    .filter(({ on }) => from <= on && on <= to)
    .sort((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)))
}

const receiptsOf = (invoice: IssuedInvoice): DatedDocument[] =>
  invoice.payments.flatMap(({ id, receiptNumber, settledAt, createdAt }) =>
    receiptNumber === undefined
      ? []
      : [
          {
            invoice,
            number: receiptNumber,
            on: dayIn(invoice.seller.timeZone, settledAt ?? createdAt),
            document: documentOf(invoice, 'receipt', id),
          },
        ],
  )
