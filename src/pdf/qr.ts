import { qrCode } from '../views/parts/qr-code.ts'
import { type Block, unbroken } from './block.ts'
import { drawFigure, type Element, type Sheet } from './sheet.ts'

/** A square across the page, in points from the edge where lines start. */
type Square = { readonly start: number; readonly size: number }

/** A QR code of a text; `alt` says what it leads to. */
export function qrBlock(
  sheet: Sheet,
  parent: Element,
  text: string,
  { alt, ...square }: Square & { readonly alt: string },
): Block {
  return unbroken(square.size, (top) => {
    const left = sheet.leftOf({ start: square.start, width: square.size })
    const { size } = square
    drawFigure(sheet, parent, { left, top, width: size, height: size, alt }, () =>
      drawCode(sheet, text, { left, top, size }),
    )
  })
}

/** Draws a QR code as a square in points; the more of it can be read where it is damaged (`ecc`), the smaller are its modules. */
export function drawCode(
  { doc }: Sheet,
  text: string,
  { left, top, size }: { readonly left: number; readonly top: number; readonly size: number },
  ecc: 'low' | 'medium' = 'medium',
): void {
  // One path of horizontal runs, so that no hairline shows between modules.
  const code = qrCode(text, ecc, (y, from, length) => `${from} ${y} ${length} 1 re\n`)
  doc
    .save()
    .translate(left, top)
    .scale(size / code.size)
    .fillColor('#000000')
    .addContent(`${code.path}f`)
    .restore()
}
