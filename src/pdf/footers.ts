import type { Printed } from '../views/print/printed.ts'
import { gap, together } from './block.ts'
import { allOf, columnsOf } from './columns.ts'
import type { Drawing } from './drawing.ts'
import type { Flow } from './flow.ts'
import { margins } from './sheet.ts'
import { textBlock } from './text-block.ts'

/** The merchant's footer: at the foot of the last page. */
export function addFooter({ sheet, styles }: Drawing, flow: Flow, text: string): void {
  const column = allOf(sheet)
  const footer = textBlock(sheet, sheet.root, 'P', text, column, { ...styles.small, isOwnWords: true })
  // A little less than the space, since sums of fractions are not exact.
  const space = Math.max(10, flow.left() - footer.height - 0.1)
  flow.add(together([gap(space), footer]))
}

/** On every page: whose document it is, its number, and which page of how many. */
export function runningFooters({ sheet, styles, i18n }: Drawing, { document, number }: Printed): void {
  const [left, right] = columnsOf(sheet, 2)
  const top = sheet.pageHeight - margins.bottom + 22
  sheet.onEachPage((page, pages) => {
    sheet.rule(allOf(sheet), top - 8, styles.line)
    sheet.artifact(() => {
      const words = i18n.words.print.pageOf({ page: i18n.quantity(String(page)), pages: i18n.quantity(String(pages)) })
      const whose = [document.seller.name, number].filter(Boolean).join(' · ')
      const own = { ...styles.label, isOwnWords: true }
      sheet.draw([sheet.setShort(whose, left!.width, own)], left!, top, styles.label)
      sheet.draw([sheet.setLine(words, styles.label)], right!, top, { ...styles.label, align: 'end' })
    })
  })
}
