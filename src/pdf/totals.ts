import type { TotalsRow } from '../views/document/billing-document.ts'
import type { Printed } from '../views/print/printed.ts'
import { type Block, beside, gap, together, unbroken } from './block.ts'
import { allOf, columnsOf } from './columns.ts'
import type { Drawing } from './drawing.ts'
import type { Column, TextStyle } from './sheet.ts'
import { textBlock } from './text-block.ts'

/** The widest that the column of amounts may be, in points. */
const mostWidth = 130

/** The totals, in the column of the page where amounts are. */
export function totalsBlock({ sheet, styles, i18n }: Drawing, { totals }: Printed['document']): Block {
  const [, all] = columnsOf(sheet, 2) as [Column, Column]
  const isLast = ({ kind }: TotalsRow) => kind === 'remaining' || kind === 'settled'
  const amountOf = ({ kind, amountMinor }: TotalsRow) => (kind === 'settled' ? '' : i18n.money(amountMinor))
  const widths = totals.map((row) => sheet.setLine(amountOf(row), styles.total).width)
  const width = Math.min(mostWidth, Math.max(...widths) + 1)
  const label: Column = { start: all.start, width: all.width - width - 10 }
  const amount: Column = { start: sheet.contentWidth - width, width }
  const styleOf = (row: TotalsRow): TextStyle => {
    if (row.kind === 'total') return styles.total
    return isLast(row) ? styles.remaining : styles.body
  }
  const table = sheet.doc.struct('Table' as never)
  sheet.root.add(table)
  const rows = totals.map((row, i) => {
    const element = sheet.doc.struct('TR' as never)
    table.add(element)
    const style = styleOf(row)
    const isHeavy = row.kind === 'total' || isLast(row)
    const rule = unbroken(6, (top) =>
      sheet.rule(all, top + 3, isHeavy ? styles.ink : styles.line, isHeavy ? 0.75 : 0.5),
    )
    return together([
      i === 0 ? gap(2) : rule,
      beside([
        textBlock(sheet, element, 'TH', row.label, label, isHeavy ? style : { ...style, color: styles.soft.color }, {
          scope: 'Row',
        }),
        textBlock(sheet, element, 'TD', amountOf(row), amount, { ...style, align: 'figures' }),
      ]),
    ])
  })
  const top = unbroken(8, (at) => sheet.rule(allOf(sheet), at, styles.ink, 0.75))
  return together([top, ...rows])
}
