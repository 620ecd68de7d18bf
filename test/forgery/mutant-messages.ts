import { createHash, createHmac } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import type { Asked } from './ask.ts'
import { signed } from './knock.ts'
import type { Luck } from './luck.ts'

/** What the provider would send, and what a forger may know beside it. Times in seconds since 1970. */
export type Genuine = {
  readonly path: string
  readonly body: string
  readonly secret: string
  readonly nowS: number
  /** Where other accounts' messages go, secrets that are not this endpoint's, and a message that was signed for another body. */
  readonly otherPaths: readonly string[]
  readonly otherSecrets: readonly string[]
  readonly otherBody: string
}

type Forged = Partial<Asked> & { readonly signature?: string | readonly string[] | null }
type Forger = (genuine: Genuine, luck: Luck) => Forged

export type Mutant = { readonly kind: string; readonly asked: Asked }

/** The genuine header over the genuine body. */
const header = ({ body, secret, nowS }: Genuine) => signed(body, secret, nowS)
const macOf = (genuine: Genuine) => header(genuine).split('v1=')[1]!
const bytes = (text: string) => new TextEncoder().encode(text)
const without = (text: string, at: number, count: number) => text.slice(0, at) + text.slice(at + count)
const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))

const inBody =
  (change: (body: string, luck: Luck, genuine: Genuine) => string | Uint8Array): Forger =>
  (genuine, luck) => ({ body: change(genuine.body, luck, genuine) })

const inHeader =
  (change: (header: string, luck: Luck, genuine: Genuine) => string | readonly string[] | null): Forger =>
  (genuine, luck) => ({ signature: change(header(genuine), luck, genuine) })

/** A header whose MAC is right for a text that is not what is to be signed. */
const macOver = (text: (genuine: Genuine) => string) =>
  inHeader((_, __, genuine) => {
    const mac = createHmac('sha256', genuine.secret).update(text(genuine)).digest('hex')
    return `t=${genuine.nowS},v1=${mac}`
  })

const atTime = (by: (luck: Luck) => number | string) =>
  inHeader((_, luck, { body, secret, nowS }) => {
    const time = by(luck)
    return signed(body, secret, typeof time === 'string' ? time : nowS + time)
  })

const withSecret = (choose: (genuine: Genuine, luck: Luck) => string) =>
  inHeader((_, luck, genuine) => signed(genuine.body, choose(genuine, luck), genuine.nowS))

const digest = (algorithm: string) =>
  inHeader((_, __, { body, secret, nowS }) => {
    const mac = createHmac(algorithm, secret).update(`${nowS}.${body}`).digest('hex')
    return `t=${nowS},v1=${mac}`
  })

const tooLarge =
  (size: number, isChunked: boolean): Forger =>
  ({ secret, nowS }) => {
    const body = JSON.stringify({ id: 'evt_large', type: 'product.created', padding: 'x'.repeat(size) })
    return { body, isChunked, signature: signed(body, secret, nowS) }
  }

const arabic = (digits: string) => digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
const asLatin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

