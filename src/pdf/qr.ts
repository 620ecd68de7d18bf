import { encode } from 'uqr'
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
  const { data } = encode(text, { ecc: 'M', border: 0 })
  const module = size / data.length
  // One path of horizontal runs, so that no hairline shows between modules.
  for (const [y, row] of data.entries())
    for (const [from, to] of darkRuns(row))
      doc.rect(left + from * module, top + y * module, (to - from) * module, module)
  doc.fill('#000000')
}

function darkRuns(row: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs.at(-1)
    if (isDark && last?.[1] === x) last[1] = x + 1
    else if (isDark) runs.push([x, x + 1])
  })
  return runs
}
