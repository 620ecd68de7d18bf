import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Words that were once used in a sense of their own, and the term to use instead. */
const replaced: Readonly<Record<string, string>> = {
  badness: 'fault rate',
  beforehand: 'prerequisite',
  careless: 'unreliable',
  deed: 'operation',
  deeds: 'operations',
  desk: 'context',
  heard: 'received, reported',
  hears: 'receives',
  lived: 'run',
  messengers: 'event sources',
  nought: 'zero',
  stood: 'was',
  teller: 'runner',
  unheard: 'unknown, unanswered',
  untold: 'unreported',
  weather: 'fault rate',
  wrongs: 'violations',
}

const capital = (word: string) => `${word[0]!.toUpperCase()}${word.slice(1)}`

/** A word alone or as a part of a camel-case name. */
const pattern = new RegExp(
  `(?:\\b(${Object.keys(replaced).join('|')})|(${Object.keys(replaced).map(capital).join('|')}))(?![a-z])`,
  'g',
)

const found = (text: string): string[] =>
  [...text.matchAll(pattern)].map(([word]) => `${word}: ${replaced[word.toLowerCase()]}`)

const files = globSync(['{src,dev,ops,test,bench}/**/*.{ts,tsx}', 'docs/**/*.md', '*.md']).filter(
  (file) => file !== 'test/house/plain-words.test.ts',
)

test('no file uses a word that was replaced by a standard term', () => {
  expect(files.length).toBeGreaterThan(500)
  const uses = files.flatMap((file) => found(readFileSync(file, 'utf8')).map((use) => `${file}: ${use}`))
  expect(uses).toEqual([])
})

test('a replaced word is found alone and in a name, and not within another word', () => {
  expect(found('what it heard; isUntold, deedAt; indeed, overheard')).toEqual([
    'heard: received, reported',
    'Untold: unreported',
    'deed: operation',
  ])
})
