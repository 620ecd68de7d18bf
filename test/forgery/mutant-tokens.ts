import { createHmac } from 'node:crypto'
import type { Luck } from './luck.ts'

/** What a thief has: good links of several people, and what the deployment would sign with. */
export type Loot = {
  readonly tokens: readonly string[]
  /** Links to the same invoices, in the same order, that were ended by their merchant. */
  readonly revoked: readonly string[]
  /** The key that signs links: nobody has it, but whatever else it signed must not open an invoice. */
  readonly key: string
  readonly nowS: number
  /** What is not secret, or secret for something else. */
  readonly words: readonly string[]
}

type Parts = readonly [header: string, payload: string, signature: string]
type Maker = (token: string, luck: Luck, loot: Loot) => string

/** A link that is no good, and the good one that it was made of. */
export type Mutant = { readonly kind: string; readonly token: string; readonly of: string }

export const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
export const unpacked = (part: string) =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
const partsOf = (token: string) => token.split('.') as unknown as Parts
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const strange = [
  '=',
  '.',
  ' ',
  '\n',
  '\0',
  '+',
  '%',
  'é',
  '\u202E',
  '\uFF21',
  '~',
  '*',
  "'",
  '"',
  '<',
  ';',
  ':',
  '@',
  '\\',
  '/',
]

const macs = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const

export const signedWith = (key: string, header: object, claims: object, alg: keyof typeof macs = 'HS256') => {
  const text = `${packed(header)}.${packed(claims)}`
  return `${text}.${createHmac(macs[alg], key).update(text).digest('base64url')}`
}

const cutAt = (token: string, at: number, count: number, put = '') => token.slice(0, at) + put + token.slice(at + count)

const inPart =
  (change: (parts: Parts, luck: Luck, loot: Loot) => readonly string[]): Maker =>
  (token, luck, loot) =>
    change(partsOf(token), luck, loot).join('.')

/** The header says something else; the signature is the old one, none, or made with no key. */
const headers: readonly object[] = [
  { alg: 'none' },
  { alg: 'none', kid: 'k1' },
  { alg: 'NONE', kid: 'k1' },
  { alg: 'HS512', kid: 'k1' },
  { alg: 'HS384', kid: 'k1' },
  { alg: 'RS256', kid: 'k1' },
  { alg: 'ES256', kid: 'k1' },
  { alg: 'dir', enc: 'A256GCM', kid: 'k1' },
  { alg: 'HS256' },
  { alg: 'HS256', kid: 'k0' },
  { alg: 'HS256', kid: '' },
  { alg: 'HS256', kid: ['k1'] },
  { alg: 'HS256', kid: null },
  { alg: 'HS256', kid: '__proto__' },
  { alg: 'HS256', kid: 'constructor' },
  { alg: 'HS256', kid: '../../../dev/null' },
  { alg: 'HS256', kid: "k1' UNION" },
  { alg: 'HS256', kid: 'k1', crit: ['exp'] },
  { alg: 'HS256', kid: 'k1', b64: false, crit: ['b64'] },
  { alg: 'HS256', kid: 'k1', jku: 'http://127.0.0.1:1/keys' },
]

/** Claims that give the holder more, or somebody else's. */
function claimsOf(own: Record<string, unknown>, luck: Luck, { tokens, nowS }: Loot): object {
  const other = unpacked(partsOf(luck.one(tokens))[1])
  return luck.one([
    { ...own, exp: nowS + 315_360_000 },
    { ...own, inv: other.inv === own.inv ? 'in_none' : other.inv },
    { ...own, sub: other.sub === own.sub ? 'lnk_none' : other.sub },
    { ...own, acc: own.acc === 'acct_kranwerk' ? 'acct_harborpine' : 'acct_kranwerk' },
    { ...own, aud: 'remit/portal' },
    { ...own, aud: [own.aud, own.aud] },
    { ...own, exp: String(own.exp) },
    { ...own, inv: [own.inv] },
    { ...own, acc: { $ne: '' } },
    { ...own, sub: null },
    { ...own, exp: 1e300 },
    { ...own, iat: nowS, admin: true },
    {},
    [],
  ])
}

