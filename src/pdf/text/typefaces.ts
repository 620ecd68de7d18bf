export type Weight = 'regular' | 'strong'

/** A typeface in the two weights that documents use. Its files are assets, which a document fetches if it needs them. */
export type Typeface = {
  readonly name: string
  readonly files: Readonly<Record<Weight, string>>
  /** Characters that may be in it. Whether they are is asked of the file. */
  readonly covers: RegExp
}

const typeface = (name: string, covers: RegExp): Typeface => ({
  name,
  files: { regular: `${name}-regular`, strong: `${name}-strong` },
  covers,
})

/** IBM Plex Sans, whose figures are all equally wide; what it covers is tried first for every character. */
export const latin = typeface('latin', /[\s\S]/)

/** Arimo, on which Liberation Sans is built: the standard of Swiss payment parts names few typefaces, and no other is free. */
export const slip = typeface('slip', /[\s\S]/)

const japanese = typeface('japanese', /[\p{sc=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Han}\uff00-\uffef]/u)
const korean = typeface('korean', /[\p{scx=Hangul}\p{sc=Han}\uff00-\uffef]/u)
const chinese = typeface('chinese', /[\p{scx=Han}\p{scx=Bopomofo}\uff00-\uffef]/u)
export const symbols = typeface('symbols', /\p{So}|\p{Extended_Pictographic}|\p{Sm}|\u20e3/u)

const others: readonly Typeface[] = [
  typeface('arabic', /\p{scx=Arabic}/u),
  typeface('hebrew', /\p{scx=Hebrew}/u),
  typeface('thai', /\p{scx=Thai}/u),
  typeface('devanagari', /\p{scx=Devanagari}/u),
]

const ideographs: Readonly<Record<string, readonly Typeface[]>> = {
  ja: [japanese, chinese, korean],
  ko: [korean, japanese, chinese],
  zh: [chinese, japanese, korean],
}

/** Every typeface; the build copies their files. */
export const typefaces: readonly Typeface[] = [latin, slip, ...others, japanese, korean, chinese, symbols]

/**
 * The typefaces to try for a character that Latin does not cover, in order. Ideographs have national forms, which follow the
 * language of the document, or else other characters of the same text.
 */
export function fallbacks(language: string, text: string): readonly Typeface[] {
  const forms = ideographs[language] ?? ideographs[languageOf(text)]!
  return [...others, ...forms, symbols]
}

function languageOf(text: string): string {
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)) return 'ja'
  return /\p{sc=Hangul}/u.test(text) ? 'ko' : 'zh'
}
