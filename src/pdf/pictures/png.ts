import { isPrintable } from './size.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

type Header = {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly color: number
  readonly isInterlaced: boolean
}

type Chunk = { readonly type: string; readonly data: Uint8Array }

/** The samples of a pixel by color type: grey, RGB, palette, grey and RGB with alpha. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** A PNG whose pixels are all there, and no more; the compressed data may be made to unpack to far more. */
export async function isWholePng(bytes: Uint8Array): Promise<boolean> {
  const chunks = chunksOf(bytes)
  const header = chunks && headerOf(chunks[0])
  if (!header || !isPrintable(header.width, header.height) || !isSupported(header, chunks)) return false
  const data = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  return inflatesTo(sizeOf(header), data)
}

/** From the first to the end; null where a chunk is cut off. */
function chunksOf(bytes: Uint8Array): Chunk[] | null {
  if (signature.some((byte, i) => bytes[i] !== byte)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = signature.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) return null
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) })
    if (type === 'IEND') return chunks
    at += 12 + length
  }
  return null
}

function headerOf(chunk: Chunk | undefined): Header | null {
  if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) return null
  const view = new DataView(chunk.data.buffer, chunk.data.byteOffset)
  const [bits, color, interlace] = [view.getUint8(8), view.getUint8(9), view.getUint8(12)]
  return { width: view.getUint32(0), height: view.getUint32(4), bits, color, isInterlaced: interlace === 1 }
}

/** Not animated; and pdfkit packs neither the transparency of single colours nor small samples out of their order. */
function isSupported({ bits, color, isInterlaced }: Header, chunks: readonly Chunk[]): boolean {
  const has = (type: string) => chunks.some((chunk) => chunk.type === type)
  const colors = (chunks.find(({ type }) => type === 'PLTE')?.data.length ?? 0) / 3
  const isIndexed = color === 3
  if (!Object.hasOwn(samples, color) || ![1, 2, 4, 8, 16].includes(bits) || has('acTL')) return false
  if (isIndexed && (bits > 8 || colors < 1 || colors > 256 || !Number.isInteger(colors))) return false
  if (color !== 0 && !isIndexed && bits < 8) return false
  if (has('tRNS') && !(isIndexed && bits === 8 && !isInterlaced)) return false
  return bits >= 8 || !isInterlaced
}

/** The bytes of all rows, each with its filter; an interlaced picture is seven smaller ones. */
function sizeOf({ width, height, bits, color, isInterlaced }: Header): number {
  const rows = (across: number, down: number) =>
    across === 0 ? 0 : down * (1 + Math.ceil((across * bits * samples[color]!) / 8))
  if (!isInterlaced) return rows(width, height)
  return passes.reduce(
    (sum, [x, y, dx, dy]) => sum + rows(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
    0,
  )
}

/** Where each pass of Adam7 starts, and its steps. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** Whether compressed data is whole and unpacks to so many bytes, without unpacking more. */
async function inflatesTo(size: number, data: readonly Uint8Array[]): Promise<boolean> {
  try {
    const reader = new Blob(data as never).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
    let seen = 0
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      seen += (part.value as Uint8Array).length
      if (seen > size) {
        await reader.cancel()
        return false
      }
    }
    return seen === size
  } catch {
    return false
  }
}
