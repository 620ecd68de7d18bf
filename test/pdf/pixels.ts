import { createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Colours as red, green, blue and alpha, row by row. */
export type Pixels = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }

function paper(width: number, height: number) {
  const canvas = createCanvas(Math.round(width), Math.round(height))
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  return { canvas, context }
}

const pixelsOf = (context: SKRSContext2D): Pixels => {
  const { width, height } = context.canvas
  return context.getImageData(0, 0, width, height) as unknown as Pixels
}

/** In points from the upper left corner of the page. */
export type Part = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** A part of a page as it looks on paper; `scale` in pixels to the point. */
export async function renderPart(bytes: Uint8Array, pageNumber: number, part: Part, scale: number): Promise<Pixels> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, useSystemFonts: false })
  const page = await (await task.promise).getPage(pageNumber)
  const { canvas, context } = paper(part.width * scale, part.height * scale)
  const viewport = page.getViewport({ scale, offsetX: -part.left * scale, offsetY: -part.top * scale })
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise
  await task.destroy()
  return pixelsOf(context)
}

/** A picture file as another renderer draws it. */
export async function renderPicture(file: Uint8Array, width: number, height: number): Promise<Pixels> {
  const { context } = paper(width, height)
  const image: Image = await loadImage(Buffer.from(file))
  context.drawImage(image, 0, 0, Math.round(width), Math.round(height))
  return pixelsOf(context)
}

/** How far two pictures of one size differ, from 0 to 1. */
export function difference(one: Pixels, other: Pixels): number {
  if (one.data.length !== other.data.length) return 1
  let sum = 0
  for (let i = 0; i < one.data.length; i++) sum += Math.abs(one.data[i]! - other.data[i]!)
  return sum / (one.data.length * 255)
}
