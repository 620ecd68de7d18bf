import { countries, isInUnion } from '../../core/addresses/countries.ts'
import { taxIdTypes } from '../../core/tax/id-types.ts'
import { countryName } from '../document/country-name.ts'
import { taxIdLabel } from '../document/tax-id-label.ts'
import { type Language, type Locale, languages } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'

/** A choice of a list. */
export type Choice = { readonly value: string; readonly text: string }
export type ChoiceGroup = { readonly label: string; readonly choices: readonly Choice[] }

/** Lists that are the same for all readers of a language; they take a moment to sort. */
const kept = new Map<string, unknown>()

function once<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make())
  return kept.get(key) as T
}

const sorted = (choices: readonly Choice[], { language }: Locale): Choice[] => {
  const { compare } = new Intl.Collator(language)
  return [...choices].sort((one, other) => compare(one.text, other.text))
}

/** All countries by their names in the reader's language. */
export const countryChoices = (locale: Locale): readonly Choice[] =>
  once(`countries ${locale.language}`, () =>
    sorted(
      [...countries].map((code) => ({ value: code, text: countryName(code, locale.language) })),
      locale,
    ),
  )

/** The languages of the pages, each by its own name; and the customer's, if it is another. */
export const languageChoices = (chosen: string): readonly Choice[] =>
  [...languages, ...(chosen === '' || languages.includes(chosen as Language) ? [] : [chosen])].map((language) => ({
    value: language,
    text: new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language,
  }))

/** All time zones by continent; and the customer's, if it has an older name. */
export function timeZoneChoices(chosen: string): readonly ChoiceGroup[] {
  const groups = once('time zones', () => groupedZones(Intl.supportedValuesOf('timeZone')))
  const isListed = chosen === '' || groups.some(({ choices }) => choices.some(({ value }) => value === chosen))
  return isListed ? groups : [...groupedZones([chosen]), ...groups]
}

function groupedZones(zones: readonly string[]): ChoiceGroup[] {
  const groups = Map.groupBy(zones, (zone) => zone.split('/')[0]!)
  return [...groups].map(([label, ofLabel]) => ({
    label,
    choices: ofLabel.map((zone) => ({ value: zone, text: zone.replaceAll('_', ' ') })),
  }))
}

const countryOf = (type: string): string => type.slice(0, 2).toUpperCase()

const isUsualIn = (country: string, type: string): boolean =>
  countryOf(type) === country || (type === 'eu_vat' && (isInUnion(country) || country === 'GB'))

/** The kinds of tax numbers, first those that are usual in a country; null where none are or the country is not known. */
export function taxIdChoices(
  country: string,
  locale: Locale,
): { usual: ChoiceGroup | null; others: readonly Choice[] } {
  const all = once(`tax ids ${locale.language}`, () => namedTypes(locale))
  const usual = all.filter(({ value }) => isUsualIn(country, value))
  return {
    usual: usual.length === 0 ? null : { label: countryName(country, locale.language), choices: usual },
    others: all.filter((choice) => !usual.includes(choice)),
  }
}

/** Each kind by its country and its own name, which is added where a country has several of one name. */
function namedTypes(locale: Locale): readonly Choice[] {
  const words = wordsFor(locale, 'invoice')
  const named = taxIdTypes.map((type) => {
    const own = type.slice(3).replaceAll('_', ' ').toUpperCase()
    const label = taxIdLabel(type, words)
    return {
      value: type,
      own,
      text: `${countryName(countryOf(type), locale.language)}: ${label === words.taxId.tax ? own : label}`,
    }
  })
  const isAlone = (text: string) => named.filter((other) => other.text === text).length === 1
  const needsOwn = ({ text, own }: { readonly text: string; readonly own: string }) => own !== 'VAT' && !isAlone(text)
  return sorted(
    named.map((type) => ({ value: type.value, text: needsOwn(type) ? `${type.text} (${type.own})` : type.text })),
    locale,
  )
}
