const noon = Date.UTC(2026, 2, 3, 12)
const english = 'en-US-u-ca-gregory-nu-latn'

const date = (tag: string) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(noon)
const list = (tag: string) => new Intl.ListFormat(tag).format(['1', '2', '3'])
const country = (tag: string) => new Intl.DisplayNames(tag, { type: 'region' }).of('DE')

/**
 * Languages that the platform does not know, or prints otherwise than the tag's own `ca` and `nu` say (Gregorian and
 * Latin by default). The platform prints an unknown language in English without an error.
 */
export function gapsOf(tag: string): string[] {
  const { language, calendar = 'gregory', numberingSystem = 'latn' } = new Intl.Locale(tag)
  const known = [Intl.DateTimeFormat, Intl.NumberFormat, Intl.ListFormat, Intl.PluralRules, Intl.DisplayNames]
  const printed = new Intl.DateTimeFormat(tag).resolvedOptions()
  const numbers = new Intl.NumberFormat(tag).resolvedOptions()
  const gaps: readonly (readonly [boolean, string])[] = [
    [known.some((part) => part.supportedLocalesOf(tag).length === 0), 'unknown'],
    [/M\d/.test(date(tag)), 'no month names'],
    [language !== 'en' && date(tag) === date(english), 'English dates'],
    [language !== 'en' && list(tag) === list(english), 'English lists'],
    [language !== 'en' && country(tag) === country(english), 'English countries'],
    [printed.calendar !== calendar, `calendar ${printed.calendar}`],
    [numbers.numberingSystem !== numberingSystem, `digits ${numbers.numberingSystem}`],
  ]
  return gaps.filter(([isGap]) => isGap).map(([, gap]) => gap)
}
