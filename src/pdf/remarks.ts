import type { Printed } from '../views/print/printed.ts'
import { type Block, following, gap, together } from './block.ts'
import { allOf, gutter } from './columns.ts'
import type { Drawing } from './drawing.ts'
import type { Column, Sheet } from './sheet.ts'
import { textBlock } from './text-block.ts'

/** In points, of the half that the totals leave free. */
export const remarksWidth = ({ contentWidth }: Sheet): number => contentWidth / 2 - 2 * gutter

/** The memo and the notes on the totals, in the half that the totals leave free. */
export function remarksBlock({ sheet, styles }: Drawing, { memo, notes }: Printed['document']): Block {
  const column: Column = { start: 0, width: remarksWidth(sheet) }
  const own = { ...styles.body, isOwnWords: true }
  return together([
    gap(10),
    ...(memo
      ? [
          textBlock(sheet, sheet.root, 'H2', memo.name, column, styles.label),
          textBlock(sheet, sheet.root, 'P', memo.value, column, own),
          gap(8),
        ]
      : []),
    ...notes.flatMap(({ text }) => [textBlock(sheet, sheet.root, 'P', text, column, styles.small), gap(4)]),
  ])
}

/** The same where they are longer than the totals: below them, as wide as the page. */
export function wideRemarks({ sheet, styles }: Drawing, { memo, notes }: Printed['document']): Block[] {
  const column = allOf(sheet)
  const own = { ...styles.body, isOwnWords: true }
  return [
    ...notes.map(({ text }) => together([gap(8), textBlock(sheet, sheet.root, 'P', text, column, styles.small)])),
    ...(memo
      ? [
          following(
            together([gap(14), textBlock(sheet, sheet.root, 'H2', memo.name, column, styles.label)]),
            textBlock(sheet, sheet.root, 'P', memo.value, column, own),
          ),
        ]
      : []),
  ]
}
