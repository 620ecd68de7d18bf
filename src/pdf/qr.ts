import { qrCode } from '../views/parts/qr-code.ts'
import { type Block, unbroken } from './block.ts'
import { drawFigure, type Element, type Sheet } from './sheet.ts'

/** A QR code of a text, as a square in points from the edge where lines start; `alt` says what it leads to. */
export function qrBlock(
  sheet: Sheet,
  parent: Element,
  text: string,
  { start, size, alt }: { readonly start: number; readonly size: number; readonly alt: string },
): Block {
  return unbroken(size, (top) => {
    const left = sheet.leftOf({ start, width: size })
    drawFigure(sheet, parent, { left, top, width: size, height: size, alt }, () =>
      drawCode(sheet, text, { left, top, size }),
    )
  })
}

/** Draws a QR code as a square in points; about 15 % of it may be unreadable (level M). */
export function drawCode(
  { doc }: Sheet,
  text: string,
  { left, top, size }: { readonly left: number; readonly top: number; readonly size: number },
): void {
  const code = qrCode(text, 'M')
  // One path of horizontal runs, so that no hairline shows between modules.
  const runs = code.runs.map(({ y, from, to }) => `${from} ${y} ${to - from} 1 re`)
  doc
    .save()
    .translate(left, top)
    .scale(size / code.size)
    .fillColor('#000000')
    .addContent(`${runs.join('\n')}\nf`)
    .restore()
}