/** What we would sign for something else, or would have: right to the last bit, and still no good link. */
function otherwise(own: Record<string, unknown>, luck: Luck, { tokens, nowS }: Loot): object {
  const { exp: _, ...endless } = own
  const { aud: __, ...anywhere } = own
  const { sub: ___, ...nobodys } = own
  const other = unpacked(partsOf(luck.one(tokens.filter((one) => unpacked(partsOf(one)[1]).inv !== own.inv)))[1])
  return luck.one([
    { ...own, nbf: nowS + 86_400 },
    endless,
    anywhere,
    nobodys,
    { ...own, aud: luck.one(['remit/portal', 'remit', 'remit/invoice-page/', '', 'REMIT/INVOICE-PAGE']) },
    { ...own, sub: other.sub },
    { ...own, inv: other.inv },
    { ...own, sub: `lnk_${luck.below(1e9)}` },
    { ...own, acc: `acct_${luck.below(1e9)}` },
    { ...own, acc: own.acc === 'acct_kranwerk' ? 'acct_harborpine' : 'acct_kranwerk' },
    { ...own, inv: 17 },
    { ...own, acc: ['acct_kranwerk'] },
    { ...own, sub: '' },
    { ...own, inv: "in_1' OR '1'='1" },
    { ...own, sub: '%' },
  ])
}

