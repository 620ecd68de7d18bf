import { isPrintable } from './size.ts'

const startOfFrame = new Set([0xc0, 0xc1, 0xc2])
const startOfScan = 0xda

/** A JPEG with a picture in grey or RGB, from its first marker to its last. */
export function isWholeJpeg(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isFramed = bytes.length > 4 && view.getUint16(0) === 0xffd8 && view.getUint16(bytes.length - 2) === 0xffd9
  let isKnown = false
  for (let at = 2; isFramed && at + 4 <= bytes.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff) return false
    if (marker === startOfScan) return isKnown
    if (startOfFrame.has(marker)) {
      if (at + 10 > bytes.length) return false
      const [bits, height, width, colors] = [
        view.getUint8(at + 4),
        view.getUint16(at + 5),
        view.getUint16(at + 7),
        view.getUint8(at + 9),
      ]
      if (bits !== 8 || !isPrintable(width, height) || (colors !== 1 && colors !== 3)) return false
      isKnown = true
    }
  }
  return false
}
