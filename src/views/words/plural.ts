import { formatterFor } from '../../core/money/formatters.ts'

/** A number with its digits as the reader writes them: the first chooses the plural form, the second is read. */
export type Count = { readonly n: number; readonly text: string }

type Forms = Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

/** The plural rules of a language, as a function from a count to the one of its forms that grammar wants. */
export function pluralIn(language: string): (count: Count, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  return ({ n }, forms) => forms[rules.select(n)] ?? forms.other
}

/** Digits of a whole number for a reader, e.g. `'de-CH'`. */
export const count = (n: number, tag: string): Count => ({ n, text: formatterFor(tag, {}).format(n) })
