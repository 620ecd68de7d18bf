import type { GlyphRun } from 'fontkit'
import { inVisualOrder, isRightToLeft, mirrored, rightToLeftLetter } from './bidi.ts'
import { type Face, joined } from './fonts.ts'

type Faces = readonly [Face, ...Face[]]

/** Glyphs of one face that are drawn together, from left to right. `order` is their place in the order of reading. */
export type Run = { readonly face: Face; readonly glyphs: GlyphRun; readonly order: number }

/** Characters of one face and one embedding level. */
type Span = { readonly face: Face; readonly level: number; readonly order: number; text: string }

/** The runs of a line from left to right. `levels` are those of its UTF-16 units. */
export function runsOf(text: string, levels: Uint8Array | null, faces: Faces): Run[] {
  if (levels === null) return spansOf(text, levels, faces).map(runOf)
  const letter = rightToLeftLetter(text)
  const preferred = letter === null ? undefined : faces.find((face) => face.has(letter))
  const spans = spansOf(text, levels, preferred ? [preferred, ...faces] : faces)
  return merged(inVisualOrder(spans).map(runOf))
}

/** A line in one face becomes one run, which readers of the file put in the order of reading as a whole. */
function merged(runs: readonly Run[]): Run[] {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last?.face !== run.face) all.push(run)
    else {
      const glyphs = joined([last.glyphs, run.glyphs])
      all[all.length - 1] = { face: run.face, glyphs, order: Math.min(last.order, run.order) }
    }
  }
  return all
}

function spansOf(text: string, levels: Uint8Array | null, faces: Faces): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const character of text) {
    const level = levels?.[at] ?? 0
    at += character.length
    const last = spans.at(-1)
    const face = faceFor(character, faces, last?.face)
    if (face === null) continue
    const isShown = face.has(character.codePointAt(0)!) || separates.test(character)
    const shown = isShown ? character : replacement
    if (last?.face === face && last.level === level) last.text += shown
    else spans.push({ face, level, order: spans.length, text: shown })
  }
  return spans
}

/** For a character that no face has; what was meant stays in the text that is extracted. */
export const replacement = '\ufffd'

const steersOnly = /[\u061c\u200e\u200f\u2066-\u2069]/
const joinsOnly = /\u034f|\u200d|[\ufe00-\ufe0f]/
const separates = /\u200c/
const belongsToLast = /\p{M}/u
const isLatinLetterOrFigure = /[0-9A-Za-z]/
const isShared = /\p{sc=Common}/u

/** The face of a character; null where it is not drawn at all. */
function faceFor(character: string, faces: Faces, last: Face | undefined): Face | null {
  if (isLatinLetterOrFigure.test(character)) return faces[0]
  const codePoint = character.codePointAt(0)!
  if (steersOnly.test(character)) return null
  if (separates.test(character)) return last ?? null
  if (joinsOnly.test(character)) return last?.has(codePoint) ? last : null
  // A space as wide as a symbol would be a gap.
  const staysWithLast = belongsToLast.test(character) || (isShared.test(character) && !last?.isSymbols)
  if (staysWithLast && last?.has(codePoint)) return last
  return faces.find((face) => face.has(codePoint)) ?? faces.find((face) => face.has(0xfffd)) ?? faces[0]
}

/**
 * A span as its font shapes it. Brackets are mirrored from right to left, and a span without letters is turned around here, since a
 * font would take it for left to right. Thai's SARA AM is taken apart, as the layout engine does not.
 */
function runOf({ face, level, order, text }: Span): Run {
  const parts = text.replace(/([\u0e48-\u0e4b]*)\u0e33/g, '\u0e4d$1\u0e32')
  if (level % 2 === 0) return { face, order, glyphs: face.shape(parts, 'ltr') }
  if (isRightToLeft(parts)) return { face, order, glyphs: face.shape(mirrored(parts), 'rtl') }
  return { face, order, glyphs: face.shape([...mirrored(parts)].reverse().join(''), 'ltr') }
}

/** In points, at a font size in points. */
export const widthOf = ({ face, glyphs }: Run, size: number): number =>
  (glyphs.advanceWidth / face.font.unitsPerEm) * size
