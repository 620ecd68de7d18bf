import { isWholeJpeg } from './pictures/jpeg.ts'
import { isWholePng } from './pictures/png.ts'
import { readSvg, type Vector } from './pictures/svg/read-svg.ts'

/** A merchant's logo, of whatever type it was uploaded. */
export type Logo = { readonly bytes: Uint8Array }

/** A logo as it is drawn: a PNG or a JPEG as its file, an SVG as its shapes. */
export type Picture =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'vector'; readonly vector: Vector }

const mostBytes = 1_000_000

/**
 * A logo as PDF/A wants it; null if it is broken, too large, animated, in the colours of printing inks, neither PNG nor JPEG nor SVG, or
 * an SVG with more than shapes in plain colours. Never throws.
 */
export async function pictureOf({ bytes }: Logo): Promise<Picture | null> {
  if (bytes.length > mostBytes) return null
  if (isWholeJpeg(bytes) || (await isWholePng(bytes))) return { kind: 'file', bytes }
  const vector = readSvg(bytes)
  return vector && { kind: 'vector', vector }
}
