import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fingerprint, type Proof, proofPage } from '../../dev/proof-page.ts'

const root = join(import.meta.dirname, '../..')
const proofs = JSON.parse(readFileSync(join(root, 'docs/proof.json'), 'utf8')) as Proof[]

test('the page of proofs says of each whether it is of the code at hand (`npm run prove -- --page` draws it anew)', () => {
  expect(readFileSync(join(root, 'docs/proof.md'), 'utf8')).toBe(proofPage(proofs, fingerprint(root)))
})

test('a proof of other code is marked, and one of this code is not', () => {
  const proof = { about: 'Parts', seed: 1, counts: { rounds: 5 }, on: '2026-11-30', commit: 'abc' }
  expect(proofPage([{ ...proof, code: 'one' }], 'one')).toContain('| this code |')
  expect(proofPage([{ ...proof, code: 'one' }], 'other')).toContain('| earlier code |')
  expect(proofPage([{ ...proof, code: null }], 'one')).toContain('| earlier code |')
})
