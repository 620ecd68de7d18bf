export const languages = ['en', 'de', 'fr', 'ja', 'ar'] as const
export type Language = (typeof languages)[number]

/** How a reader is addressed: words by `language`, pages by `tag`, which keeps their region (`'de-CH'`), dates and figures by `format`. */
export type Locale = {
  readonly tag: string
  /** The tag with its calendar and digits (`'de-CH-u-ca-gregory-nu-latn'`), so that no region's default is printed by accident. */
  readonly format: string
  readonly language: Language
  readonly direction: 'ltr' | 'rtl'
}

type Traits = Pick<Locale, 'direction'> & {
  /** The digits that a region may be printed in, by their Unicode names; the first where it has others. */
  readonly digits: readonly [string, ...string[]]
}

const traits: Readonly<Record<Language, Traits>> = {
  en: { direction: 'ltr', digits: ['latn'] },
  de: { direction: 'ltr', digits: ['latn'] },
  fr: { direction: 'ltr', digits: ['latn'] },
  ja: { direction: 'ltr', digits: ['latn'] },
  ar: { direction: 'rtl', digits: ['latn', 'arab'] },
}

const mostTags = 20

/** The first language we speak: of the customer's locales, then the browser's, then the merchant's. Never throws. */
export function chooseLocale(preferred: readonly string[], acceptLanguage: string | null, fallback: string): Locale {
  const wanted = [...preferred.slice(0, mostTags), ...acceptedBy(acceptLanguage), fallback]
  for (const tag of wanted) {
    const locale = localeOf(tag)
    if (locale) return locale
  }
  return localeIn('en', 'en')
}

/** A browser's languages, best first; those with weight 0 and whatever cannot be read are left out. */
function acceptedBy(header: string | null): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',', mostTags)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) }
    })
    .filter(({ tag, weight }) => tag !== '*' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

// Browsers say the same few things again and again. A stranger may say anything, so the shelf is bounded.
const shelf = new Map<string, Locale | null>()
const shelfSize = 500

function localeOf(tag: string): Locale | null {
  const known = shelf.get(tag)
  if (known !== undefined) return known
  const locale = readLocale(tag)
  if (shelf.size >= shelfSize) shelf.clear()
  shelf.set(tag, locale)
  return locale
}

// Extensions are dropped: they could change the calendar or the digits of an invoice to something nobody asked for.
function readLocale(tag: string): Locale | null {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}$/.test(tag)) return null
  try {
    const { baseName, language: wanted } = new Intl.Locale(tag)
    const language = languages.find((known) => known === wanted)
    return language ? localeIn(baseName, language) : null
  } catch {
    return null
  }
}

// A due date must read the same to both parties, so that no calendar but the Gregorian is printed, whatever the region's own.
function localeIn(tag: string, language: Language): Locale {
  const { direction, digits } = traits[language]
  const own = digits.length === 1 ? digits[0] : new Intl.NumberFormat(tag).resolvedOptions().numberingSystem
  const chosen = digits.includes(own) ? own : digits[0]
  return { tag, format: `${tag}-u-ca-gregory-nu-${chosen}`, language, direction }
}
