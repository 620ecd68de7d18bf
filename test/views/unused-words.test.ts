import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { unusedWords } from './unused-words.ts'

const root = join(import.meta.dirname, '../..')

test('every text of the catalogue is used by some page or mail', () => {
  expect(unusedWords(root)).toEqual([])
})

/** The result of the check for a small project of these files. */
function unusedIn(files: Readonly<Record<string, string>>): string[] {
  const dir = mkdtempSync(join(tmpdir(), 'words-'))
  try {
    cpSync(join(root, 'tsconfig.json'), join(dir, 'tsconfig.json'))
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true })
      writeFileSync(join(dir, name), text)
    }
    return unusedWords(dir)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

const words = `export const pay = () => ({
  read: 'a',
  dead: 'b',
  other: { dead: 'c', read: (p: { amount: string }) => p.amount },
  unpacked: { dead: 'd', read: 'e', renamed: 'f' },
  chosen: { one: 'g', two: 'h' },
  message: { paid: { what: 'i', next: 'j' }, dead: { what: 'k', next: 'l' } },
  tones: { soft: { read: 'm', dead: 'n' }, hard: { read: 'o', dead: 'p' } },
})`

const page = `import type { pay } from './words/en/pay.ts'
export function page(words: ReturnType<typeof pay>, which: 'one' | 'two', tone: 'soft' | 'hard', dead: string) {
  const { read, renamed: also } = words.unpacked
  const { read: tone1 } = words.tones[tone]
  return [words.read, words.other.read({ amount: dead }), read, also, words.chosen[which], words.message.paid, tone1]
}`

test('an unused text is found, also where another one of the same name is used', () => {
  expect(unusedIn({ 'src/views/words/en/pay.ts': words, 'src/views/page.ts': page })).toEqual([
    'pay.dead',
    'pay.other.dead',
    'pay.unpacked.dead',
    'pay.message.dead.what',
    'pay.message.dead.next',
    'pay.tones.soft.dead',
    'pay.tones.hard.dead',
  ])
})

test('a text that only a translation uses counts as unused', () => {
  const german = `import type { pay } from '../en/pay.ts'
export const german = (english: ReturnType<typeof pay>): ReturnType<typeof pay> => ({ only: english.only })`
  expect(
    unusedIn({
      'src/views/words/en/pay.ts': `export const pay = () => ({ only: 'a' })`,
      'src/views/words/de/pay.ts': german,
    }),
  ).toEqual(['pay.only'])
})
