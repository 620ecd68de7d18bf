import { dayOf } from '../../core/calendar/day.ts'
import { dayIn } from '../../core/calendar/zone.ts'
import type { InvoiceLine, IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Discount } from '../../core/invoices/lines.ts'
import type { LineTotals } from '../../core/invoices/totals.ts'
import type { TaxExempt, TaxRate } from '../../core/tax/rates.ts'
import type { PageI18n } from '../i18n.ts'
import { discountName } from './discount-name.ts'

type LinesTableProps = { readonly invoice: IssuedInvoice; readonly i18n: PageI18n }

/** Spelled out, because some browsers forget that a table is one when a phone stacks its cells. */
const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

/** What is billed. */
export function LinesTable({ invoice, i18n }: LinesTableProps) {
  const { words } = i18n
  const code = invoice.currency.toUpperCase()
  const totals = new Map(invoice.totals.lines.map((line) => [line.lineId, line]))
  const hasTax = invoice.lines.some((line) => ratesOf(line, invoice).length > 0)
  return (
    <table class="lines" {...roles.table} data-tax={hasTax || undefined}>
      <thead {...roles.rowgroup}>
        <tr {...roles.row}>
          <th {...roles.columnheader} scope="col">
            {words.document.description}
          </th>
          <th {...roles.columnheader} scope="col" class="number">
            {words.document.quantity}
          </th>
          <th {...roles.columnheader} scope="col" class="number">
            {words.document.unitPrice}
          </th>
          {hasTax && (
            <th {...roles.columnheader} scope="col" class="number">
              {words.document.tax}
            </th>
          )}
          <th {...roles.columnheader} scope="col" class="number">
            {words.document.amount} <bdi>{code}</bdi>
          </th>
        </tr>
      </thead>
      <tbody {...roles.rowgroup}>
        {invoice.lines.map((line) => (
          <Line line={line} totals={totals.get(line.id)} hasTax={hasTax} invoice={invoice} i18n={i18n} />
        ))}
      </tbody>
    </table>
  )
}

type LineProps = LinesTableProps & {
  readonly line: InvoiceLine
  readonly totals: LineTotals | undefined
  readonly hasTax: boolean
}

function Line({ line, totals, hasTax, invoice, i18n }: LineProps) {
  const { words } = i18n
  return (
    <tr {...roles.row}>
      <td {...roles.cell} class="what">
        <bdi>{line.description ?? words.document.noDescription}</bdi>
        <Period line={line} invoice={invoice} i18n={i18n} />
        {line.discounts.map((discount) => (
          <LineDiscount discount={discount} totals={totals} i18n={i18n} />
        ))}
      </td>
      <td {...roles.cell} class="number quantity">
        {i18n.quantity(line.quantity)}
      </td>
      <td {...roles.cell} class="number price">
        {i18n.unitPrice(line.unitAmount)}
      </td>
      {hasTax && (
        <td {...roles.cell} class="number tax">
          {taxText(ratesOf(line, invoice), invoice.taxExempt, i18n)}
        </td>
      )}
      <td {...roles.cell} class="number sum">
        {totals && i18n.figure(totals.amountMinor)}
      </td>
    </tr>
  )
}

function Period({ line: { periodStart, periodEnd }, invoice, i18n }: Pick<LineProps, 'line' | 'invoice' | 'i18n'>) {
  const zone = invoice.seller.timeZone
  const [first, last] = [dayIn(zone, periodStart), dayIn(zone, periodEnd)]
  if (first === last || dayOf(periodStart) === dayOf(periodEnd)) return null
  return <span class="period">{i18n.words.document.period({ from: i18n.day(first), to: i18n.day(last) })}</span>
}

function LineDiscount({ discount, totals, i18n }: { discount: Discount } & Pick<LineProps, 'totals' | 'i18n'>) {
  const taken = totals?.discounts.find(({ discountId }) => discountId === discount.id)
  return (
    <span class="line-discount">
      <span>{discountName(discount, i18n)}</span>
      {taken && <span class="number">{i18n.money(-taken.amountMinor)}</span>}
    </span>
  )
}

const ratesOf = (line: InvoiceLine, invoice: IssuedInvoice): readonly TaxRate[] =>
  line.taxRates ?? invoice.defaultTaxRates

function taxText(rates: readonly TaxRate[], exempt: TaxExempt, { words, percent }: PageI18n): string {
  if (rates.length > 0 && exempt === 'reverse') return words.document.reverseChargeShort
  if (rates.length > 0 && exempt === 'exempt') return words.document.exemptShort
  return rates.map(({ percentage }) => percent(percentage)).join(' + ')
}
