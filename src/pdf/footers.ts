import type { Printed } from '../views/print/printed.ts'
import { type Block, gap, together } from './block.ts'
import { allOf, columnsOf } from './columns.ts'
import type { Drawing } from './drawing.ts'
import { type Column, margins } from './sheet.ts'
import { footerAboveSlip } from './swiss-bill.ts'
import { textBlock } from './text-block.ts'
import { drawVerification, type VerificationTexts, verificationSize } from './verification.ts'

/**
 * How the merchant is reached, and their footer: at the foot of the last page, down to `bottom` in points, wherever the text above it
 * ends.
 */
export function footerBlock({ sheet, styles }: Drawing, { contact, document }: Printed, bottom: number): Block | null {
  const texts = [contact.join(' · '), document.footer].filter((text) => text !== null && text !== '')
  if (texts.length === 0) return null
  const style = { ...styles.small, isOwnWords: true }
  const footer = together([
    gap(10),
    ...texts.map((text) => textBlock(sheet, sheet.root, 'P', text!, allOf(sheet), style)),
  ])
  const lowest = bottom - footer.height
  return { ...footer, draw: (top) => footer.draw(Math.max(top, lowest)) }
}

/**
 * On every page: whose document it is, its number, which page of how many, and where it is verified. A payment part leaves it room above
 * itself.
 */
export function runningFooters(
  drawing: Drawing,
  { document, number, payByTransfer }: Printed,
  verification: VerificationTexts | null,
): void {
  const { sheet, styles, i18n } = drawing
  const [left, right] = columnsOf(sheet, 2) as [Column, Column]
  const end = verification ? { ...right, width: right.width - verificationSize - 8 } : right
  sheet.onEachPage((page, pages) => {
    const isAboveSlip = payByTransfer?.kind === 'swiss' && page === pages
    const atFoot = sheet.pageHeight - margins.bottom + (verification ? 4.5 : 12)
    const rule = isAboveSlip ? footerAboveSlip(sheet) : atFoot
    const top = rule + (verification ? 5 : 8)
    sheet.rule(allOf(sheet), rule, styles.line)
    sheet.artifact(() => {
      const words = i18n.words.print.pageOf({ page: i18n.quantity(String(page)), pages: i18n.quantity(String(pages)) })
      const whose = [document.seller.name ?? '', number].filter(Boolean).map(i18n.name).join(' · ')
      const own = { ...styles.label, isOwnWords: true }
      sheet.draw([sheet.setShort(whose, left.width, own)], left, top, styles.label)
      sheet.draw([sheet.setLine(words, styles.label)], end, top, { ...styles.label, align: 'end' })
    })
    if (verification)
      drawVerification(drawing, verification, { code: rule + 4, line: top + 11, isLast: page === pages })
  })
}
