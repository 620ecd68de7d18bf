import { type Block, unbroken } from './block.ts'
import { addElement, type Column, type Element, type Sheet } from './sheet.ts'

/** A merchant's logo as bytes of a PNG or JPEG. */
export type Logo = { readonly bytes: Uint8Array }

const mostWidth = 160
const mostHeight = 44

export function logoBlock(sheet: Sheet, parent: Element, { bytes }: Logo, column: Column, alt: string): Block {
  const image = (sheet.doc as unknown as { openImage(src: Uint8Array): { width: number; height: number } }).openImage(
    bytes,
  )
  const scale = Math.min(mostWidth / image.width, mostHeight / image.height)
  const [width, height] = [image.width * scale, image.height * scale]
  return unbroken(height, (top) => {
    const left = sheet.leftOf({ start: column.start, width })
    addElement(sheet, parent, 'Figure', null, { alt }).add(
      () => void sheet.doc.image(image as never, left, top, { width, height }),
    )
  })
}
