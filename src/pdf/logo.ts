import { isWholeJpeg } from './pictures/jpeg.ts'
import { isWholePng } from './pictures/png.ts'

/** A merchant's logo, of whatever type it was uploaded. */
export type Logo = { readonly bytes: Uint8Array }

const mostBytes = 1_000_000

/**
 * Whether a logo can be printed as PDF/A wants it: not if it is broken, too large, animated, in the colours of printing inks, or neither
 * PNG nor JPEG. Never throws.
 */
export const canPrint = async ({ bytes }: Logo): Promise<boolean> =>
  bytes.length <= mostBytes && (isWholeJpeg(bytes) || isWholePng(bytes))