/** Everything that a forger could change, by what it is; `often` says how much of a campaign it is. */
const forgers: Readonly<Record<string, { readonly often: number; readonly forge: Forger }>> = {
  'a bit of the body': {
    often: 20,
    forge: inBody((body, luck) => {
      const raw = bytes(body)
      const at = luck.below(raw.length)
      return raw.with(at, raw[at]! ^ (1 << luck.below(8)))
    }),
  },
  'a byte more in the body': {
    often: 6,
    forge: inBody((body, luck) => {
      const raw = bytes(body)
      const at = luck.below(raw.length + 1)
      return Uint8Array.from([...raw.slice(0, at), luck.below(256), ...raw.slice(at)])
    }),
  },
  'a part of the body left out': {
    often: 6,
    forge: inBody((body, luck) => without(body, luck.below(body.length), 1 + luck.below(40))),
  },
  'a digit of the body': {
    often: 6,
    forge: inBody((body, luck) => {
      const places = [...body.matchAll(/\d/g)].map(({ index }) => index)
      const at = luck.one(places)
      return body.slice(0, at) + String((Number(body[at]) + 1 + luck.below(9)) % 10) + body.slice(at + 1)
    }),
  },
  'the body cut': { often: 3, forge: inBody((body, luck) => body.slice(0, luck.below(body.length))) },
  'an empty body': { often: 1, forge: inBody(() => '') },
  'fields in another order': {
    often: 2,
    forge: inBody((body) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body)).reverse()))),
  },
  'white space': { often: 2, forge: inBody((body, luck) => JSON.stringify(JSON.parse(body), null, 1 + luck.below(4))) },
  'something around the body': {
    often: 4,
    forge: inBody((body, luck) => {
      const more = luck.one(['\uFEFF', ' ', '\n', '\r\n', '\0', '\u200B', '{}', '[]', '\t'])
      return luck.percent(50) ? more + body : body + more
    }),
  },
  'a field twice': { often: 2, forge: inBody((body) => body.replace('{', '{"livemode":true,')) },
  'letters written as escapes': { often: 1, forge: inBody((body) => body.replace('"id"', '"\\u0069d"')) },
  'UTF-16': { often: 1, forge: inBody((body) => Buffer.from(`\uFEFF${body}`, 'utf16le')) },
  Base64: { often: 1, forge: inBody((body) => Buffer.from(body).toString('base64')) },
  'a form': { often: 1, forge: inBody((body) => `payload=${encodeURIComponent(body)}`) },
  gzip: { often: 2, forge: ({ body }) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } }) },
  deflate: { often: 1, forge: ({ body }) => ({ body: deflateSync(body), headers: { 'content-encoding': 'deflate' } }) },
  'in pieces, one of them altered': {
    often: 2,
    forge: ({ body }, luck) => ({ body: without(body, luck.below(body.length), 1), isChunked: true }),
  },
  'the header of another message': {
    often: 3,
    forge: ({ body, otherBody, secret, nowS }) => ({ body, signature: signed(otherBody, secret, nowS) }),
  },

  'a letter of the header': {
    often: 20,
    forge: inHeader((text, luck) => {
      const at = luck.below(text.length)
      const letter = luck.one(printable.filter((one) => one !== text[at]))
      return text.slice(0, at) + letter + text.slice(at + 1)
    }),
  },
  'a letter more in the header': {
    often: 6,
    forge: inHeader((text, luck) => {
      const at = luck.below(text.length - 1)
      return text.slice(0, at) + luck.one(printable.slice(1)) + text.slice(at)
    }),
  },
  'a part of the header left out': {
    often: 6,
    forge: inHeader((text, luck) => without(text, luck.below(text.length - 1), 1 + luck.below(20))),
  },
  'no header': { often: 1, forge: inHeader(() => null) },
  'an empty header': { often: 1, forge: inHeader((_, luck) => luck.one(['', ',', '=', 't=,v1=', 't=', 'v1=', ';'])) },
  'no time, or no signature': { often: 2, forge: inHeader((text, luck) => luck.one(text.split(','))) },
  'another scheme': {
    often: 3,
    forge: inHeader((text, luck) => text.replace('v1=', luck.one(['v0=', 'v2=', 'V1=', 'v1 =', 'v01=', 'v=', '1=']))),
  },
  'the signature in another spelling': {
    often: 3,
    forge: inHeader((_, luck, genuine) => {
      const mac = macOf(genuine)
      const raw = Buffer.from(mac, 'hex')
      const spelt = luck.one([mac.toUpperCase(), raw.toString('base64'), raw.toString('base64url'), `0x${mac}`])
      return `t=${genuine.nowS},v1=${luck.one([spelt, mac.slice(0, 32), mac + mac, `${mac}00`, ` ${mac}`])}`
    }),
  },
  'two times': {
    often: 2,
    forge: inHeader((text, luck, { nowS }) => {
      const other = `t=${luck.one([0, nowS, nowS + 1, nowS - 86_400, nowS + 86_400])}`
      return luck.percent(50) ? `${other},${text}` : `${text},${other}`
    }),
  },
  'two headers': {
    often: 4,
    forge: inHeader((text, luck, { nowS }) => {
      const other = luck.one([text, `t=${nowS},v1=${'0'.repeat(64)}`, 'v1=', ''])
      return luck.percent(50) ? [text, other] : [other, text]
    }),
  },
  'the header under another name': {
    often: 2,
    forge: (genuine, luck) => {
      const name = luck.one(['x-stripe-signature', 'stripe_signature', 'signature', 'cookie', 'webhook-signature'])
      return { headers: { [name]: header(genuine) }, signature: null }
    },
  },
  'digits of another script': {
    often: 1,
    forge: inHeader((text, _, { nowS }) => text.replace(String(nowS), asLatin1(arabic(String(nowS))))),
  },

  'a time long ago': { often: 8, forge: atTime((luck) => -305 - luck.below(luck.one([60, 86_400, 315_360_000]))) },
  'a time to come': { often: 8, forge: atTime((luck) => 305 + luck.below(luck.one([60, 86_400, 315_360_000]))) },
  'a time that is none': {
    often: 3,
    forge: atTime((luck) => luck.one(['0', '-1', 'NaN', '1e9', '0x6a000000', '9'.repeat(40), 'now', '', '1.5'])),
  },
  'the same time in another spelling': {
    often: 3,
    forge: inHeader((text, luck, { body, secret, nowS }) => {
      const spelt = luck.one([`0${nowS}`, `+${nowS}`, `${nowS}.0`, `${nowS}abc`, `0x${nowS.toString(16)}`, ` ${nowS}`])
      return luck.percent(50) ? text.replace(String(nowS), spelt) : signed(body, secret, spelt)
    }),
  },

  "another endpoint's secret": { often: 4, forge: withSecret(({ otherSecrets }, luck) => luck.one(otherSecrets)) },
  'no secret': { often: 3, forge: withSecret((_, luck) => luck.one(['', ' ', '\0', 'undefined', 'null', 'whsec_'])) },
  'almost the secret': {
    often: 6,
    forge: withSecret(({ secret }, luck) => {
      const at = luck.below(secret.length)
      return luck.one([
        secret.slice(0, at),
        without(secret, at, 1),
        `${secret} `,
        secret.slice('whsec_'.length),
        secret.toUpperCase(),
        secret.slice(0, at) + (secret[at] === 'q' ? 'r' : 'q') + secret.slice(at + 1),
      ])
    }),
  },
  'the scheme of old': {
    often: 1,
    forge: ({ body, secret, nowS }) => ({ signature: signed(body, secret, nowS, 'v0') }),
  },
  'another algorithm': { often: 1, forge: digest('sha1') },
  'a longer algorithm': { often: 1, forge: digest('sha512') },
  'a hash without a key': {
    often: 2,
    forge: inHeader((_, __, { body, nowS }) => {
      const hash = createHash('sha256').update(`${nowS}.${body}`).digest('hex')
      return `t=${nowS},v1=${hash}`
    }),
  },
  'a signature of the body alone': { often: 2, forge: macOver(({ body }) => body) },
  'a signature of another text': { often: 2, forge: macOver(({ body, nowS }) => `${nowS}${body}`) },

  "another account's address": {
    often: 4,
    forge: ({ otherPaths }, luck) => ({ path: luck.one(otherPaths) }),
  },
  'more than can be a message': { often: 1, forge: tooLarge(1_000_000, false) },
  'more than can be a message, in pieces': { often: 1, forge: tooLarge(1_000_000, true) },
}

