import { type Block, unbroken } from './block.ts'
import type { Logo } from './logo.ts'
import { type Column, drawFigure, type Element, type Sheet } from './sheet.ts'

/** In points. */
const mostWidth = 160
const mostHeight = 44

/** As pdfkit reads it; the orientation is that of a JPEG (EXIF), from 5 on turned by a right angle. */
type Opened = { readonly width: number; readonly height: number; readonly orientation?: number }

export function logoBlock(sheet: Sheet, parent: Element, { bytes }: Logo, column: Column, alt: string): Block {
  const image = (sheet.doc as unknown as { openImage(src: Uint8Array): Opened }).openImage(bytes)
  const isTurned = (image.orientation ?? 1) > 4
  const [across, down] = isTurned ? [image.height, image.width] : [image.width, image.height]
  const scale = Math.min(mostWidth / across, mostHeight / down)
  const [width, height] = [across * scale, down * scale]
  return unbroken(height, (top) => {
    const left = sheet.leftOf({ start: column.start, width })
    drawFigure(sheet, parent, { left, top, width, height, alt }, () => {
      sheet.doc.image(image as never, left, top, { width, height })
    })
  })
}
