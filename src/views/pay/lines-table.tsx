import { dayOf } from '../../core/calendar/day.ts'
import { dayIn } from '../../core/calendar/zone.ts'
import type { InvoiceLine, IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Discount } from '../../core/invoices/lines.ts'
import type { LineTotals } from '../../core/invoices/totals.ts'
import type { TaxExempt, TaxRate } from '../../core/tax/rates.ts'
import type { PageReader } from '../reader.ts'
import { discountName } from './discount-name.ts'

type LinesTableProps = { readonly invoice: IssuedInvoice; readonly reader: PageReader }

/** Spelled out, because some browsers forget that a table is one when a phone stacks its cells. */
const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

/** What is billed. */
export function LinesTable({ invoice, reader }: LinesTableProps) {
  const { words } = reader
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
          <Line line={line} totals={totals.get(line.id)} hasTax={hasTax} invoice={invoice} reader={reader} />
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

function Line({ line, totals, hasTax, invoice, reader }: LineProps) {
  const { words } = reader
  return (
    <tr {...roles.row}>
      <td {...roles.cell} class="what">
        <bdi>{line.description ?? words.document.noDescription}</bdi>
        <Period line={line} invoice={invoice} reader={reader} />
        {line.discounts.map((discount) => (
          <LineDiscount discount={discount} totals={totals} reader={reader} />
        ))}
      </td>
      <td {...roles.cell} class="number quantity">
        {reader.quantity(line.quantity)}
      </td>
      <td {...roles.cell} class="number price">
        {reader.unitPrice(line.unitAmount)}
      </td>
      {hasTax && (
        <td {...roles.cell} class="number tax">
          {taxText(ratesOf(line, invoice), invoice.taxExempt, reader)}
        </td>
      )}
      <td {...roles.cell} class="number sum">
        {totals && reader.figure(totals.amountMinor)}
      </td>
    </tr>
  )
}

function Period({ line: { periodStart, periodEnd }, invoice, reader }: Pick<LineProps, 'line' | 'invoice' | 'reader'>) {
  const zone = invoice.seller.timeZone
  const [first, last] = [dayIn(zone, periodStart), dayIn(zone, periodEnd)]
  if (first === last || dayOf(periodStart) === dayOf(periodEnd)) return null
  return <span class="period">{reader.words.document.period({ from: reader.day(first), to: reader.day(last) })}</span>
}

function LineDiscount({ discount, totals, reader }: { discount: Discount } & Pick<LineProps, 'totals' | 'reader'>) {
  const taken = totals?.discounts.find(({ discountId }) => discountId === discount.id)
  return (
    <span class="line-discount">
      <span>{discountName(discount, reader)}</span>
      {taken && <span class="number">{reader.money(-taken.amountMinor)}</span>}
    </span>
  )
}

const ratesOf = (line: InvoiceLine, invoice: IssuedInvoice): readonly TaxRate[] =>
  line.taxRates ?? invoice.defaultTaxRates

function taxText(rates: readonly TaxRate[], exempt: TaxExempt, { words, percent }: PageReader): string {
  if (rates.length > 0 && exempt === 'reverse') return words.document.reverseChargeShort
  if (rates.length > 0 && exempt === 'exempt') return words.document.exemptShort
  return rates.map(({ percentage }) => percent(percentage)).join(' + ')
}
