import { encode } from 'uqr'
import { type Block, unbroken } from './block.ts'
import { addElement, type Element, type Sheet } from './sheet.ts'

/**
 * Trying all eight masks takes as long as drawing the rest of a page. Over links and transfers, this one is within 2 % of the best by
 * the penalty of ISO/IEC 18004.
 */
const maskPattern = 2

/** A QR code of a text, as a square in points from the edge where lines start; `alt` says what it leads to. */
export function qrBlock(
  sheet: Sheet,
  parent: Element,
  text: string,
  { start, size, alt }: { readonly start: number; readonly size: number; readonly alt: string },
): Block {
  const { data } = encode(text, { ecc: 'M', border: 0, maskPattern })
  const module = size / data.length
  return unbroken(size, (top) => {
    const left = sheet.leftOf({ start, width: size })
    addElement(sheet, parent, 'Figure', null, { alt }).add(() => {
      // One path of horizontal runs, so that no hairline shows between modules.
      const runs = data.flatMap((row, y) => darkRuns(row).map(([from, to]) => `${from} ${y} ${to - from} 1 re`))
      sheet.doc.save().translate(left, top).scale(module)
      sheet.doc
        .fillColor('#000000')
        .addContent(`${runs.join('\n')}\nf`)
        .restore()
    })
  })
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
