import { inGroups } from '../core/documents/verification-code.ts'
import type { PrintI18n } from '../views/i18n.ts'
import type { Verification } from '../views/print/printed.ts'
import type { Drawing } from './drawing.ts'
import { drawCode } from './qr.ts'
import { addElement, drawFigure } from './sheet.ts'

/** Far smaller than the codes that pay, in points: with little correction, a third of a millimetre for each module. */
export const verificationSize = 28

/** How a document says where it is verified, in its reader's words. */
export type VerificationTexts = ReturnType<typeof verificationTexts>

export function verificationTexts({ code, url, page }: Verification, { words, name }: PrintI18n) {
  const { verify, verifyAlt: alt } = words.print
  return { url, text: verify({ code: name(inGroups(code)), page: name(page) }), alt }
}

/** Draws them at the end of a line, beside the code that leads there; `top` in points. They are read out once, on the last page. */
export function drawVerification(
  { sheet, styles }: Drawing,
  { url, text, alt }: VerificationTexts,
  { code, line, isLast }: { readonly code: number; readonly line: number; readonly isLast: boolean },
): void {
  const width = sheet.contentWidth - verificationSize - 8
  const drawText = () =>
    sheet.draw([sheet.setShort(text, width, styles.label)], { start: 0, width }, line, {
      ...styles.label,
      align: 'end',
    })
  const place = { start: sheet.contentWidth - verificationSize, width: verificationSize }
  const square = { left: sheet.leftOf(place), top: code, size: verificationSize }
  const drawQr = () => drawCode(sheet, url, square, 'low')
  if (isLast) {
    addElement(sheet, sheet.root, 'P', text).add(drawText)
    drawFigure(sheet, sheet.root, { ...square, width: verificationSize, height: verificationSize, alt }, drawQr)
  } else {
    sheet.artifact(() => {
      drawText()
      drawQr()
    })
  }
}
