import { isWholeJpeg } from './jpeg.ts'
import { isWholePng } from './png.ts'

/** A merchant's logo that can be printed: the bytes of a PNG or JPEG. */
export type Logo = { readonly bytes: Uint8Array }

const mostBytes = 1_000_000

/**
 * A logo from a file of whatever type; null where it cannot be printed as PDF/A wants it: broken, too large, animated, in the colours of
 * printing inks, or neither PNG nor JPEG. Never throws.
 */
export async function logoFrom(bytes: Uint8Array): Promise<Logo | null> {
  if (bytes.length > mostBytes) return null
  return isWholeJpeg(bytes) || (await isWholePng(bytes)) ? { bytes } : null
}
