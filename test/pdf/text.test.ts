import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { cleanText } from '../../src/pdf/text/clean.ts'
import { fontsFor } from '../../src/pdf/text/fonts.ts'
import { type Line, type Setting, setLine, setShort, setText } from '../../src/pdf/text/lines.ts'
import { rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { hostileTexts } from '../views/hostile.ts'
import { loadFont } from './print.ts'

/** As a document sets it: with the fonts that its characters need. */
const settingFor = async (
  text: string,
  direction: Setting['direction'] = 'auto',
  language = 'en',
): Promise<Setting> => ({
  fonts: await fontsFor(cleanText(text), language, loadFont),
  weight: 'regular',
  size: 9,
  direction,
})

const graphemes = (text: string) => [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)]

const glyphIds = (lines: readonly Line[]): number[] =>
  lines.flatMap(({ runs }) => runs.flatMap(({ glyphs }) => glyphs.glyphs.map(({ id }) => id)))

/** Letters of the scripts that documents are written in, digits, punctuation, marks, and the controls of bidirectional text. */
const scripts: Readonly<Record<string, string>> = {
  Latin: 'aäéŁőßĐ fiIj’“”–—…€£₺',
  Greek: 'αβγάΰΩϊ·',
  Cyrillic: 'абвїєжщъыЯґ№',
  Arabic: 'ابتثجحخدرزسشعغفقكلمنهوية٠١٢٣٫٬٪،؟پچژگی',
  Hebrew: 'אבגדהוזחטיכלמנסעפצקרשתםןףץ׳״₪',
  Thai: 'กขคงจฉชซญดตถทธนบปผพฟภมยรลวสหอะาิีึืุูเแโใไำ่้๊๋์ๆ฿๐๑๒',
  Devanagari: 'अआइईउऊएकखगघचजटडतदनपबमयरलवशषसहािीुूेैोौ्ंँः।₹०१२',
  Chinese: '项目塔式起重机租赁元发票，。（）￥',
  Japanese: 'クレーン賃貸ひらがな、。「」円々〜ｶﾞ',
  Korean: '타워크레인항목임대원',
}

const controls =
  '\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\ufe0f\u00ad\u0000\u001b'
const common = ' \n\t\u00a0\u202f-/.,:()[]{}<>&"\'0123456789AZaz%+'

const characterOf = (letters: string) => fc.constantFrom(...letters)
const textOf = (letters: string, maxLength = 80) =>
  fc
    .array(fc.oneof({ weight: 6, arbitrary: characterOf(letters) }, { weight: 2, arbitrary: characterOf(common) }), {
      maxLength,
    })
    .map((characters) => characters.join(''))