const makers: Readonly<Record<string, { readonly often: number; readonly make: Maker }>> = {
  'a letter': {
    often: 30,
    make: (token, luck) => cutAt(token, luck.below(token.length), 1, luck.one([...letters])),
  },
  'a bit': {
    often: 15,
    make: (token, luck) => {
      const at = luck.below(token.length)
      return cutAt(token, at, 1, String.fromCharCode(token.charCodeAt(at) ^ (1 << luck.below(8))))
    },
  },
  'two letters': {
    often: 8,
    make: (token, luck) =>
      [1, 2].reduce((text) => cutAt(text, luck.below(text.length), 1, luck.one([...letters])), token),
  },
  'a letter more': {
    often: 8,
    make: (token, luck) => cutAt(token, luck.below(token.length + 1), 0, luck.one([...letters, ...strange])),
  },
  'a part left out': {
    often: 8,
    make: (token, luck) => cutAt(token, luck.below(token.length), 1 + luck.below(luck.one([3, 40]))),
  },
  'cut short': { often: 4, make: (token, luck) => token.slice(0, 1 + luck.below(token.length - 1)) },
  'its beginning missing': { often: 4, make: (token, luck) => token.slice(1 + luck.below(token.length - 1)) },
  'something around it': {
    often: 4,
    make: (token, luck) => {
      const more = luck.one(['=', '==', ' ', '\n', '\0', '.', '..', 'Bearer ', '{}', '\uFEFF', '?x', '#', ';'])
      return luck.percent(50) ? more + token : token + more
    },
  },
  'every letter of the other case': { often: 1, make: (token) => token.toUpperCase() },
  'parts in another order': {
    often: 2,
    make: inPart((parts, luck) =>
      luck.one([parts.toReversed(), [...parts, parts[2]], parts.slice(0, 2), ['', ...parts]]),
    ),
  },
  'parts of two links': {
    often: 6,
    make: inPart((parts, luck, { tokens }) => parts.with(luck.below(3), partsOf(luck.one(tokens))[luck.below(3)]!)),
  },
  'another spelling of the last letter': {
    often: 6,
    make: (token, luck) => {
      const at = letters.indexOf(token.at(-1)!)
      return token.slice(0, -1) + letters[(at & ~3) | luck.below(4)]
    },
  },
  'another alphabet': {
    often: 3,
    make: inPart((parts, luck) => {
      const text = parts.map((part) => Buffer.from(part, 'base64url'))
      const encoding = luck.one(['base64', 'hex', 'latin1'] as const)
      return text.map((raw) => raw.toString(encoding))
    }),
  },
  'letters that look alike': {
    often: 2,
    make: (token, luck) => {
      const at = luck.below(token.length)
      return cutAt(token, at, 1, String.fromCharCode(token.charCodeAt(at) + 0xfee0))
    },
  },
  'percent-encoded once too often': { often: 2, make: (token) => token.replaceAll('.', '%2E').replace('e', '%65') },

  'another header': {
    often: 8,
    make: inPart(([, payload, signature], luck) => [
      packed(luck.one(headers)),
      payload,
      luck.one([signature, '', 'AAAA', 'A'.repeat(43)]),
    ]),
  },
  'another header, signed with nothing': {
    often: 3,
    make: (token, luck) => signedWith('', luck.one(headers), unpacked(partsOf(token)[1])),
  },
  'other claims': {
    often: 12,
    make: inPart(([header, payload, signature], luck, loot) => [
      header,
      packed(claimsOf(unpacked(payload), luck, loot)),
      signature,
    ]),
  },
  "a stranger's key": {
    often: 8,
    make: (token, luck, { words }) => {
      const [header, payload] = partsOf(token)
      return signedWith(luck.one([...words, '', 'k1', header, payload]), unpacked(header), unpacked(payload))
    },
  },
  'a key that it brings along': {
    often: 3,
    make: (token, luck) => {
      const key = Buffer.from(luck.bytes(32))
      const jwk = { kty: 'oct', k: key.toString('base64url'), kid: 'k1', alg: 'HS256' }
      const [header, payload] = partsOf(token)
      return signedWith(key.toString('latin1'), { ...unpacked(header), jwk }, unpacked(payload))
    },
  },
  'another algorithm with the right key': {
    often: 2,
    make: (token, luck, { key }) => {
      const alg = luck.one(['HS384', 'HS512'] as const)
      return signedWith(key, { alg, kid: 'k1' }, unpacked(partsOf(token)[1]), alg)
    },
  },
  'signed by us for something else': {
    often: 12,
    make: (token, luck, loot) => {
      const [header, payload] = partsOf(token)
      return signedWith(loot.key, unpacked(header), otherwise(unpacked(payload), luck, loot))
    },
  },
  'ended by its merchant': { often: 4, make: (token, _, { tokens, revoked }) => revoked[tokens.indexOf(token)]! },
  'its time over': {
    often: 4,
    make: (token, luck, { key, nowS }) => {
      const [header, payload] = partsOf(token)
      const exp = luck.one([nowS - 5 - luck.below(86_400), nowS - 5 - luck.below(315_360_000), 0, -1])
      return signedWith(key, unpacked(header), { ...unpacked(payload), exp })
    },
  },
  'no link at all': {
    often: 4,
    make: (_, luck, { words }) =>
      luck.one([
        ...words,
        'a.b.c',
        '...',
        '%',
        '%00',
        '__proto__',
        '{}',
        'null',
        '-',
        'x'.repeat(8_000),
        '😀'.repeat(50),
      ]),
  },
}

export const kinds: readonly string[] = Object.keys(makers)
const lots = Object.entries(makers).flatMap(([kind, { often }]) => Array.from({ length: often }, () => kind))

/** So many texts that are none of the good links, every kind at least once where there is room. */
export function* mutants(count: number, loot: Loot, luck: Luck): Generator<Mutant> {
  const good = new Set(loot.tokens)
  for (let i = 0; i < count; ) {
    const kind = kinds[i] ?? luck.one(lots)
    const of = luck.one(loot.tokens)
    const token = makers[kind]!.make(of, luck, loot)
    if (token === '' || good.has(token)) continue
    i += 1
    yield { kind, token, of }
  }
}
