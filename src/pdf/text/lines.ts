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

/** Sets a text in one line of at most a width in points, cut off with an ellipsis. */
export function setShort(text: string, setting: Setting, width: number): Line {
  const whole = setLine(text, setting)
  if (whole.width <= width) return whole
  const first = setText(whole.text, setting, width)[0]!.text
  const cuts = [0, ...charactersIn(first, 0, first.length)].map((end) => `${first.slice(0, end)}…`)
  const fitting = cuts.findLast((cut) => setLine(cut, setting).width <= width)
  return setLine(fitting ?? '', setting)
}

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
  const ends = endsIn(text, width, widthIn)
  const widths = ends.map((end, i) => widthIn(ends[i - 1] ?? 0, end))
  const ranges: Range[] = []
  let first = 0
  while (first < ends.length) {
    const start = ends[first - 1] ?? 0
    let last = first
    for (let sum = widths[first]!; last + 1 < ends.length && sum + widths[last + 1]! <= width; last++)
      sum += widths[last + 1]!
    // The parts of a line were a good guess; spaces, kerning and joined letters make it narrower or wider.
    while (last + 1 < ends.length && widthIn(start, ends[last + 1]!) <= width) last++
    while (last > first && widthIn(start, ends[last]!) > width) last--
    ranges.push([start, ends[last]!])
    first = last + 1
  }
  return ranges
}

/** Where a line may end: within a word only where the word is wider than a line. */
const endsIn = (text: string, width: number, widthIn: (start: number, end: number) => number): number[] => {
  const breaks = breaksIn(text)
  return breaks.flatMap((end, i) => {
    const start = breaks[i - 1] ?? 0
    return widthIn(start, end) <= width ? [end] : charactersIn(text, start, end)
  })
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
