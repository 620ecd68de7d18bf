import type { BillingDocument } from '../views/document/billing-document.ts'
import { type Block, beside, following, gap, together, unbroken } from './block.ts'
import { allOf, columnsOf, gutter } from './columns.ts'
import type { Drawing } from './drawing.ts'
import type { Column } from './sheet.ts'
import { textBlock } from './text-block.ts'

/** What was paid, when and how, and what was paid back. */
export function paymentBlocks(
  { sheet, styles, i18n }: Drawing,
  { label, rows, surplus }: NonNullable<BillingDocument['payments']>,
): Block[] {
  const all = allOf(sheet)
  const [day, second, , amount] = columnsOf(sheet, 4) as [Column, Column, Column, Column]
  const what: Column = { start: second.start, width: amount.start - gutter - second.start }
  const table = sheet.doc.struct('Table' as never)
  const blocks = rows.map((row) => {
    const element = sheet.doc.struct('TR' as never)
    table.add(element)
    return beside([
      textBlock(sheet, element, 'TH', row.day, day, styles.soft, { scope: 'Row' }),
      textBlock(sheet, element, 'TD', row.details.join(' · '), what, styles.body),
      textBlock(sheet, element, 'TD', i18n.money(row.amountMinor), amount, { ...styles.body, align: 'end' }),
    ])
  })
  const heading = together([
    gap(12),
    textBlock(sheet, sheet.root, 'H2', label, all, styles.heading),
    unbroken(4, () => sheet.root.add(table)),
  ])
  const [first, ...others] = blocks
  const note = surplus === null ? [] : [textBlock(sheet, sheet.root, 'P', surplus, all, styles.small)]
  return [following(heading, first!), ...others, ...note]
}