/** Ten megabytes, properly signed: refused for its size alone, said beforehand or found out on the way. */
export const tenMegabytes = (genuine: Genuine): Mutant[] =>
  [false, true].map((isChunked) => ({
    kind: 'ten megabytes',
    asked: askedOf(genuine, tooLarge(10_000_000, isChunked)(genuine, undefined as never)),
  }))

const lots = Object.entries(forgers).flatMap(([kind, { often }]) => Array.from({ length: often }, () => kind))
export const kinds: readonly string[] = Object.keys(forgers)

/** So many forgeries of genuine messages, every kind at least once where there is room; none of them is genuine by accident. */
export function* mutants(count: number, genuineOf: (luck: Luck) => Genuine, luck: Luck): Generator<Mutant> {
  for (let i = 0; i < count; ) {
    const genuine = genuineOf(luck)
    const kind = kinds[i] ?? luck.one(lots)
    const asked = askedOf(genuine, forgers[kind]!.forge(genuine, luck))
    if (isGenuine(asked, genuine)) continue
    i += 1
    yield { kind, asked }
  }
}

function askedOf(genuine: Genuine, { signature, headers = {}, ...forged }: Forged): Asked {
  const said = signature === undefined ? header(genuine) : signature
  return {
    method: 'POST',
    path: genuine.path,
    body: genuine.body,
    ...forged,
    headers: { ...headers, ...(said === null ? {} : { 'stripe-signature': said }) },
  }
}

/** A change that comes out as the same message, or as one that the provider itself could have signed in that second. */
function isGenuine({ path, body = '', headers }: Asked, genuine: Genuine): boolean {
  const said = headers?.['stripe-signature']
  return (
    path === genuine.path && said === header(genuine) && Buffer.from(body as string).equals(Buffer.from(genuine.body))
  )
}
