import { margins, type Sheet } from './sheet.ts'

/** A part of a document that stays on one page. `height` in points; `top` from the top of the page. */
export type Block = { readonly height: number; draw(top: number): void }

export const gap = (height: number): Block => ({ height, draw: () => {} })

/** Several blocks as one, so that no page ends between them. */
export const together = (blocks: readonly Block[]): Block => ({
  height: blocks.reduce((sum, { height }) => sum + height, 0),
  draw(top) {
    let at = top
    for (const { height, draw } of blocks) {
      draw(at)
      at += height
    }
  },
})

/** Blocks side by side, as high as the highest. */
export const beside = (blocks: readonly Block[]): Block => ({
  height: Math.max(0, ...blocks.map(({ height }) => height)),
  draw(top) {
    for (const { draw } of blocks) draw(top)
  },
})

/** The flow of blocks over pages. */
export type Flow = {
  /** Draws a block below the last, on a new page if it does not fit. */
  add(block: Block): void
  /** The space left on the page, in points. */
  left(): number
  newPage(): void
}

/** Starts the first page. `onNewPage` returns a block that heads each further page. */
export function flowOver(sheet: Sheet, onNewPage: () => Block | null): Flow {
  const bottom = sheet.pageHeight - margins.bottom
  let top = margins.top
  sheet.addPage()
  const place = ({ height, draw }: Block): void => {
    draw(top)
    top += height
  }
  const newPage = (): void => {
    sheet.addPage()
    top = margins.top
    const head = onNewPage()
    if (head) place(head)
  }
  return {
    add(block) {
      if (top + block.height > bottom) newPage()
      place(block)
    },
    left: () => bottom - top,
    newPage,
  }
}
