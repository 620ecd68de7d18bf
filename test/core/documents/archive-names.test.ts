import fc from 'fast-check'
import { expect, test } from 'vitest'
import { archiveNames } from '../../../src/core/documents/archive-names.ts'
import { rounds } from '../../proof/rounds.ts'
import { hold } from '../money/law.ts'

test('a document is called by its number', () => {
  expect(archiveNames(['INV-0001', 'INV-0001-R1', '請求書 7'])).toEqual(['INV-0001', 'INV-0001-R1', '請求書 7'])
})

test('a number that is no file name becomes one', () => {
  expect(
    archiveNames(['2026/0001', '../../etc/passwd', 'C:\\pay', '.hidden.', 'con', '', 'a\u202efdp', 'x'.repeat(200)]),
  ).toEqual(['2026-0001', '-..-etc-passwd', 'C--pay', 'hidden', '_con', '_', 'a-fdp', 'x'.repeat(100)])
})

test('numbers that a file system takes for the same get different names', () => {
  expect(archiveNames(['KW-1', 'kw-1', 'KW/1', 'KW-1 (2)'])).toEqual(['KW-1', 'kw-1 (2)', 'KW-1 (3)', 'KW-1 (2) (2)'])
})

test('whatever the numbers are, every name is one of its own that stays in its folder', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'aA1-(2) ./\\:\u0000\u202e'), maxLength: 6 })
  hold('names of files in an archive', rounds(600, 50_000), fc.array(letters, { maxLength: 12 }), (numbers) => {
    const names = archiveNames(numbers)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(numbers.length)
    for (const name of names) expect(name).toMatch(/^[^./\\:\p{Cc}\u202e ][^/\\:\p{Cc}\u202e]*$/u)
  })
})
