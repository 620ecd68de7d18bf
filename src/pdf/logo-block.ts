import { type Block, unbroken } from './block.ts'
import { drawVector } from './draw-vector.ts'
import type { Picture } from './logo.ts'
import { type Column, drawFigure, type Element, type Sheet } from './sheet.ts'

/** In points. */
const mostWidth = 160
const mostHeight = 40

/** As pdfkit reads it; the orientation is that of a JPEG (EXIF), from 5 on turned by a right angle. */
type Opened = { readonly width: number; readonly height: number; readonly orientation?: number }

type Place = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

export function logoBlock(sheet: Sheet, parent: Element, logo: Picture, column: Column, alt: string): Block {
  const picture = logo.kind === 'file' ? filePicture(sheet, logo.bytes) : vectorPicture(sheet, logo.vector)
  const scale = Math.min(mostWidth / picture.width, mostHeight / picture.height)
  const [width, height] = [picture.width * scale, picture.height * scale]
  return unbroken(height, (top) => {
    const left = sheet.leftOf({ start: column.start, width })
    drawFigure(sheet, parent, { left, top, width, height, alt }, () => picture.draw({ left, top, width, height }))
  })
}

function filePicture({ doc }: Sheet, bytes: Uint8Array) {
  const image = (doc as unknown as { openImage(src: Uint8Array): Opened }).openImage(bytes)
  const isTurned = (image.orientation ?? 1) > 4
  const [width, height] = isTurned ? [image.height, image.width] : [image.width, image.height]
  const draw = ({ left, top, ...size }: Place) => void doc.image(image as never, left, top, size)
  return { width, height, draw }
}

const vectorPicture = (sheet: Sheet, vector: Extract<Picture, { kind: 'vector' }>['vector']) => ({
  width: vector.box.width,
  height: vector.box.height,
  draw: (place: Place) => drawVector(sheet, vector, place),
})
