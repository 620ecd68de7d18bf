import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A glyph where it is drawn: its left edge and baseline in points from the page's upper left corner. */
export type DrawnGlyph = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  /** The marked content that it belongs to; null in an artifact. */
  readonly content: number | null
}

/** The bounds of a filled shape or an image, in points from the page's upper left corner. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

export type Structure = {
  readonly role: string
  /** What is drawn in it, or the text that it says it stands for; without spaces at the ends. */
  readonly text: string
  /** The text in place of what is drawn, or the description of a figure. */
  readonly alt: string | null
  readonly scope: string | null
  readonly children: readonly Structure[]
}

export type ReadPage = {
  readonly width: number
  readonly height: number
  readonly glyphs: readonly DrawnGlyph[]
  readonly boxes: readonly Box[]
  readonly images: readonly Box[]
  readonly links: readonly (string | undefined)[]
  readonly structure: Structure | null
  /** Marked content that no element of the structure has, and what is drawn in no marked content at all. */
  readonly untagged: readonly string[]
}

export type ReadPdf = Awaited<ReturnType<typeof readPdf>>

/** Reads a PDF with pdf.js: where everything is drawn, and what the file says of itself. */
export async function readPdf(bytes: Uint8Array) {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, useSystemFonts: false, disableFontFace: true })
  const document = await task.promise
  const numbers = Array.from({ length: document.numPages }, (_, i) => i + 1)
  const pages: ReadPage[] = []
  for (const number of numbers) pages.push(await readPage(await document.getPage(number)))
  const { info, metadata } = await document.getMetadata()
  const read = {
    pages,
    info: info as Readonly<Record<string, unknown>>,
    hasMetadata: metadata !== null,
    isMarked: ((await document.getMarkInfo()) as unknown as ReadonlyMap<string, unknown>).get('Marked'),
    showsTitle: (await document.getViewerPreferences())?.get('DisplayDocTitle'),
  }
  await task.destroy()
  return read
}

/** As in PDF: x' = ax + cy + e, y' = bx + dy + f. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

const identity: Matrix = [1, 0, 0, 1, 0, 0]
const matrixOf = (values: ArrayLike<number>): Matrix => Array.from(values) as unknown as Matrix

type PdfGlyph = { readonly unicode: string; readonly width: number }

async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const [, , width = 0, height = 0] = page.view
  const { fnArray, argsArray } = await page.getOperatorList()
  const glyphs: DrawnGlyph[] = []
  const boxes: Box[] = []
  const images: Box[] = []
  const stack: { readonly matrix: Matrix; readonly clip: Box }[] = []
  const contents: (number | null)[] = []
  /** The innermost marked content of all that is drawn, an artifact by its tag. */
  const tags: string[] = []
  const marked = new Set<string>()
  let [current, text, size] = [identity, identity, 0]
  let clip: Box = { left: 0, top: 0, right: width, bottom: height }
  let isClipping = false
  const boxOf = (left: number, bottom: number, right: number, top: number): Box => {
    const [x1, y1] = times(current, [1, 0, 0, 1, left, bottom]).slice(4) as [number, number]
    const [x2, y2] = times(current, [1, 0, 0, 1, right, top]).slice(4) as [number, number]
    return {
      left: Math.min(x1, x2),
      right: Math.max(x1, x2),
      top: height - Math.max(y1, y2),
      bottom: height - Math.min(y1, y2),
    }
  }
  const show = (shown: readonly (PdfGlyph | number)[]) => {
    let advance = 0
    for (const glyph of shown) {
      if (typeof glyph === 'number') advance -= (glyph * size) / 1000
      else {
        const [, , , , x, y] = times(times(current, text), [1, 0, 0, 1, advance, 0])
        const drawn = (glyph.width * size) / 1000
        glyphs.push({ text: glyph.unicode, x, y: height - y, width: drawn, size, content: contents.at(-1) ?? null })
        advance += drawn
      }
    }
  }
  fnArray.forEach((operator: number, i: number) => {
    const args = argsArray[i]
    if (drawing.has(operator) && !isClipping) marked.add(tags.at(-1) ?? 'nothing')
    if (operator === OPS.save) stack.push({ matrix: current, clip })
    else if (operator === OPS.restore) ({ matrix: current, clip } = stack.pop()!)
    else if (operator === OPS.transform) current = times(current, matrixOf(args))
    else if (operator === OPS.beginText) text = identity
    else if (operator === OPS.setTextMatrix) text = matrixOf(args[0])
    else if (operator === OPS.setFont) size = args[1]
    else if (operator === OPS.showText) show(args[0])
    else if (operator === OPS.beginMarkedContentProps) {
      contents.push(args[1])
      tags.push(String(args[1] ?? args[0]))
    } else if (operator === OPS.endMarkedContent) {
      contents.pop()
      tags.pop()
    } else if (operator === OPS.constructPath) {
      const [left, bottom, right, top] = args[2]
      const box = within(boxOf(left, bottom, right, top), clip)
      if (isClipping) clip = box
      else boxes.push(box)
      isClipping = false
    } else if (operator === OPS.clip || operator === OPS.eoClip) isClipping = true
    else if (operator === OPS.paintImageXObject) images.push(boxOf(0, 0, 1, 1))
    else if (!known.has(operator)) throw new Error(`The page has an operator that is not read: ${operator}`)
  })
  const annotations = await page.getAnnotations()
  const byContent = Map.groupBy(glyphs, ({ content }) => content)
  const textOf = (content: number) => (byContent.get(content) ?? []).map(({ text }) => text).join('')
  const tree = (await page.getStructTree()) as StructTreeNode | null
  const tagged = new Set([...idsIn(tree), 'Artifact'])
  return {
    width,
    height,
    glyphs,
    boxes,
    images,
    links: annotations.map(({ url }) => url),
    structure: tree && structureOf(tree, textOf),
    untagged: [...marked].filter((name) => !tagged.has(name)),
  }
}

