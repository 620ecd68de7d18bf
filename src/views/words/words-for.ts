import { ar } from './ar.ts'
import type { Audience, Catalogue, WordsOf } from './catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { Language, Locale } from './locale.ts'

export const catalogues: Readonly<Record<Language, Catalogue>> = { en, de, fr, ja, ar }

const made = new Map<string, WordsOf<Audience>>()

/** The words of an audience in a reader's language, made when they are first asked for. */
export function wordsFor<A extends Audience>({ language }: Pick<Locale, 'language'>, audience: A): WordsOf<A> {
  const key = `${language} ${audience}`
  const known = made.get(key) as WordsOf<A> | undefined
  if (known) return known
  const words = catalogues[language][audience]() as WordsOf<A>
  made.set(key, words)
  return words
}
