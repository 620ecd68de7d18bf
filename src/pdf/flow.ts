import type { Block } from './block.ts'
import { margins, type Sheet } from './sheet.ts'

/** The flow of blocks over pages. */
export type Flow = {
  /** Draws a block below the last: on a new page if it does not fit, and on several if no page can hold it. */
  add(block: Block): void
}

/** Starts the first page. `headOfPage` returns a block that heads each further page. */
export function flowOver(sheet: Sheet, headOfPage: () => Block | null): Flow {
  const bottom = sheet.pageHeight - margins.bottom
  let top = margins.top
  let isFresh = true
  sheet.addPage()
  const place = (block: Block): void => {
    block.draw(top)
    top += block.height
  }
  const newPage = (): void => {
    sheet.addPage()
    top = margins.top
    const head = headOfPage()
    if (head) place(head)
    isFresh = true
  }
  const add = (block: Block): void => {
    const fitsOnPage = block.height <= bottom - margins.top - (headOfPage()?.height ?? 0)
    const parts = fitsOnPage ? null : block.split(bottom - top)
    if (top + block.height > bottom && !parts && !isFresh) {
      newPage()
      add(block)
      return
    }
    place(parts ? parts[0] : block)
    isFresh = false
    if (!parts) return
    newPage()
    add(parts[1])
  }
  return { add }
}
