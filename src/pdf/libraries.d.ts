declare module 'pdfkit/output' {
  export function toBytes(document: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>>
}

declare module 'fontkit' {
  export type Glyph = {
    readonly id: number
    /** Null in fonts that do not name their glyphs. */
    readonly name: string | null
    readonly advanceWidth: number
    readonly codePoints: readonly number[]
  }

  /** In font units. */
  export type GlyphPosition = {
    readonly xAdvance: number
    readonly yAdvance: number
    readonly xOffset: number
    readonly yOffset: number
  }

  export type GlyphRun = {
    readonly glyphs: readonly Glyph[]
    readonly positions: readonly GlyphPosition[]
    readonly advanceWidth: number
  }

  export type Font = {
    readonly postscriptName: string
    readonly unitsPerEm: number
    readonly ascent: number
    readonly descent: number
    getGlyph(id: number, codePoints?: readonly number[]): Glyph
    hasGlyphForCodePoint(codePoint: number): boolean
    createSubset(): unknown
    layout(
      text: string,
      features?: Readonly<Record<string, boolean>>,
      script?: string,
      language?: string,
      direction?: 'ltr' | 'rtl',
    ): GlyphRun
  }

  export function create(bytes: Uint8Array): Font
}

declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string)
    /** The next place where a line may or must end; null after the last. */
    nextBreak(): { readonly position: number; readonly required?: boolean } | null
  }
}
