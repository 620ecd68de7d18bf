/** A part of a font for one document. Glyphs have new numbers in it, in the order in which they are included. */
export type Subset = {
  includeGlyph(glyph: number): number
  /** The file, for embedding. */
  encode(): Uint8Array
}

/** Tables that are embedded; those of characters and layout are not needed in a PDF. */
const copied = ['cvt ', 'fpgm', 'prep']

/** Flags of a component in a composite glyph (OpenType, `glyf`). */
const wordArguments = 0x01
const oneScale = 0x08
const moreComponents = 0x20
const twoScales = 0x40
const matrix = 0x80

/**
 * Makes subsets of a TrueType font from its bytes, which is much faster than taking each glyph apart; null for other outlines. Takes
 * for granted that the font is whole.
 */
export function subsetsOf(bytes: Uint8Array): (() => Subset) | null {
  const table = tablesIn(bytes)
  const [glyf, loca, head, hhea, hmtx, maxp] = ['glyf', 'loca', 'head', 'hhea', 'hmtx', 'maxp'].map(table)
  if (!glyf || !loca || !head || !hhea || !hmtx || !maxp) return null
  const hasLongOffsets = viewOf(head).getInt16(50) === 1
  const [places, metrics] = [viewOf(loca), viewOf(hmtx)]
  const metricsCount = viewOf(hhea).getUint16(34)
  const placeOf = (glyph: number) => (hasLongOffsets ? places.getUint32(4 * glyph) : 2 * places.getUint16(2 * glyph))

  const advanceOf = (glyph: number) => metrics.getUint16(4 * Math.min(glyph, metricsCount - 1))
  const bearingOf = (glyph: number) =>
    metrics.getInt16(glyph < metricsCount ? 4 * glyph + 2 : 4 * metricsCount + 2 * (glyph - metricsCount))

  return () => {
    const glyphs: number[] = []
    const numbers = new Map<number, number>()
    const includeGlyph = (glyph: number): number => {
      const known = numbers.get(glyph)
      if (known !== undefined) return known
      numbers.set(glyph, glyphs.length)
      return glyphs.push(glyph) - 1
    }
    includeGlyph(0)

    return {
      includeGlyph,
      encode() {
        const outlines: Uint8Array[] = []
        // Composite glyphs add those that they are made of meanwhile.
        for (let i = 0; i < glyphs.length; i++) {
          const outline = glyf.subarray(placeOf(glyphs[i]!), placeOf(glyphs[i]! + 1))
          outlines.push(withComponents(outline, includeGlyph))
        }
        const offsets = viewOf(new Uint8Array(4 * (glyphs.length + 1)))
        outlines.reduce((at, { length }, i) => {
          offsets.setUint32(4 * (i + 1), at + length)
          return at + length
        }, 0)
        const widths = viewOf(new Uint8Array(4 * glyphs.length))
        for (const [i, glyph] of glyphs.entries()) {
          widths.setUint16(4 * i, advanceOf(glyph))
          widths.setInt16(4 * i + 2, bearingOf(glyph))
        }
        return fileOf({
          ...Object.fromEntries(copied.flatMap((name) => (table(name) ? [[name, [table(name)!]]] : []))),
          glyf: outlines,
          head: [changed(head, 50, 1)],
          hhea: [changed(hhea, 34, glyphs.length)],
          hmtx: [bytesOf(widths)],
          loca: [bytesOf(offsets)],
          maxp: [changed(maxp, 4, glyphs.length)],
        })
      },
    }
  }
}

function withComponents(outline: Uint8Array, includeGlyph: Subset['includeGlyph']): Uint8Array {
  if (outline.length === 0 || viewOf(outline).getInt16(0) >= 0) return outline
  const bytes = outline.slice()
  const view = viewOf(bytes)
  for (let at = 10, flags = moreComponents; flags & moreComponents; ) {
    flags = view.getUint16(at)
    view.setUint16(at + 2, includeGlyph(view.getUint16(at + 2)))
    at += 4 + (flags & wordArguments ? 4 : 2)
    if (flags & oneScale) at += 2
    else if (flags & twoScales) at += 4
    else if (flags & matrix) at += 8
  }
  return bytes
}

function tablesIn(bytes: Uint8Array): (name: string) => Uint8Array | undefined {
  const view = viewOf(bytes)
  const tables = new Map<string, Uint8Array>()
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i
    const start = view.getUint32(at + 8)
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    tables.set(name, bytes.subarray(start, start + view.getUint32(at + 12)))
  }
  return (name) => tables.get(name)
}

/** A font file of tables, each in parts; names in alphabetical order, as the format wants it. */
function fileOf(tables: Readonly<Record<string, readonly Uint8Array[]>>): Uint8Array {
  const names = Object.keys(tables).sort()
  const lengths = names.map((name) => tables[name]!.reduce((sum, { length }) => sum + length, 0))
  const padded = lengths.map((length) => (length + 3) & ~3)
  const headLength = 12 + 16 * names.length
  const bytes = new Uint8Array(headLength + padded.reduce((sum, length) => sum + length, 0))
  const view = viewOf(bytes)
  const power = Math.floor(Math.log2(names.length))
  view.setUint32(0, 0x00010000)
  for (const [i, value] of [names.length, 16 << power, power, 16 * names.length - (16 << power)].entries())
    view.setUint16(4 + 2 * i, value)
  let start = headLength
  for (const [i, name] of names.entries()) {
    const entry = 12 + 16 * i
    for (let letter = 0; letter < 4; letter++) bytes[entry + letter] = name.charCodeAt(letter)
    let at = start
    for (const part of tables[name]!) {
      bytes.set(part, at)
      at += part.length
    }
    start += padded[i]!
    view.setUint32(entry + 8, start - padded[i]!)
    view.setUint32(entry + 12, lengths[i]!)
  }
  return bytes
}

/** A table with another number of 16 bits in one place. */
function changed(table: Uint8Array, at: number, value: number): Uint8Array {
  const bytes = table.slice()
  viewOf(bytes).setUint16(at, value)
  return bytes
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

const bytesOf = ({ buffer, byteOffset, byteLength }: DataView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)
