import bidiFactory from 'bidi-js'
import type { Direction } from './fonts.ts'

const bidi = bidiFactory()

/** Letters and figures that are written from right to left, or among such letters. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

export const isRightToLeft = (text: string): boolean => rightToLeft.test(text)

/** The first character that is written from right to left, as a code point. */
export const rightToLeftLetter = (text: string): number | null => rightToLeft.exec(text)?.[0].codePointAt(0) ?? null

/** The embedding level of each UTF-16 unit (UAX #9); null where all are zero. `auto` follows the first letter. */
export function levelsOf(text: string, direction: Direction | 'auto'): Uint8Array | null {
  if (direction !== 'rtl' && !isRightToLeft(text)) return null
  return bidi.getEmbeddingLevels(text, direction).levels
}

/** Runs from left to right as they are drawn (UAX #9, rule L2). */
export function inVisualOrder<Run extends { readonly level: number }>(runs: readonly Run[]): Run[] {
  const visual = [...runs]
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < visual.length; start++) {
      let end = start
      while (end < visual.length && visual[end]!.level >= level) end++
      visual.splice(start, end - start, ...visual.slice(start, end).reverse())
      start = Math.max(start, end - 1)
    }
  }
  return visual
}

/** The text with each bracket replaced by its mirror image, as it is printed from right to left. */
export const mirrored = (text: string): string =>
  [...text].map((character) => bidi.getMirroredCharacter(character) ?? character).join('')
