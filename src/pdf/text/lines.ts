import LineBreaker from 'linebreak'
import { levelsOf } from './bidi.ts'
import { cleanText } from './clean.ts'
import type { Direction, FontSet } from './fonts.ts'
import { type Run, runsOf, widthOf } from './runs.ts'
import type { Weight } from './typefaces.ts'

/** A line of text, set. `width` in points. */
export type Line = {
  readonly runs: readonly Run[]
  readonly width: number
  /** In reading order, as it is extracted. */
  readonly text: string
}

export type Setting = {
  readonly fonts: FontSet
  readonly weight: Weight
  /** In points. */
  readonly size: number
  /** Of the text's own letters where it is somebody's own words. */
  readonly direction: Direction | 'auto'
}

/** Sets a text in lines of at most a width in points. Words that are wider are broken between characters. */
export function setText(text: string, setting: Setting, width: number): Line[] {
  return cleanText(text)
    .split('\n')
    .flatMap((paragraph) => setParagraph(paragraph, setting, width))
}

/** Sets a text in one line, however wide. */
export const setLine = (text: string, setting: Setting): Line =>
  setText(text.replace(/\s*\n\s*/g, ' '), setting, Number.POSITIVE_INFINITY)[0]!

function setParagraph(text: string, setting: Setting, width: number): Line[] {
  const levels = levelsOf(text, setting.direction)
  const lineOf = (start: number, end: number): Line => {
    const trimmed = text.slice(start, end).trimEnd()
    const runs = runsOf(trimmed, levels?.subarray(start, start + trimmed.length) ?? null, setting.fonts[setting.weight])
    const width = runs.reduce((sum, run) => sum + widthOf(run, setting.size), 0)
    return { runs, width, text: trimmed }
  }
  const whole = lineOf(0, text.length)
  if (whole.width <= width) return [whole]
  return rangesOf(text, width, (start, end) => lineOf(start, end).width).map(([start, end]) => lineOf(start, end))
}

type Range = readonly [start: number, end: number]

/** Where lines start and end, each filled as far as it goes. */
function rangesOf(text: string, width: number, widthIn: (start: number, end: number) => number): Range[] {
  const ranges: Range[] = []
  let start = 0
  let end = 0
  const fill = (next: number) => {
    if (end > start && widthIn(start, next) > width) {
      ranges.push([start, end])
      start = end
    }
    end = next
  }
  for (const next of breaksIn(text)) {
    if (widthIn(end, next) <= width) fill(next)
    else for (const place of charactersIn(text, end, next)) fill(place)
  }
  if (end > start) ranges.push([start, end])
  return ranges
}

const thai = /[\u0e00-\u0e7f]/

/** Where a line may end (UAX #14); Thai, which is written without spaces, between its words. */
function breaksIn(text: string): number[] {
  const breaker = new LineBreaker(text)
  const breaks: number[] = []
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) breaks.push(next.position)
  if (!thai.test(text)) return breaks
  const words = [...new Intl.Segmenter('th', { granularity: 'word' }).segment(text)]
  const inThai = words.filter(({ segment, index }) => thai.test(segment) && thai.test(text[index - 1] ?? ''))
  return [...new Set([...breaks, ...inThai.map(({ index }) => index)])].sort((a, b) => a - b)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const charactersIn = (text: string, start: number, end: number): number[] =>
  [...graphemes.segment(text.slice(start, end))].map(({ index, segment }) => start + index + segment.length)
