import type { BillingDocument, DocumentLine } from '../document/billing-document.ts'
import type { PrintI18n } from '../i18n.ts'
import type { PrintedRow, PrintedTable } from './printed.ts'

/** What is billed, as it is printed; the currency is named in the head of the amounts. */
export function billedLines({ columns, currency, lines }: BillingDocument, i18n: PrintI18n): PrintedTable {
  const { description, quantity, unitPrice, tax, amount } = columns
  return {
    heads: [description, quantity, unitPrice, ...(tax === null ? [] : [tax]), `${amount} ${currency.toUpperCase()}`],
    rows: lines.map((line) => rowOf(line, tax !== null, i18n)),
  }
}

function rowOf(line: DocumentLine, isTaxed: boolean, { money, figure }: PrintI18n): PrintedRow {
  const discounts = line.discounts.map(({ label, amountMinor }) =>
    amountMinor === null ? label : `${label}  ${money(amountMinor)}`,
  )
  return {
    text: line.description,
    small: [...(line.period ? [line.period] : []), ...discounts],
    figures: [line.quantity, line.unitPrice, ...(isTaxed ? [line.tax] : []), figure(line.amountMinor)],
  }
}
