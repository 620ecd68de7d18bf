import { describe, expect, test } from 'vitest'
import type { Day } from '../../src/core/calendar/day.ts'
import { formatDay } from '../../src/core/calendar/format.ts'
import { formatMoney, formatQuantity } from '../../src/core/money/format.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { pluralForms } from '../../src/views/words/plural.ts'
import { gapsOf } from './language-data.ts'

/** What a language, and regions that write otherwise, print: a date, a number, an amount and a list. Spaces and marks are plain here. */
const printed: Readonly<Record<string, readonly [string, string, string, string]>> = {
  en: ['March 3, 2026', '1,234,567.89', '€1,234.56', 'A, B, and C'],
  'en-GB': ['3 March 2026', '1,234,567.89', '€1,234.56', 'A, B and C'],
  'en-TH': ['March 3, 2026', '1,234,567.89', '€1,234.56', 'A, B, and C'],
  de: ['3. März 2026', '1.234.567,89', '1.234,56 €', 'A, B und C'],
  'de-CH': ['3. März 2026', "1'234'567.89", "EUR 1'234.56", 'A, B und C'],
  fr: ['3 mars 2026', '1 234 567,89', '1 234,56 €', 'A, B et C'],
  'fr-CA': ['3 mars 2026', '1 234 567,89', '1 234,56 €', 'A, B et C'],
  ja: ['2026年3月3日', '1,234,567.89', '€1,234.56', 'A、B、C'],
  ar: ['3 مارس 2026', '1,234,567.89', '1,234.56 €', 'A وB وC'],
  'ar-EG': ['٣ مارس ٢٠٢٦', '١٬٢٣٤٬٥٦٧٫٨٩', '١٬٢٣٤٫٥٦ €', 'A وB وC'],
  'ar-MA': ['3 مارس 2026', '1.234.567,89', '1.234,56 €', 'A وB وC'],
  'ar-SA': ['٣ مارس ٢٠٢٦', '١٬٢٣٤٬٥٦٧٫٨٩', '١٬٢٣٤٫٥٦ €', 'A وB وC'],
}

const plain = (text: string) =>
  text
    .replace(/\p{Zs}/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/’/g, "'")

describe.each(Object.entries(printed))('in %s', (tag, expected) => {
  const { format } = chooseLocale([tag], null, 'xx')

  test('a date, a number, an amount and a list are printed as its readers write them', () => {
    expect(
      [
        formatDay('2026-03-03' as Day, format),
        formatQuantity('1234567.89', format),
        formatMoney({ amountMinor: 123456, currency: 'eur' }, format),
        new Intl.ListFormat(format).format(['A', 'B', 'C']),
      ].map(plain),
    ).toEqual(expected)
  })

  test('the platform supports it', () => expect(gapsOf(format)).toEqual([]))
})

test('every supported language is tested under its own tag', () => {
  const tested = new Set(Object.keys(printed).map((tag) => chooseLocale([tag], null, 'xx').language))
  expect([...tested].sort()).toEqual([...languages].sort())
  for (const language of languages) expect(printed).toHaveProperty(language)
})

test('the platform has the plural forms that the words are written in', () => {
  for (const language of languages)
    expect([...pluralForms[language]].sort()).toEqual(
      new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort(),
    )
})

/** Languages that Stripe or our merchants may ask for and the platform prints in English; they would need data of our own. */
const unknown = 'mt ga is ka hy mk sq eu gl cy my km lo si ne az pa uz'.split(' ')
/** Languages whose months are numbers. */
const withoutMonths = 'az bs kk pa uz'.split(' ')

test('no language is supported that the platform does not know', () => {
  for (const tag of unknown) expect(gapsOf(tag), tag).toContain('unknown')
  for (const tag of withoutMonths) expect(gapsOf(tag), tag).toContain('no month names')
  expect(languages.filter((language) => [...unknown, ...withoutMonths].includes(language))).toEqual([])
})

test.each([
  ['th', ['calendar buddhist']],
  ['fa', ['calendar persian', 'digits arabext']],
  ['bn', ['digits beng']],
  ['mr', ['digits deva']],
  ['ar-EG', ['digits arab']],
])('%s would print %j by itself, and does not where calendar and digits are chosen', (tag, gaps) => {
  expect(gapsOf(tag)).toEqual(gaps)
  expect(gapsOf(`${tag}-u-ca-gregory-nu-latn`)).toEqual([])
})
