import type { Day } from '../../core/calendar/day.ts'
import { formatDay } from '../../core/calendar/format.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { DocumentLine, Field, TotalsRow } from '../document/billing-document.ts'
import { invoiceDocument } from '../document/invoice-document.ts'
import type { PrintI18n } from '../i18n.ts'
import { billedLines } from './billed-lines.ts'
import { contactOf } from './contact.ts'
import type { Printed } from './printed.ts'

export type CreditReason = 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory'

/** A line of the invoice, as much of it as is credited; `quantity` and `unitAmount` (in minor units) are decimal strings. */
type CreditedLine = {
  readonly description: string | null
  readonly quantity: string
  readonly unitAmount: string
  /** Of its tax rates. */
  readonly percentages: readonly string[]
  readonly amountMinor: number
}

/** Whose rate, on how much: as on the invoice that is corrected. */
type CreditedTax = {
  readonly name: string
  readonly percentage: string
  readonly taxableMinor: number
  readonly amountMinor: number
  readonly isInclusive: boolean
}

/** What is taken off an issued invoice. Amounts in minor units of its currency, all positive. */
export type CreditNote = {
  readonly number: string
  readonly issuedOn: Day
  readonly reason: CreditReason | null
  readonly memo: string | null
  readonly lines: readonly CreditedLine[]
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly taxes: readonly CreditedTax[]
  readonly totalMinor: number
  /** The parts of the total that lower what is still to pay, were paid back, and were added to the customer's credit. */
  readonly takenOffMinor: number
  readonly paidBackMinor: number
  readonly addedToCreditMinor: number
}

/** A credit note on the parties and the lines of its invoice. */
export function printedCreditNote(note: CreditNote, invoice: IssuedInvoice, i18n: PrintI18n): Printed {
  const { words, money } = i18n
  const document = {
    ...invoiceDocument(invoice, null, i18n),
    title: words.print.creditNote,
    fields: fieldsOf(note, invoice, i18n),
    customFields: [],
    lines: note.lines.map((line) => lineOf(line, i18n)),
    totals: totalsOf(note, i18n),
    payments: null,
    memo: note.memo === null ? null : { name: words.document.memo, value: note.memo },
  }
  return {
    document,
    number: note.number,
    contact: contactOf(invoice.seller),
    headline: { label: words.print.amountCredited, amount: money(note.totalMinor), detail: null, tone: 'settled' },
    letter: [],
    table: billedLines(document, i18n),
    payOnline: null,
    payByTransfer: null,
  }
}

function fieldsOf(
  { number, issuedOn, reason }: CreditNote,
  invoice: IssuedInvoice,
  { words, locale }: PrintI18n,
): Field[] {
  const { print, document } = words
  return [
    { name: print.creditNoteNumber, value: number },
    { name: document.issued, value: formatDay(issuedOn, locale.format, 'long') },
    { name: print.forInvoice, value: invoice.number },
    { name: print.invoiceIssued, value: formatDay(invoice.issuedOn, locale.format, 'long') },
    ...(reason === null ? [] : [{ name: print.creditReason, value: print.creditReasons[reason] }]),
  ]
}

const lineOf = (line: CreditedLine, { words, quantity, unitPrice, percent }: PrintI18n): DocumentLine => ({
  description: line.description ?? words.document.noDescription,
  period: null,
  quantity: quantity(line.quantity),
  unitPrice: unitPrice(line.unitAmount),
  tax: line.percentages.map(percent).join(' + '),
  discounts: [],
  amountMinor: line.amountMinor,
})

function totalsOf(note: CreditNote, { words, money, percent, name }: PrintI18n): TotalsRow[] {
  const { document, print } = words
  const taxes = note.taxes.map((tax): TotalsRow => {
    const parts = { name: name(tax.name), percent: percent(tax.percentage), taxable: money(tax.taxableMinor) }
    return tax.isInclusive
      ? { kind: 'included_tax', label: document.taxIncluded(parts), amountMinor: tax.amountMinor }
      : { kind: 'tax', label: document.taxOn(parts), amountMinor: tax.amountMinor }
  })
  const rows: readonly TotalsRow[] = [
    { kind: 'discount', label: document.discount, amountMinor: -note.discountMinor },
    ...taxes,
    { kind: 'total', label: document.total, amountMinor: note.totalMinor },
    { kind: 'balance', label: print.takenOffInvoice, amountMinor: note.takenOffMinor },
    { kind: 'balance', label: print.paidBack, amountMinor: note.paidBackMinor },
    { kind: 'balance', label: print.addedToCredit, amountMinor: note.addedToCreditMinor },
  ]
  const isShown = ({ kind, amountMinor }: TotalsRow) => amountMinor !== 0 || kind === 'total'
  return [{ kind: 'subtotal', label: document.subtotal, amountMinor: note.subtotalMinor }, ...rows.filter(isShown)]
}
