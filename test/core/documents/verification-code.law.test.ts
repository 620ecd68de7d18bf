import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeFrom, inGroups, typedCode } from '../../../src/core/documents/verification-code.ts'
import { seed } from '../../proof/rounds.ts'
import { tally } from '../../proof/tally.ts'

const codes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(codeFrom)

/** Ways in which people write the same character. */
const spellings = (character: string): string[] => {
  const alike = { 0: ['0', 'O', 'o'], 1: ['1', 'I', 'i', 'L', 'l'] }[character] ?? [character, character.toLowerCase()]
  return [...alike, ...alike.map((one) => one.normalize('NFKC')), ...alike.map(fullWidth)]
}

/** As a Japanese keyboard enters it. */
const fullWidth = (character: string) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)

const marks = fc.array(fc.constantFrom(' ', '-', '–', '‑', '.', '\u00a0', '\u200e', '\u2068', '\t'), { maxLength: 2 })

test('a code has twelve characters that nobody confuses, in groups of four', () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
      expect(inGroups(code)).toMatch(/^\w{4}-\w{4}-\w{4}$/)
    }),
    { seed },
  )
})

test('each of its characters comes from five bits of its own, so that none is likelier than another', () => {
  const ofByte = Array.from({ length: 256 }, (_, byte) => codeFrom(new Uint8Array(12).fill(byte))[0]!)
  const counts = Map.groupBy(ofByte, (character) => character)
  expect([...counts.values()].map((all) => all.length)).toEqual(Array(32).fill(8))
})

test('however it is typed, it is the same code', () => {
  let typed = 0
  const asTyped = codes.chain((code) =>
    fc
      .tuple(...[...code].map((character) => fc.tuple(marks, fc.constantFrom(...spellings(character)))))
      .map((parts) => ({ code, text: parts.map(([marks, character]) => marks.join('') + character).join('') })),
  )
  fc.assert(
    fc.property(asTyped, ({ code, text }) => {
      typed += 1
      expect(typedCode(text)).toBe(code)
      expect(typedCode(inGroups(code).toLowerCase())).toBe(code)
    }),
    { seed, numRuns: 60 },
  )
  tally('codes as people type them', { typed, misread: 0 })
})

test('a slip makes another code, and any text at all is read', () => {
  fc.assert(
    fc.property(codes, fc.nat({ max: 11 }), fc.integer({ min: 1, max: 31 }), (code, at, by) => {
      const bytes = [...code].map((character) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(character))
      const slipped = codeFrom(Uint8Array.from(bytes, (value, i) => (i === at ? value ^ by : value)))
      expect(typedCode(slipped)).not.toBe(code)
    }),
    { seed },
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(typedCode(text)).toMatch(/^[0-9A-Z]*$/)
    }),
    { seed },
  )
})
