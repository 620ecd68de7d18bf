import { amountPaidMinor, amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../../core/invoices/invoice.ts'
import { standingOf } from '../../core/invoices/standing.ts'
import { type CsvCell, csv } from '../csv.ts'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'

/**
 * A list of invoices as CSV, with days as `YYYY-MM-DD`. What credit paid counts as paid, and nothing remains of an invoice that is void
 * or paid. `nowMs` in ms since 1970, for what is past due.
 */
export function invoicesCsv(invoices: readonly IssuedInvoice[], locale: Locale, nowMs: number): string {
  const { document } = wordsFor(locale, 'invoice')
  const { columns } = wordsFor(locale, 'statement')
  const { standing } = wordsFor(locale, 'pay')
  const heads = [
    document.number,
    document.issued,
    document.due,
    columns.status,
    columns.currency,
    document.total,
    document.paid,
    document.remaining,
  ]
  const rows = invoices.map((invoice): CsvCell[] => {
    const { number, issuedOn, dueOn, currency, totals, status, creditAppliedMinor } = invoice
    const paidMinor = status === 'void' ? 0 : amountPaidMinor(invoice) + creditAppliedMinor
    return [
      number,
      issuedOn,
      dueOn,
      standing[standingOf(invoice, nowMs)],
      currency.toUpperCase(),
      { amountMinor: totals.totalMinor, currency },
      { amountMinor: paidMinor, currency },
      { amountMinor: isPayable(invoice) ? amountRemainingMinor(invoice) : 0, currency },
    ]
  })
  return csv([heads, ...rows])
}
