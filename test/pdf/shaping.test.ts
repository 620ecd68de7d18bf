import fc from 'fast-check'
import type { GlyphRun } from 'fontkit'
import * as hb from 'harfbuzzjs'
import { describe, expect, test } from 'vitest'
import { cleanText } from '../../src/pdf/text/clean.ts'
import { fontsFor } from '../../src/pdf/text/fonts.ts'
import { setLine } from '../../src/pdf/text/lines.ts'
import { rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { loadFont } from './print.ts'

/** The optional ligatures are off, as documents have them. */
const features = ['-liga', '-dlig', '-clig'].map((text) => hb.Feature.fromString(text)!)

/** Glyph ids from left to right as HarfBuzz shapes a text of one font and one direction. */
async function shapedByHarfBuzz(text: string, file: string): Promise<number[]> {
  const bytes = await loadFont(file)
  const face = new hb.Face(new hb.Blob(bytes.buffer as ArrayBuffer))
  const buffer = new hb.Buffer()
  buffer.addText(text)
  buffer.guessSegmentProperties()
  // HarfBuzz is told which way a run goes: figures go from left to right in every script.
  if (/^[\p{Nd}٫٬]+$/u.test(text)) buffer.setDirection(hb.Direction.LTR)
  buffer.setFlags(hb.BufferFlag.REMOVE_DEFAULT_IGNORABLES)
  hb.shape(new hb.Font(face), buffer, features)
  return buffer.getGlyphInfos().map(({ codepoint }) => codepoint)
}

/** Glyph ids from left to right as they are drawn. */
async function drawn(text: string, language: string): Promise<{ ids: number[]; files: string[] }> {
  const fonts = await fontsFor(cleanText(text), language, loadFont)
  const { runs } = setLine(text, { fonts, weight: 'regular', size: 9, direction: 'auto' })
  return {
    ids: runs.flatMap(({ glyphs }) => glyphs.glyphs.map(({ id }) => id)),
    files: [...new Set(runs.map(({ face }) => face.file))],
  }
}

const samples: Readonly<Record<string, readonly string[]>> = {
  latin: [
    'Tower crane',
    'office affluent',
    'AVATAR To Wa',
    'Zażółć gęślą jaźń',
    'Tiếng Việt',
    'e\u0301te\u0301 de\u0301compose\u0301',
    'Ångström',
    'Καλημέρα κόσμε',
    'Привет, мир',
    'Київ, вул. Хрещатик',
  ],
  arabic: [
    'مرحبا',
    'شركة النخيل للإنشاءات',
    'رافعة',
    'فاتورة',
    'الإجمالي',
    'لا',
    'شركة',
    'مُحَمَّد',
    'ﷺ',
    'پرداخت',
    'گزارش',
    'کیفیت',
    'می‌خواهم',
    '٤٢٠٫٠٠',
    '١٬٢٣٤',
  ],
  hebrew: ['שלום', 'שלום עולם טוב', 'חשבונית', 'מנוף', 'צה״ל', 'ג׳ירפה'],
  thai: ['ภาษาไทย', 'เช่าเครน', 'น้ำหนัก', 'กำ', 'ทำงาน', 'ซื้อ', 'ที่', 'ปั๊ม', 'ป้ำ', 'ฐู'],
  devanagari: ['हिन्दी', 'क्रेन', 'किराया', 'क्षेत्र', 'ज्ञान', 'र्क', 'श्री', 'द्वार', 'ट्र', 'कर्त्तव्य', 'क्‌ष'],
  japanese: ['日本語', 'クレーン'],
  korean: ['한국어', '타워'],
  chinese: ['塔式起重机'],
}

describe.each(Object.entries(samples))('%s', (name, texts) => {
  test.each(texts)('“%s” has the glyphs that HarfBuzz gives it', async (text) => {
    const { ids, files } = await drawn(text, name === 'japanese' ? 'ja' : 'en')
    expect(files).toEqual([`${name}-regular`])
    expect(ids).toEqual(await shapedByHarfBuzz(text, `${name}-regular`))
  })
})

/** Letters that are set by pairs, in the face that has them. */
const plain: readonly (readonly [letters: string, face: number])[] = [
  ['A-Za-z', 0],
  ['\u0020-\u007e', 0],
  ['\u00a0-\u024f', 0],
  ['0-9.,€', 0],
  ['\u0660-\u066c', 1],
]

test('words of plain letters and figures are set by pairs as the font sets them as a whole', async () => {
  let count = 0
  const trials = rounds(300, 10_000)
  const faces = (await fontsFor('٠', 'ar', loadFont)).regular
  for (const [letters, at] of plain) {
    const face = faces[at]!
    const word = fc
      .stringMatching(new RegExp(`^[${letters}]{1,12}$`))
      .filter((text) => [...text].every((character) => face.has(character.codePointAt(0)!)))
    fc.assert(
      fc.property(word, (text) => {
        const whole = face.font.layout(text, { liga: false, dlig: false, clig: false }, undefined, undefined, 'ltr')
        expect(placed(face.shape(text, 'ltr'))).toEqual(placed(whole))
        count += 1
      }),
      { numRuns: trials, seed },
    )
  }
  tally('Words set by pairs of letters', { words: count })
})

const placed = ({ glyphs, positions }: GlyphRun) =>
  positions.map(({ xAdvance, xOffset, yOffset }, i) => [glyphs[i]!.id, xAdvance, xOffset, yOffset])

/** Hebrew points, with which children and poems are printed: HarfBuzz has a glyph for a letter with its points. */
const differing = ['שָׁלוֹם', 'בְּרֵאשִׁית']

test.each(differing)('“%s” has glyphs of its own for its points', async (text) => {
  const { ids } = await drawn(text, 'he')
  expect(ids).not.toEqual(await shapedByHarfBuzz(text, 'hebrew-regular'))
  expect(ids).not.toContain(0)
})
