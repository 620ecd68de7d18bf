import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'

test("the customer's locales come first, then the browser's, then the merchant's", () => {
  expect(chooseLocale(['ja-JP'], 'fr', 'de').language).toBe('ja')
  expect(chooseLocale(['is-IS'], 'fr-CA,en;q=0.8', 'de').language).toBe('fr')
  expect(chooseLocale([], null, 'de-DE').language).toBe('de')
  expect(chooseLocale(['is-IS'], 'pl', 'sv').language).toBe('en')
})

test('a region we have no words for keeps its own dates and figures', () => {
  expect(chooseLocale(['de-CH'], null, 'en')).toMatchObject({ tag: 'de-CH', language: 'de', direction: 'ltr' })
  expect(chooseLocale(['ar-KW'], null, 'en')).toMatchObject({ tag: 'ar-KW', language: 'ar', direction: 'rtl' })
})

test('calendar and digits are chosen, whatever the region has', () => {
  const format = (tag: string) => chooseLocale([tag], null, 'en').format
  expect(format('de-CH')).toBe('de-CH-u-ca-gregory-nu-latn')
  expect(format('en-TH')).toBe('en-TH-u-ca-gregory-nu-latn')
  // Egypt has its own digits, Morocco does not.
  expect(format('ar-EG')).toBe('ar-EG-u-ca-gregory-nu-arab')
  expect(format('ar-MA')).toBe('ar-MA-u-ca-gregory-nu-latn')
  expect(format('ar-SA')).toBe('ar-SA-u-ca-gregory-nu-arab')
  expect(new Intl.DateTimeFormat(format('ar-SA')).resolvedOptions().calendar).toBe('gregory')
})

test("the browser's weights are obeyed, and weight 0 is a no", () => {
  expect(chooseLocale([], 'en;q=0.2, ja;q=0.9, de;q=0.5', 'ar').language).toBe('ja')
  expect(chooseLocale([], 'ja;q=0, *;q=0.1', 'ar').language).toBe('ar')
})

test('calendar and digit wishes inside a tag are not taken', () => {
  expect(chooseLocale(['ar-u-ca-islamic-nu-arab'], null, 'de')).toMatchObject({
    tag: 'ar',
    format: 'ar-u-ca-gregory-nu-latn',
  })
})

test('no tag that a stranger can send makes it throw', () => {
  const runs = 5_000
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '*', 'de-', 'x-de', 'en-US-u-', 'de'.repeat(99), '../..', 'de;q=NaN', ';;;,,,'),
  )
  fc.assert(
    fc.property(fc.array(odd, { maxLength: 30 }), fc.option(odd), odd, (preferred, header, fallback) => {
      const { format, language } = chooseLocale(preferred, header, fallback)
      new Intl.NumberFormat(format)
      return languages.includes(language)
    }),
    { numRuns: runs },
  )
  console.log(`${runs} hostile wishes for a language, none thrown`)
})
