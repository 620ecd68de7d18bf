import { dayOf } from '../../core/calendar/day.ts'
import { dayIn } from '../../core/calendar/zone.ts'
import type { InvoiceLine, IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Discount } from '../../core/invoices/lines.ts'
import type { LineTotals } from '../../core/invoices/totals.ts'
import type { TaxExempt, TaxRate } from '../../core/tax/rates.ts'
import type { I18n } from '../i18n.ts'
import type { DocumentLine } from './billing-document.ts'
import { discountName } from './discount-name.ts'

export const hasTax = (invoice: IssuedInvoice): boolean =>
  invoice.lines.some((line) => ratesOf(line, invoice).length > 0)

/** What is billed, each line with its own discounts. */
export function documentLines(invoice: IssuedInvoice, i18n: I18n): DocumentLine[] {
  const totals = new Map(invoice.totals.lines.map((line) => [line.lineId, line]))
  return invoice.lines.map((line) => documentLine(line, totals.get(line.id)!, invoice, i18n))
}

function documentLine(line: InvoiceLine, totals: LineTotals, invoice: IssuedInvoice, i18n: I18n): DocumentLine {
  const { words, quantity, unitPrice } = i18n
  return {
    description: line.description ?? words.document.noDescription,
    period: periodOf(line, invoice, i18n),
    quantity: quantity(line.quantity),
    unitPrice: unitPrice(line.unitAmount),
    tax: taxText(ratesOf(line, invoice), invoice.taxExempt, i18n),
    discounts: line.discounts.map((discount) => lineDiscount(discount, totals, i18n)),
    amountMinor: totals.amountMinor,
  }
}

function lineDiscount(discount: Discount, totals: LineTotals, i18n: I18n): DocumentLine['discounts'][number] {
  const taken = totals.discounts.find(({ discountId }) => discountId === discount.id)
  return { label: discountName(discount, i18n), amountMinor: taken ? -taken.amountMinor : null }
}

function periodOf({ periodStart, periodEnd }: InvoiceLine, { seller }: IssuedInvoice, { words, day }: I18n) {
  const [first, last] = [dayIn(seller.timeZone, periodStart), dayIn(seller.timeZone, periodEnd)]
  if (first === last || dayOf(periodStart) === dayOf(periodEnd)) return null
  return words.document.period({ from: day(first), to: day(last) })
}

const ratesOf = (line: InvoiceLine, invoice: IssuedInvoice): readonly TaxRate[] =>
  line.taxRates ?? invoice.defaultTaxRates

function taxText(rates: readonly TaxRate[], exempt: TaxExempt, { words, percent }: I18n): string {
  if (rates.length > 0 && exempt === 'reverse') return words.document.reverseChargeShort
  if (rates.length > 0 && exempt === 'exempt') return words.document.exemptShort
  return rates.map(({ percentage }) => percent(percentage)).join(' + ')
}
