import { expect, test } from 'vitest'
import { documentCode, hashCode } from '../../src/crypto/document-code.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { tally } from '../proof/tally.ts'

const secrets = { k1: 'Zq3v8Xw1Lr7Bt5Nc9Mk2Pf6Hd4Js0Ga!', k2: 'Yp2u7Wv0Kq6As4Mb8Lj1Oe5Gc3Ir9Fz?' }
const keys = linkKeys({ current: 'k1', keys: secrets })

test('a code follows from what tells its document from others, and from the key', async () => {
  const document = ['acct_kranwerk', 'in_17', ['receipt', 'inpay_1'], { total: '1,190.00 €' }]
  const code = await documentCode(keys, document)
  expect(await documentCode(keys, structuredClone(document))).toBe(code)
  const others = [
    ['acct_harborpine', 'in_17', ['receipt', 'inpay_1'], { total: '1,190.00 €' }],
    ['acct_kranwerk', 'in_18', ['receipt', 'inpay_1'], { total: '1,190.00 €' }],
    ['acct_kranwerk', 'in_17', ['invoice'], { total: '1,190.00 €' }],
    ['acct_kranwerk', 'in_17', ['receipt', 'inpay_2'], { total: '1,190.00 €' }],
    ['acct_kranwerk', 'in_17', ['receipt', 'inpay_1'], { total: '1,190.01 €' }],
  ]
  const codes = await Promise.all(others.map((other) => documentCode(keys, other)))
  const withOtherKey = await documentCode(linkKeys({ current: 'k2', keys: secrets }), document)
  expect(new Set([code, ...codes, withOtherKey]).size).toBe(7)
})

test('no two of many documents share a code, and each character is about as frequent as another', async () => {
  const codes = await Promise.all(Array.from({ length: 5000 }, (_, i) => documentCode(keys, ['acct_1', `in_${i}`])))
  expect(new Set(codes).size).toBe(5000)
  expect(new Set(await Promise.all(codes.map(hashCode))).size).toBe(5000)
  const counts = [...Map.groupBy(codes.join(''), (character) => character).values()].map((all) => all.length)
  const expected = (5000 * 12) / 32
  // Six standard deviations.
  const slack = 6 * Math.sqrt(expected)
  expect(counts).toHaveLength(32)
  for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(slack)
  tally('verification codes', { derived: 5000, alike: 0 })
})
