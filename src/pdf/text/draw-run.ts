import { type Face, pdfkitFont } from './fonts.ts'
import type { Run } from './runs.ts'

/** A font of the file, as pdfkit keeps it until it is embedded. */
type EmbeddedFont = {
  readonly id: string
  readonly subset: { includeGlyph(glyph: number): number }
  /** By the glyph's number in the subset: its width, in thousandths, and the characters that it stands for. */
  readonly widths: number[]
  readonly unicode: (readonly number[])[]
  ref(): unknown
}

type Document = PDFKit.PDFDocument & {
  readonly _registeredFonts: Record<string, unknown>
  readonly _font: EmbeddedFont
  readonly page: { readonly fonts: Record<string, unknown> }
}

/** Draws a run's glyphs as they were set, from a point on the baseline. The library would lay the text out again, twice. */
export function drawRun(
  pdf: PDFKit.PDFDocument,
  { face, glyphs: run }: Run,
  left: number,
  baseline: number,
  size: number,
) {
  const doc = pdf as Document
  doc.font(registered(doc, face))
  const font = doc._font
  doc.page.fonts[font.id] ??= font.ref()
  const toPoints = size / face.font.unitsPerEm
  const toThousandths = 1000 / face.font.unitsPerEm
  const at = (x: number, y: number) => `1 0 0 -1 ${rounded(x)} ${rounded(y)} Tm`
  let content = `BT\n/${font.id} ${size} Tf\n${at(left, baseline)}\n[<`
  let x = left
  let isMoved = false
  for (const [i, { xAdvance, xOffset, yOffset }] of run.positions.entries()) {
    const glyph = run.glyphs[i]!
    const isOffset = xOffset !== 0 || yOffset !== 0
    if (isOffset || isMoved) content += `>] TJ\n${at(x + xOffset * toPoints, baseline - yOffset * toPoints)}\n[<`
    isMoved = isOffset
    const number = font.subset.includeGlyph(glyph.id)
    font.widths[number] ??= glyph.advanceWidth * toThousandths
    font.unicode[number] ??= glyph.codePoints
    content += number.toString(16).padStart(4, '0')
    if (xAdvance !== glyph.advanceWidth) content += `> ${rounded((glyph.advanceWidth - xAdvance) * toThousandths)} <`
    x += xAdvance * toPoints
  }
  doc.addContent(`${content}>] TJ\nET`)
}

/** To a thousandth, which is less than any printer shows. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000

function registered(doc: Document, face: Face): string {
  if (!doc._registeredFonts[face.file]) doc.registerFont(face.file, pdfkitFont(face) as unknown as ArrayBuffer)
  return face.file
}
