import type { BillingDocument, DocumentLine } from '../document/billing-document.ts'
import type { I18n } from '../i18n.ts'

type LinesTableProps = { readonly document: BillingDocument; readonly i18n: I18n }

/** Spelled out, because some browsers forget that a table is one when a phone stacks its cells. */
const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

/** What is billed. */
export function LinesTable({ document: { columns, lines, currency }, i18n }: LinesTableProps) {
  const hasTax = columns.tax !== null
  return (
    <table class="lines" {...roles.table} data-tax={hasTax || undefined}>
      <thead {...roles.rowgroup}>
        <tr {...roles.row}>
          <th {...roles.columnheader} scope="col">
            {columns.description}
          </th>
          <th {...roles.columnheader} scope="col" class="number">
            {columns.quantity}
          </th>
          <th {...roles.columnheader} scope="col" class="number">
            {columns.unitPrice}
          </th>
          {hasTax && (
            <th {...roles.columnheader} scope="col" class="number">
              {columns.tax}
            </th>
          )}
          <th {...roles.columnheader} scope="col" class="number">
            {columns.amount} <bdi>{currency.toUpperCase()}</bdi>
          </th>
        </tr>
      </thead>
      <tbody {...roles.rowgroup}>
        {lines.map((line) => (
          <Line line={line} hasTax={hasTax} i18n={i18n} />
        ))}
      </tbody>
    </table>
  )
}

type LineProps = { readonly line: DocumentLine; readonly hasTax: boolean; readonly i18n: I18n }

const Line = ({ line, hasTax, i18n: { money, figure } }: LineProps) => (
  <tr {...roles.row}>
    <td {...roles.cell} class="what">
      <bdi>{line.description}</bdi>
      {line.period && <span class="period">{line.period}</span>}
      {line.discounts.map(({ label, amountMinor }) => (
        <span class="line-discount">
          <span>{label}</span>
          {amountMinor !== null && <span class="number">{money(amountMinor)}</span>}
        </span>
      ))}
    </td>
    <td {...roles.cell} class="number quantity">
      {line.quantity}
    </td>
    <td {...roles.cell} class="number price">
      {line.unitPrice}
    </td>
    {hasTax && (
      <td {...roles.cell} class="number tax">
        {line.tax}
      </td>
    )}
    <td {...roles.cell} class="number sum">
      {figure(line.amountMinor)}
    </td>
  </tr>
)
