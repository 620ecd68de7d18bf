import { createHmac } from 'node:crypto'
import type { Random } from './random.ts'

/** What an attacker may have: valid links of several invoices, and known texts. The signing key is for control mutants. */
export type AttackerKnowledge = {
  readonly tokens: readonly string[]
  /** Revoked links to the same invoices, in the same order. */
  readonly revoked: readonly string[]
  /** The key that signs links: nobody else has it, but tokens that it signed for another purpose must not open an invoice. */
  readonly key: string
  readonly nowS: number
  /** Texts that are public, or secrets of another purpose. */
  readonly words: readonly string[]
}

type Parts = readonly [header: string, payload: string, signature: string]
type Mutation = (token: string, random: Random, loot: AttackerKnowledge) => string

/** An invalid link, and the valid one that it was made of. */
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
  (change: (parts: Parts, random: Random, loot: AttackerKnowledge) => readonly string[]): Mutation =>
  (token, random, loot) =>
    change(partsOf(token), random, loot).join('.')

/** Forged headers; the signature is kept, dropped, or made with an empty key. */
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

/** Claims that would give the holder more rights, or access to another invoice. */
function forgedClaims(own: Record<string, unknown>, random: Random, { tokens, nowS }: AttackerKnowledge): object {
  const other = unpacked(partsOf(random.pick(tokens))[1])
  return random.pick([
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

/** Claims that, with a valid signature, still must not open the invoice. */
function validlySignedClaims(
  own: Record<string, unknown>,
  random: Random,
  { tokens, nowS }: AttackerKnowledge,
): object {
  const { exp: _, ...endless } = own
  const { aud: __, ...anywhere } = own
  const { sub: ___, ...nobodys } = own
  const other = unpacked(partsOf(random.pick(tokens.filter((one) => unpacked(partsOf(one)[1]).inv !== own.inv)))[1])
  return random.pick([
    { ...own, nbf: nowS + 86_400 },
    endless,
    anywhere,
    nobodys,
    { ...own, aud: random.pick(['remit/portal', 'remit', 'remit/invoice-page/', '', 'REMIT/INVOICE-PAGE']) },
    { ...own, sub: other.sub },
    { ...own, inv: other.inv },
    { ...own, sub: `lnk_${random.below(1e9)}` },
    { ...own, acc: `acct_${random.below(1e9)}` },
    { ...own, acc: own.acc === 'acct_kranwerk' ? 'acct_harborpine' : 'acct_kranwerk' },
    { ...own, inv: 17 },
    { ...own, acc: ['acct_kranwerk'] },
    { ...own, sub: '' },
    { ...own, inv: "in_1' OR '1'='1" },
    { ...own, sub: '%' },
  ])
}

const mutations: Readonly<Record<string, { readonly weight: number; readonly mutate: Mutation }>> = {
  'a character': {
    weight: 30,
    mutate: (token, random) => cutAt(token, random.below(token.length), 1, random.pick([...letters])),
  },
  'a bit': {
    weight: 15,
    mutate: (token, random) => {
      const at = random.below(token.length)
      return cutAt(token, at, 1, String.fromCharCode(token.charCodeAt(at) ^ (1 << random.below(8))))
    },
  },
  'two characters': {
    weight: 8,
    mutate: (token, random) =>
      [1, 2].reduce((text) => cutAt(text, random.below(text.length), 1, random.pick([...letters])), token),
  },
  'a character more': {
    weight: 8,
    mutate: (token, random) => cutAt(token, random.below(token.length + 1), 0, random.pick([...letters, ...strange])),
  },
  'a part left out': {
    weight: 8,
    mutate: (token, random) => cutAt(token, random.below(token.length), 1 + random.below(random.pick([3, 40]))),
  },
  'cut short': { weight: 4, mutate: (token, random) => token.slice(0, 1 + random.below(token.length - 1)) },
  'its beginning missing': { weight: 4, mutate: (token, random) => token.slice(1 + random.below(token.length - 1)) },
  'something around it': {
    weight: 4,
    mutate: (token, random) => {
      const more = random.pick(['=', '==', ' ', '\n', '\0', '.', '..', 'Bearer ', '{}', '\uFEFF', '?x', '#', ';'])
      return random.percent(50) ? more + token : token + more
    },
  },
  'upper case': { weight: 1, mutate: (token) => token.toUpperCase() },
  'parts in another order': {
    weight: 2,
    mutate: inPart((parts, random) =>
      random.pick([parts.toReversed(), [...parts, parts[2]], parts.slice(0, 2), ['', ...parts]]),
    ),
  },
  'parts of two links': {
    weight: 6,
    mutate: inPart((parts, random, { tokens }) =>
      parts.with(random.below(3), partsOf(random.pick(tokens))[random.below(3)]!),
    ),
  },
  'another encoding of the last character': {
    weight: 6,
    mutate: (token, random) => {
      const at = letters.indexOf(token.at(-1)!)
      return token.slice(0, -1) + letters[(at & ~3) | random.below(4)]
    },
  },
  'another alphabet': {
    weight: 3,
    mutate: inPart((parts, random) => {
      const text = parts.map((part) => Buffer.from(part, 'base64url'))
      const encoding = random.pick(['base64', 'hex', 'latin1'] as const)
      return text.map((raw) => raw.toString(encoding))
    }),
  },
  'look-alike characters': {
    weight: 2,
    mutate: (token, random) => {
      const at = random.below(token.length)
      return cutAt(token, at, 1, String.fromCharCode(token.charCodeAt(at) + 0xfee0))
    },
  },
  'percent-encoded twice': { weight: 2, mutate: (token) => token.replaceAll('.', '%2E').replace('e', '%65') },

  'another header': {
    weight: 8,
    mutate: inPart(([, payload, signature], random) => [
      packed(random.pick(headers)),
      payload,
      random.pick([signature, '', 'AAAA', 'A'.repeat(43)]),
    ]),
  },
  'another header, signed with nothing': {
    weight: 3,
    mutate: (token, random) => signedWith('', random.pick(headers), unpacked(partsOf(token)[1])),
  },
  'other claims': {
    weight: 12,
    mutate: inPart(([header, payload, signature], random, loot) => [
      header,
      packed(forgedClaims(unpacked(payload), random, loot)),
      signature,
    ]),
  },
  "a stranger's key": {
    weight: 8,
    mutate: (token, random, { words }) => {
      const [header, payload] = partsOf(token)
      return signedWith(random.pick([...words, '', 'k1', header, payload]), unpacked(header), unpacked(payload))
    },
  },
  'a key embedded in the header': {
    weight: 3,
    mutate: (token, random) => {
      const key = Buffer.from(random.bytes(32))
      const jwk = { kty: 'oct', k: key.toString('base64url'), kid: 'k1', alg: 'HS256' }
      const [header, payload] = partsOf(token)
      return signedWith(key.toString('latin1'), { ...unpacked(header), jwk }, unpacked(payload))
    },
  },
  'another algorithm with the right key': {
    weight: 2,
    mutate: (token, random, { key }) => {
      const alg = random.pick(['HS384', 'HS512'] as const)
      return signedWith(key, { alg, kid: 'k1' }, unpacked(partsOf(token)[1]), alg)
    },
  },
  'signed by us for another purpose': {
    weight: 12,
    mutate: (token, random, loot) => {
      const [header, payload] = partsOf(token)
      return signedWith(loot.key, unpacked(header), validlySignedClaims(unpacked(payload), random, loot))
    },
  },
  revoked: { weight: 4, mutate: (token, _, { tokens, revoked }) => revoked[tokens.indexOf(token)]! },
  expired: {
    weight: 4,
    mutate: (token, random, { key, nowS }) => {
      const [header, payload] = partsOf(token)
      const exp = random.pick([nowS - 5 - random.below(86_400), nowS - 5 - random.below(315_360_000), 0, -1])
      return signedWith(key, unpacked(header), { ...unpacked(payload), exp })
    },
  },
  'no link at all': {
    weight: 4,
    mutate: (_, random, { words }) =>
      random.pick([
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

export const kinds: readonly string[] = Object.keys(mutations)
const weightedKinds = Object.entries(mutations).flatMap(([kind, { weight: often }]) =>
  Array.from({ length: often }, () => kind),
)

/** So many mutants that equal no valid link, every kind at least once if `count` allows. */
export function* mutants(count: number, loot: AttackerKnowledge, random: Random): Generator<Mutant> {
  const good = new Set(loot.tokens)
  for (let i = 0; i < count; ) {
    const kind = kinds[i] ?? random.pick(weightedKinds)
    const of = random.pick(loot.tokens)
    const token = mutations[kind]!.mutate(of, random, loot)
    if (token === '' || good.has(token)) continue
    i += 1
    yield { kind, token, of }
  }
}