/** The marked content of a structure, by its numbers on the page. */
const idsIn = (node: StructTreeNode | null): string[] =>
  (node?.children ?? []).flatMap((child) =>
    'role' in child ? idsIn(child) : [/_mc(\d+)$/.exec(child.id ?? '')?.[1] ?? ''],
  )

const drawing: ReadonlySet<number> = new Set([OPS.showText, OPS.constructPath, OPS.paintImageXObject])
const known: ReadonlySet<number> = new Set([
  OPS.dependency,
  OPS.setFillRGBColor,
  OPS.setStrokeRGBColor,
  OPS.setLineWidth,
  OPS.setLineCap,
  OPS.setLineJoin,
  OPS.setMiterLimit,
  OPS.endText,
  OPS.setGState,
])

/** As much of a box as is seen through another. */
const within = (box: Box, clip: Box): Box => ({
  left: Math.min(Math.max(box.left, clip.left), clip.right),
  top: Math.min(Math.max(box.top, clip.top), clip.bottom),
  right: Math.max(Math.min(box.right, clip.right), clip.left),
  bottom: Math.max(Math.min(box.bottom, clip.bottom), clip.top),
})

type StructTreeNode = {
  readonly role: string
  readonly alt?: string
  readonly scope?: string
  readonly children?: readonly (StructTreeNode | { readonly type: string; readonly id?: string })[]
}

function structureOf(
  { role, alt, scope, children = [] }: StructTreeNode,
  textOf: (content: number) => string,
): Structure {
  const inside = children.map((child) =>
    'role' in child ? structureOf(child, textOf) : textOf(Number(/_mc(\d+)$/.exec(child.id ?? '')?.[1] ?? -1)),
  )
  const drawn = inside.map((child) => (typeof child === 'string' ? child : child.text)).join('')
  return {
    role,
    text: alt ?? drawn,
    alt: alt ?? null,
    scope: scope ?? null,
    children: inside.filter((child) => typeof child !== 'string'),
  }
}

/** Every element of a kind, in the order of reading. */
export const elements = (structure: Structure | null, role: string): Structure[] =>
  structure === null
    ? []
    : [...(structure.role === role ? [structure] : []), ...structure.children.flatMap((child) => elements(child, role))]

/** A stretch of glyphs without a gap, from left to right as the eye sees them. */
export type Cell = { readonly text: string; readonly left: number; readonly right: number }

/** Glyphs on one baseline. */
export type Row = { readonly y: number; readonly size: number; readonly cells: readonly Cell[] }

/** In points: wider than any space between words, narrower than between columns. */
const gap = 7

/** What stands on a page, row by row from top to bottom, each from left to right. */
export function rowsOf({ glyphs }: ReadPage): Row[] {
  const rows: DrawnGlyph[][] = []
  for (const glyph of [...glyphs].sort((one, other) => one.y - other.y)) {
    const row = rows.at(-1)
    if (row && Math.abs(row[0]!.y - glyph.y) < 1) row.push(glyph)
    else rows.push([glyph])
  }
  return rows.map((row) => ({ y: row[0]!.y, size: row[0]!.size, cells: cellsOf(row) }))
}

function cellsOf(row: readonly DrawnGlyph[]): Cell[] {
  const cells: Cell[] = []
  for (const { text, x, width } of [...row].sort((one, other) => one.x - other.x)) {
    const last = cells.at(-1)
    if (last && x - last.right < gap)
      cells[cells.length - 1] = { text: last.text + text, left: last.left, right: Math.max(last.right, x + width) }
    else cells.push({ text, left: x, right: x + width })
  }
  return cells
}
