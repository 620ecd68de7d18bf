import jsQR from 'jsqr'
import { type Part, renderPart } from './pixels.ts'

/** What a phone reads from the code in a part of a page; null where it finds none. */
export async function readCode(
  bytes: Uint8Array,
  page: number,
  { left, top, width, height }: Part,
): Promise<string | null> {
  // A code is found by the white around it.
  const around = { left: left - 8, top: top - 8, width: width + 16, height: height + 16 }
  const pixels = await renderPart(bytes, page, around, 4)
  return (jsQR as unknown as { default: typeof jsQR }).default(pixels.data, pixels.width, pixels.height)?.data ?? null
}
