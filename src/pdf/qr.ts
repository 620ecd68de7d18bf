import { encode } from 'uqr'
import { type Block, unbroken } from './block.ts'
import { addElement, type Element, type Sheet } from './sheet.ts'

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
    addElement(sheet, parent, 'Figure', null, { alt }).add(() => drawQr(sheet, text, square, top, 'M'))
  })
}

/** Draws a QR code; the more of it can be read where it is damaged (`ecc`), the smaller are its modules. */
export function drawQr(sheet: Sheet, text: string, { start, size }: Square, top: number, ecc: 'L' | 'M'): void {
  const { data } = encode(text, { ecc, border: 0 })
  const module = size / data.length
  const left = sheet.leftOf({ start, width: size })
  // One path of horizontal runs, so that no hairline shows between modules.
  for (const [y, row] of data.entries())
    for (const [from, to] of darkRuns(row))
      sheet.doc.rect(left + from * module, top + y * module, (to - from) * module, module)
  sheet.doc.fill('#000000')
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
