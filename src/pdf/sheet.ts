import PDFDocument from 'pdfkit'
import { toBytes } from 'pdfkit/output'
import type { Hex } from '../core/branding/color.ts'
import { compressByRuntime } from './compress.ts'
import { type Metadata, producer, xmpDescriptions } from './metadata.ts'
import { isRightToLeft } from './text/bidi.ts'
import { drawRun } from './text/draw-run.ts'
import type { Direction, FontSet } from './text/fonts.ts'
import { type Line, setLine, setShort, setText } from './text/lines.ts'
import { replacement, widthOf } from './text/runs.ts'
import type { Weight } from './text/typefaces.ts'

/** In points. */
type PageSize = { readonly width: number; readonly height: number }

export const pageSizes = {
  a4: { width: 595.28, height: 841.89 },
  letter: { width: 612, height: 792 },
} as const satisfies Record<string, PageSize>

export type SheetOptions = {
  readonly size: PageSize
  readonly fonts: FontSet
  /** In which direction the document is read; a right-to-left one is laid out as in a mirror. */
  readonly direction: Direction
  readonly metadata: Metadata
}

export type TextStyle = {
  readonly size: number
  readonly color: Hex
  readonly weight?: Weight
  /** Figures have their last digits below each other, also where lines are read from right to left. */
  readonly align?: 'start' | 'end' | 'figures'
  /** Somebody's own words, whose letters say in which direction they are read. */
  readonly isOwnWords?: boolean
}

/** A place across the page, in points from the edge where lines start. */
export type Column = { readonly start: number; readonly width: number }

export type Element = PDFKit.PDFStructureElement

/** Space around the page's content, in points. */
export const margins = { top: 44, side: 51, bottom: 56 }

const leading = 1.4

/** Where the first line of a text stands, in points below its top: its letters are in the middle of their line, whatever the font. */
export const baselineOf = ({ size }: Pick<TextStyle, 'size'>): number => size * (leading / 2 + 0.34)

/** The height of text in points: its lines from the top of one to the top of the next. */
export const heightOf = (lines: number, size: number): number => lines * size * leading

/** Pages of a tagged PDF (PDF/A-3a, with the intent of PDF/UA), on which text and rules are drawn. */
export type Sheet = ReturnType<typeof openSheet>

export function openSheet({ size, fonts, direction, metadata }: SheetOptions) {
  const { title, author, subject, language, createdAt } = metadata
  const doc = new PDFDocument({
    size: [size.width, size.height],
    margin: 0,
    font: null as unknown as string,
    pdfVersion: '1.7',
    tagged: true,
    subset: 'PDF/A-3a',
    lang: language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    info: {
      Title: title,
      Author: author,
      Subject: subject,
      Creator: producer,
      Producer: producer,
      CreationDate: new Date(createdAt),
    },
  })
  // Its own does not escape names, so that "Müller & Söhne" is no XML.
  Object.assign(doc, { _addInfo: () => doc.appendXML(xmpDescriptions(metadata)) })
  compressByRuntime(doc)
  const root = doc.struct('Document', { lang: language })
  doc.addStructure(root)

  const contentWidth = size.width - 2 * margins.side
  const isMirrored = direction === 'rtl'
  const setting = ({ size, weight = 'regular', isOwnWords = false }: TextStyle) =>
    ({ fonts, weight, size, direction: isOwnWords ? 'auto' : direction }) as const
  const leftOf = ({ start, width }: Column): number =>
    isMirrored ? size.width - margins.side - start - width : margins.side + start

  /** Draws runs where they stand, in the order of reading, in which readers of the file take them. */
  const drawLine = ({ runs }: Line, left: number, baseline: number, fontSize: number): void => {
    let end = left
    const placed = runs.map((run) => {
      const at = end
      end += widthOf(run, fontSize)
      return { run, at }
    })
    for (const { run, at } of placed.sort((a, b) => a.run.order - b.run.order))
      drawRun(doc, run, at, baseline, fontSize)
  }

  return {
    doc,
    root,
    fonts,
    contentWidth,
    isMirrored,
    pageHeight: size.height,

    /** The text in lines that fit into a width in points. */
    set: (text: string, width: number, style: TextStyle): Line[] => setText(text, setting(style), width),
    setLine: (text: string, style: TextStyle): Line => setLine(text, setting(style)),
    /** The text in one line, cut off with an ellipsis where it is wider than a width in points. */
    setShort: (text: string, width: number, style: TextStyle): Line => setShort(text, setting(style), width),

    /** Draws lines into a column; `top` in points from the top of the page. */
    draw(lines: readonly Line[], column: Column, top: number, { size, color, align = 'start' }: TextStyle): void {
      doc.fillColor(color)
      const left = leftOf(column)
      const isAtRight = align === 'figures' || (align === 'end') !== isMirrored
      lines.forEach((line, i) => {
        const baseline = top + i * size * leading + baselineOf({ size })
        drawLine(line, isAtRight ? left + column.width - line.width : left, baseline, size)
      })
    },

    /** A horizontal rule as an ornament. */
    rule(column: Column, y: number, color: Hex, thickness = 0.5): void {
      doc.markContent('Artifact', { type: 'Layout' })
      doc.rect(leftOf(column), y - thickness / 2, column.width, thickness).fill(color)
      doc.endMarkedContent()
    },

    leftOf,

    /** Ornaments that are repeated or say nothing. */
    artifact(draw: () => void): void {
      doc.markContent('Artifact', { type: 'Pagination' })
      draw()
      doc.endMarkedContent()
    },

    addPage: () => void doc.addPage(),

    /** Draws on each page once all are there, such as their numbers. */
    onEachPage(draw: (page: number, pages: number) => void): void {
      const { count } = doc.bufferedPageRange()
      for (let page = 0; page < count; page++) {
        doc.switchToPage(page)
        draw(page + 1, count)
      }
    },

    async bytes(): Promise<Uint8Array<ArrayBuffer>> {
      root.end()
      const collected = toBytes(doc)
      doc.end()
      return collected
    },
  }
}

/** Letters that are not drawn in the order of reading, or as one glyph each. */
const isReordered = /[\u0e33\p{scx=Devanagari}]/u

/** `bbox` in points from the upper left corner of the page: left, top, right, bottom. */
export type Attributes = {
  readonly scope?: 'Column' | 'Row'
  readonly alt?: string
  readonly bbox?: readonly [number, number, number, number]
}

/**
 * Adds a structure element, with the text that it stands for where glyphs alone would not tell it: out of order, or in lines, between
 * which there is no space.
 */
export function addElement(
  sheet: Sheet,
  parent: Element,
  type: string,
  text: string | null,
  attributes: Attributes = {},
  lines = 1,
): Element {
  const isUnclear =
    text !== null &&
    (lines > 1 || sheet.isMirrored || isRightToLeft(text) || isReordered.test(text) || text.includes(replacement))
  const element = sheet.doc.struct(type as never, { ...attributes, ...(isUnclear && { actual: text }) } as never)
  parent.add(element)
  return element
}

/** Draws a picture that is described for those who do not see it; `top` and `left` in points. */
export function drawFigure(
  sheet: Sheet,
  parent: Element,
  { left, top, width, height, alt }: { left: number; top: number; width: number; height: number; alt: string },
  draw: () => void,
): void {
  addElement(sheet, parent, 'Figure', null, { alt, bbox: [left, top, left + width, top + height] }).add(draw)
}
