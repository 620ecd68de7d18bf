import { SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { type LinkClaims, readLink, signLink } from '../../src/crypto/link-token.ts'
import { monday } from '../world/cast.ts'

const secrets = { k1: 'Zq3v8Xw1Lr7Bt5Nc9Mk2Pf6Hd4Js0Ga!', k2: 'Yp2u7Wv0Kq6As4Mb8Lj1Oe5Gc3Ir9Fz?' }
const keys = linkKeys({ current: 'k1', keys: { k1: secrets.k1 } })
const claims: LinkClaims = { accountId: 'acct_kranwerk', invoiceId: 'in_17', linkId: 'lnk_3' }
const expiresAt = monday + 30 * 86_400_000
const token = await signLink(keys, claims, expiresAt)
const [header = '', payload = '', signature = ''] = token.split('.')

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

/** The variations that an attacker with one valid link could try, without duplicates. */
function mutants(): Set<string> {
  const made = new Set<string>()
  for (let i = 0; i < token.length; i++) {
    const bits = token.charCodeAt(i)
    for (let bit = 0; bit < 8; bit++)
      made.add(token.slice(0, i) + String.fromCharCode(bits ^ (1 << bit)) + token.slice(i + 1))
    for (const character of alphabet) made.add(token.slice(0, i) + character + token.slice(i + 1))
    for (const more of ['=', '.', ' ', '%20', '\n', 'A', '\u0000']) made.add(token.slice(0, i) + more + token.slice(i))
    made.add(token.slice(0, i))
    made.add(token.slice(i + 1))
    made.add(token.slice(0, i) + token.slice(i + 1))
    for (let to = i + 1; to < Math.min(token.length, i + 30); to++) made.add(token.slice(0, i) + token.slice(to))
  }
  for (const changed of headers) made.add(`${encoded(changed)}.${payload}.${signature}`)
  for (const changed of payloads) made.add(`${header}.${encoded(changed)}.${signature}`)
  for (const character of alphabet) made.add(token.slice(0, -1) + character)
  for (const wrapped of [
    `${token}=`,
    `${token}==`,
    ` ${token}`,
    `${token}\n`,
    `Bearer ${token}`,
    `${token}.${signature}`,
  ])
    made.add(wrapped)
  made.delete(token)
  return made
}

const headers = [
  { alg: 'none' },
  { alg: 'none', kid: 'k1' },
  { alg: 'None', kid: 'k1' },
  { alg: 'HS512', kid: 'k1' },
  { alg: 'HS384', kid: 'k1' },
  { alg: 'RS256', kid: 'k1' },
  { alg: 'HS256' },
  { alg: 'HS256', kid: 'k2' },
  { alg: 'HS256', kid: '__proto__' },
  { alg: 'HS256', kid: 'constructor' },
  { alg: 'HS256', kid: 'k1', crit: ['exp'] },
  { alg: 'HS256', kid: 'k1', b64: false, crit: ['b64'] },
  { kid: 'k1', alg: 'HS256' },
]
const payloads = [
  { ...decoded(payload), inv: 'in_18' },
  { ...decoded(payload), acc: 'acct_harbor' },
  { ...decoded(payload), sub: 'lnk_4' },
  { ...decoded(payload), exp: 9_999_999_999 },
  { ...decoded(payload), aud: 'remit/portal' },
]

type Read = typeof readLink

const accepted = async (read: Read, texts: Iterable<string>): Promise<string[]> => {
  const found: string[] = []
  for (const text of texts) if (await read(keys, text, monday)) found.push(text)
  return found
}

describe('a signed link', () => {
  test('contains its claims, and equal claims give the same token', async () => {
    expect(await readLink(keys, token, monday)).toEqual({ claims, expiresAt, isExpired: false })
    expect(await signLink(keys, claims, expiresAt)).toBe(token)
  })

  test('is valid until a second before its expiry, and can be read as expired afterwards', async () => {
    expect(await readLink(keys, token, expiresAt - 1_000)).toMatchObject({ isExpired: false })
    expect(await readLink(keys, token, expiresAt + 1_000)).toEqual({ claims, expiresAt, isExpired: true })
  })

  test('is refused in every variation', async () => {
    const texts = mutants()
    expect(texts.size).toBeGreaterThan(20_000)
    expect(await accepted(readLink, texts)).toEqual([])
    console.log(`${texts.size.toLocaleString('en')} altered links, 0 accepted`)
  })

  test('signed with another key or for another purpose is refused', async () => {
    const key = new TextEncoder().encode(secrets.k1)
    const signed = (changes: Record<string, unknown>, alg = 'HS256', with_ = key) =>
      new SignJWT({ ...decoded(payload), ...changes }).setProtectedHeader({ alg, kid: 'k1' }).sign(with_)
    const forged = [
      await signed({}, 'HS256', new TextEncoder().encode(secrets.k2)),
      await signed({}, 'HS512', new TextEncoder().encode(secrets.k1.repeat(2))),
      await signed({ aud: 'remit/portal' }),
      await signed({ aud: undefined }),
      await signed({ exp: undefined }),
      await signed({ sub: undefined }),
      await signed({ inv: 17 }),
      new UnsecuredJWT(decoded(payload)).encode(),
    ]
    expect(await accepted(readLink, forged)).toEqual([])
    expect(await accepted(readLink, [await signed({})])).toHaveLength(1)
  })

  test('stays valid after a key rotation as long as its key is listed', async () => {
    const both = linkKeys({ current: 'k2', keys: secrets })
    expect(await readLink(both, token, monday)).toMatchObject({ claims })
    const renewed = await signLink(both, claims, expiresAt)
    expect(await readLink(both, renewed, monday)).toMatchObject({ claims })
    expect(await readLink(keys, renewed, monday)).toBeNull()
    expect(await readLink(linkKeys({ current: 'k2', keys: { k2: secrets.k2 } }), token, monday)).toBeNull()
  })
})

test('a reader that accepts any spelling of a signature is caught by the mutants', async () => {
  const lenient: Read = (known, text, now) => {
    const [head, body, sign = ''] = text.split('.')
    return readLink(known, `${head}.${body}.${Buffer.from(sign, 'base64url').toString('base64url')}`, now)
  }
  const found = await accepted(
    lenient,
    [...mutants()].filter((text) => text.startsWith(token.slice(0, -1))),
  )
  expect(found.length).toBeGreaterThan(0)
})
