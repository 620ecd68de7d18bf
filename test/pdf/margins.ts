import { margins } from '../../src/pdf/sheet.ts'
import type { Box, ReadPage, ReadPdf } from './read-pdf.ts'

/** What a page may hold: the running footer stands below the content. */
const contentOf = ({ width, height }: ReadPage): Box => ({
  left: margins.side,
  right: width - margins.side,
  top: margins.top,
  bottom: height - margins.bottom + 36,
})

/** A hundredth of a millimetre and more, since glyphs overhang their widths. */
const slack = 0.6

/** All that is drawn outside the margins of its page. */
export const outside = ({ pages }: ReadPdf): unknown[] =>
  pages.flatMap((page) => {
    const { left, right, top, bottom } = contentOf(page)
    const letters = page.glyphs
      .filter(({ text }) => text.trim())
      .map(({ text, x, y, width, size }) => ({
        text,
        left: x,
        right: x + width,
        top: y - size * 0.75,
        bottom: y + size * 0.25,
      }))
    return [...letters, ...page.boxes, ...page.images].filter(
      (box) =>
        box.left < left - slack || box.right > right + slack || box.top < top - slack || box.bottom > bottom + slack,
    )
  })
