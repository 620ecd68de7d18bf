import { formatterFor } from '../../core/money/formatters.ts'
import type { Language } from './locale.ts'

/** A number with its digits as the reader writes them: the first chooses the plural form, the second is read. */
export type Count = { readonly n: number; readonly text: string }

/** The forms that each language's grammar has; a test holds them to `Intl.PluralRules`. */
export const pluralForms = {
  en: ['one', 'other'],
  de: ['one', 'other'],
  fr: ['one', 'many', 'other'],
  ja: ['other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
} as const satisfies Readonly<Record<Language, readonly Intl.LDMLPluralRule[]>>

export type PluralForms<L extends Language> = Readonly<Record<(typeof pluralForms)[L][number], string>>

/** The plural rules of a language, as a function from a count to the one of its forms that grammar wants: all of them, and no other. */
export function pluralIn<L extends Language>(language: L): (count: Count, forms: PluralForms<L>) => string {
  const rules = new Intl.PluralRules(language)
  return ({ n }, forms) => forms[rules.select(n) as keyof PluralForms<L>]
}

/** Digits of a whole number for a reader, e.g. `'de-CH'`. */
export const count = (n: number, tag: string): Count => ({ n, text: formatterFor(tag, {}).format(n) })
