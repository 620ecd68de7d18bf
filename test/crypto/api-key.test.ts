import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashApiKey, looksLikeApiKey } from '../../src/crypto/api-key.ts'

const key = `sk_test_${'aB3'.repeat(8)}`

test('a key is stored as its SHA-256', async () => {
  expect(await hashApiKey(key)).toBe(createHash('sha256').update(key).digest('hex'))
})

test('only a text with the form of a secret key is accepted', () => {
  expect([key, key.replace('test', 'live')].map(looksLikeApiKey)).toEqual([true, true])
  const others = [
    '',
    'sk_test_',
    `pk_test_${'a'.repeat(24)}`,
    `${key}\n`,
    ` ${key}`,
    `${key}é`,
    `sk_test_${'a'.repeat(121)}`,
  ]
  expect(others.filter(looksLikeApiKey)).toEqual([])
})
