import type { Count } from '../../src/views/words/plural.ts'

/** A catalogue, or any part of one: sentences, functions from figures to a sentence, and groups of them. */
type Words = object

type Flaw = `${string}: ${string}`

/** A whole number for each form that a language's grammar has. */
export function countOfEachForm(language: string): Count[] {
  const rules = new Intl.PluralRules(language)
  const first = new Map<string, Count>()
  for (const n of [...Array.from({ length: 201 }, (_, n) => n), 1_000_000])
    if (!first.has(rules.select(n))) first.set(rules.select(n), { n, text: '{count}' })
  return [...first.values()]
}

/** Mistakes in a language's texts compared with the English ones: keys, types of keys, named figures, plural forms. */
export function wordFlaws(words: Words, english: Words, language: string, path = ''): Flaw[] {
  const [ours, theirs] = [Object.entries(words), Object.entries(english)]
  const [names, wanted] = [ours.map(([name]) => name), theirs.map(([name]) => name)]
  const at = (name: string) => (path ? `${path}.${name}` : name)
  return [
    ...wanted.filter((name) => !names.includes(name)).map((name) => `${at(name)}: is missing` as const),
    ...names.filter((name) => !wanted.includes(name)).map((name) => `${at(name)}: is not an English key` as const),
    ...ours.flatMap(([name, value]) => {
      const original = theirs.find(([key]) => key === name)?.[1]
      return original === undefined ? [] : entryFlaws(value, original, language, at(name))
    }),
  ]
}

function entryFlaws(value: unknown, english: unknown, language: string, path: string): Flaw[] {
  if (typeof value !== typeof english) return [`${path}: is a ${typeof value}, not a ${typeof english}`]
  if (typeof value === 'object') return wordFlaws(value as Words, english as Words, language, path)
  const [ours, theirs] = [sentencesOf(value, language), sentencesOf(english, 'en')] as const
  const figures = figuresIn(theirs.join(' '))
  const names = [...figures].filter((figure) => figure !== '{count}')
  return [
    ...new Set(
      ours.flatMap((sentence) => [
        ...(sentence.trim() === '' ? [`${path}: says nothing` as const] : []),
        ...(/undefined|NaN|\[object|\$\{/.test(sentence) ? [`${path}: says "${sentence}"` as const] : []),
        ...names
          .filter((name) => !figuresIn(sentence).has(name))
          .map((name) => `${path}: does not name ${name}` as const),
        ...[...figuresIn(sentence)]
          .filter((name) => !figures.has(name))
          .map((name) => `${path}: names ${name}, which English does not` as const),
      ]),
    ),
    // Grammar may say "tomorrow" for one form, but hardly for all of them.
    ...(figures.has('{count}') && !figuresIn(ours.join(' ')).has('{count}')
      ? [`${path}: does not name {count}` as const]
      : []),
  ]
}

/** The figures that choose a plural form. */
const counted: ReadonlySet<string> = new Set(['days', 'lines', 'minutes', 'others'])

/** The sentences of a key: one, or one for each plural form, with the names of figures in place of them. */
export function sentencesOf(value: unknown, language: string): string[] {
  if (typeof value === 'string') return [value]
  return countOfEachForm(language).map((count) =>
    (value as (figures: object) => string)(
      new Proxy({}, { get: (_, name: string) => (counted.has(name) ? count : `{${name}}`) }),
    ),
  )
}

const figuresIn = (text: string): Set<string> => new Set(text.match(/\{\w+\}/g))
