import { create, type Font, type Glyph, type GlyphPosition, type GlyphRun } from 'fontkit'
import { type Subset, subsetsOf } from './subset.ts'
import { fallbacks, latin, symbols, type Typeface, type Weight } from './typefaces.ts'

export type Direction = 'ltr' | 'rtl'

/** Fetches a font file by name. */
export type LoadFont = (file: string) => Promise<Uint8Array>

/** One weight of a typeface, as a document draws with it. */
export type Face = {
  readonly file: string
  readonly font: Font
  /** Whether its characters are pictures, among which spaces and punctuation have no place. */
  readonly isSymbols: boolean
  has(codePoint: number): boolean
  /** Begins a subset; null where the library has to. */
  readonly subset: (() => Subset) | null
  /** Glyphs in visual order, in font units. */
  shape(text: string, direction: Direction): GlyphRun
}

/** The faces of a document, in the order in which they are tried for a character. */
export type FontSet = Readonly<Record<Weight, readonly [Face, ...Face[]]>>

// Parsing a font takes longer than drawing a page, and an isolate draws many with the same few.
const parsed = new Map<string, Promise<Face>>()

async function faceOf(file: string, load: LoadFont): Promise<Face> {
  const known = parsed.get(file)
  if (known) return known
  const opening = load(file).then((bytes) => face(file, openFont(bytes), subsetsOf(bytes)))
  parsed.set(file, opening)
  // A fetch that failed is tried again by the next document.
  opening.catch(() => parsed.delete(file))
  return opening
}

/** Loads the faces that cover a text; `language` is that of the document (BCP 47, without region). */
export async function fontsFor(text: string, language: string, load: LoadFont): Promise<FontSet> {
  const [regular, strong] = await bothWeights(latin, load)
  const regulars: [Face, ...Face[]] = [regular]
  const strongs: [Face, ...Face[]] = [strong]
  let missing = [...new Set(text)].filter((character) => !regular.has(character.codePointAt(0)!))
  for (const typeface of fallbacks(language, text)) {
    if (!missing.some((character) => typeface.covers.test(character))) continue
    const [regular, strong] = await bothWeights(typeface, load)
    regulars.push(regular)
    strongs.push(strong)
    missing = missing.filter((character) => !regular.has(character.codePointAt(0)!))
  }
  return { regular: regulars, strong: strongs }
}

/** The faces of one typeface alone. */
export async function facesOf(typeface: Typeface, load: LoadFont): Promise<FontSet> {
  const [regular, strong] = await bothWeights(typeface, load)
  return { regular: [regular], strong: [strong] }
}

const bothWeights = ({ files }: Typeface, load: LoadFont) =>
  Promise.all([faceOf(files.regular, load), faceOf(files.strong, load)])

/** Optional ligatures would join letters that are then extracted in the wrong order; required ones stay. */
const features = { liga: false, dlig: false, clig: false }

/** A ligature is a character of its own where Unicode has it, which is extracted in the right order in either direction. */
function asCharacter(glyph: Glyph): Glyph {
  const ligature = /^uni(F[BCDEF][0-9A-F]{2})$/.exec(glyph.name ?? '')?.[1]
  if (glyph.codePoints.length < 2 || ligature === undefined) return glyph
  const codePoint = Number.parseInt(ligature, 16)
  const parts = String.fromCodePoint(...glyph.codePoints)
  return String.fromCodePoint(codePoint).normalize('NFKC') === parts ? withCodePoints(glyph, [codePoint]) : glyph
}

const withCodePoints = (glyph: Glyph, codePoints: readonly number[]): Glyph =>
  Object.create(glyph, { codePoints: { value: codePoints } })

/** A parsed font. Its glyphs remember the characters that they were first used for, of whatever document: here, the present ones. */
function openFont(bytes: Uint8Array): Font {
  const font = create(bytes)
  const getGlyph = font.getGlyph.bind(font)
  font.getGlyph = (id, codePoints = []) => {
    const glyph = getGlyph(id, codePoints)
    const isOther = codePoints.length > 0 && glyph.codePoints.join() !== codePoints.join()
    return isOther ? withCodePoints(glyph, codePoints) : glyph
  }
  return font
}

// Words and amounts recur, within a document and between documents.
const maxShapes = 5000

/** Letters, figures and marks that stand for themselves from left to right: only the next one moves them, by kerning. */
const isPlain = /^[\u0020-\u007e\u00a0-\u024f\u0660-\u066c\u2010-\u2027\u20ac]*$/

function face(file: string, font: Font, subset: Face['subset']): Face {
  const shapes = new Map<string, GlyphRun>()
  const pairs = new Map<string, GlyphRun>()
  const known = new Map<number, boolean>()
  const layOut = (text: string, direction: Direction): GlyphRun => {
    const { glyphs, positions, advanceWidth } = font.layout(text, features, undefined, undefined, direction)
    return { glyphs: glyphs.map(asCharacter), positions, advanceWidth }
  }
  /** Amounts are seldom the same, but their pairs of figures are. */
  const shapePlain = (word: string): GlyphRun => {
    const glyphs: Glyph[] = []
    const positions: GlyphPosition[] = []
    let advanceWidth = 0
    for (let i = 0; i < word.length; i++) {
      const pair = word.slice(i, i + 2)
      const shape = pairs.get(pair) ?? layOut(pair, 'ltr')
      if (pairs.size >= maxShapes) pairs.clear()
      pairs.set(pair, shape)
      glyphs.push(shape.glyphs[0]!)
      positions.push(shape.positions[0]!)
      advanceWidth += shape.positions[0]!.xAdvance
    }
    return { glyphs, positions, advanceWidth }
  }
  const shapeWord = (word: string, direction: Direction): GlyphRun => {
    const key = direction + word
    const known = shapes.get(key)
    if (known) return known
    const shape = direction === 'ltr' && isPlain.test(word) ? shapePlain(word) : layOut(word, direction)
    if (shapes.size >= maxShapes) shapes.clear()
    shapes.set(key, shape)
    return shape
  }
  return {
    file,
    font,
    subset,
    isSymbols: file.startsWith(symbols.name),
    has(codePoint) {
      const is = known.get(codePoint) ?? font.hasGlyphForCodePoint(codePoint)
      known.set(codePoint, is)
      return is
    },
    shape(text, direction) {
      // Letters on both sides of a zero-width non-joiner are not joined, also where the font does not know it.
      const words = text.split(/(?<= )|\u200c/).map((word) => shapeWord(word, direction))
      return joined(direction === 'rtl' ? words.reverse() : words)
    },
  }
}

/** Runs of glyphs of one font beside each other, from left to right. */
export function joined(runs: readonly GlyphRun[]): GlyphRun {
  if (runs.length === 1) return runs[0]!
  return {
    glyphs: runs.flatMap(({ glyphs }) => glyphs),
    positions: runs.flatMap(({ positions }) => positions),
    advanceWidth: runs.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0),
  }
}

/** The font as pdfkit embeds it. */
export const pdfkitFont = ({ font, subset }: Face): Font =>
  Object.create(font, { createSubset: { value: subset ?? (() => font.createSubset()) } })