const mixed = fc
  .array(
    fc.oneof(
      ...Object.values(scripts).map((letters) => textOf(letters, 12)),
      characterOf(controls),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom(...hostileTexts),
      fc.constantFrom('👷‍♀️', '🇩🇪', '👍🏽', '1️⃣', '\ud83d', '\udc00', 'e\u0301', 'x'.repeat(300)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const directions = fc.constantFrom('ltr', 'rtl', 'auto' as const)

/** Every text is set without a fault, no line is too wide, and no character is lost. */
async function check(text: string, width: number, direction: Setting['direction']): Promise<number> {
  const lines = setText(text, await settingFor(text, direction), width)
  for (const line of lines)
    if (graphemes(line.text).length > 1) expect(line.width, JSON.stringify(line.text)).toBeLessThanOrEqual(width)
  const joined = lines.map((line) => line.text).join('')
  expect(joined.replace(/\s/g, '')).toBe(cleanText(text).replace(/\s/g, ''))
  expect(glyphIds(lines)).not.toContain(0)
  return lines.length
}

test('every line fits, no character is lost, and each has a glyph, in every script', async () => {
  let count = 0
  const trials = rounds(100, 3000)
  for (const letters of Object.values(scripts))
    await fc.assert(
      fc.asyncProperty(
        textOf(letters),
        fc.integer({ min: 4, max: 300 }),
        directions,
        async (text, width, direction) => {
          count += await check(text, width, direction)
        },
      ),
      { numRuns: trials, seed },
    )
  tally('Texts of one script set in lines', { texts: trials * Object.keys(scripts).length, lines: count })
})

test('every line fits, no character is lost, and each has a glyph, whatever is typed', async () => {
  let count = 0
  const trials = rounds(200, 10_000)
  await fc.assert(
    fc.asyncProperty(mixed, fc.integer({ min: 4, max: 500 }), directions, async (text, width, direction) => {
      count += await check(text, width, direction)
    }),
    { numRuns: trials, seed },
  )
  tally('Texts of any characters set in lines', { texts: trials, lines: count })
})

test('a text that is cut off fits, and ends with an ellipsis', async () => {
  await fc.assert(
    fc.asyncProperty(mixed, fc.integer({ min: 20, max: 300 }), directions, async (text, width, direction) => {
      const setting = await settingFor(text, direction)
      const line = setShort(text, setting, width)
      expect(line.width).toBeLessThanOrEqual(width)
      if (setLine(text, setting).width > width) expect(line.text).toMatch(/…$/)
    }),
    { numRuns: rounds(60, 2000), seed },
  )
})

test('letters of the scripts are drawn in a font of theirs, not as a replacement', async () => {
  const missing = async (text: string) => {
    const runs = setText(text, await settingFor(text), 500).flatMap(({ runs }) => runs)
    const glyphs = runs.flatMap(({ glyphs }) => glyphs.glyphs)
    return glyphs.filter(({ codePoints }) => codePoints.includes(0xfffd)).length
  }
  for (const letters of Object.values(scripts)) expect(await missing(letters), letters).toBe(0)
  for (const text of ['🎉', '👷', '→', '✓', '₿', '€', '№', '½', '²', '™', '®', '©', '°', 'µ', '×', '≤', '☎'])
    expect(await missing(text), text).toBe(0)
  expect(await missing('தமிழ்')).toBe(5)
})

test('what reorders text is dropped, and an isolate keeps its text together', async () => {
  const shown = async (text: string, direction: Setting['direction']) =>
    setLine(text, await settingFor(text, direction))
      .runs.flatMap(({ glyphs }) => glyphs.glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints)))
      .join('')
  expect(await shown('\u202eevil 100\u202c', 'ltr')).toBe('evil 100')
  expect(await shown('A \u2067ب 12\u2069 B', 'ltr')).toBe('A 12 ب B')
  expect(await shown('(ب)', 'rtl')).toBe('(ب)')
  expect((await shown('سعر: \u206612,50 €\u2069', 'rtl')).slice(0, 9)).toBe('12,50 € :')
})

describe('lines', () => {
  const lines = async (text: string, width: number) =>
    setText(text, await settingFor(text, 'ltr', 'ja'), width).map((line) => line.text)

  test('are broken between words, at line breaks, and within words that are too wide', async () => {
    expect(await lines('Kran und Montage', 50)).toEqual(['Kran und', 'Montage'])
    expect(await lines('Kran\n\nMontage', 500)).toEqual(['Kran', '', 'Montage'])
    expect(await lines('Kranmontage', 30)).toEqual(['Kranm', 'ontage'])
  })

  test('are broken between ideographs, never before a closing mark, and between Thai words', async () => {
    expect(await lines('日本語の項目。', 54)).toEqual(['日本語の項', '目。'])
    expect(await lines('เช่าเครนน้ำหนัก', 44)).toEqual(['เช่าเครนน้ำ', 'หนัก'])
  })

  test('keep letters and their marks together', async () => {
    for (const text of ['e\u0323\u0302'.repeat(20), 'กำ'.repeat(20), 'क्षि'.repeat(20), '👷‍♀️'.repeat(20)])
      for (const line of await lines(text, 20))
        expect(graphemes(line)[0]!.segment).toBe(graphemes(cleanText(text))[0]!.segment)
  })
})

test('a text without spaces is shaped a few times over, not once for each of its characters', async () => {
  for (const text of ['x'.repeat(3000), '請求書の明細'.repeat(500), 'مرحبا'.repeat(600)]) {
    const setting = await settingFor(text)
    const spies = setting.fonts.regular.map((face) => vi.spyOn(face, 'shape'))
    setText(text, setting, 250)
    const shaped = spies.flatMap(({ mock }) => mock.calls.map(([part]) => part.length))
    for (const spy of spies) spy.mockRestore()
    expect(
      shaped.reduce((sum, length) => sum + length, 0),
      text.slice(0, 10),
    ).toBeLessThan(25 * text.length)
  }
})
