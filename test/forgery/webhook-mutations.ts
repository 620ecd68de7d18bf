import { createHash, createHmac } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import { signWebhook } from './build-request.ts'
import type { HttpRequest } from './http.ts'
import type { Random } from './random.ts'

/** A genuine webhook, and what an attacker may know beside it. Times in seconds since 1970. */
export type Genuine = {
  readonly path: string
  readonly body: string
  readonly secret: string
  readonly nowS: number
  /** Other accounts' endpoints, secrets of other endpoints, and another body that was signed with this secret. */
  readonly otherPaths: readonly string[]
  readonly otherSecrets: readonly string[]
  readonly otherBody: string
}

type Forged = Partial<HttpRequest> & { readonly signature?: string | readonly string[] | null }
type Mutation = (genuine: Genuine, random: Random) => Forged

export type Mutant = { readonly kind: string; readonly request: HttpRequest }

/** The genuine signature header of the genuine body. */
const header = ({ body, secret, nowS }: Genuine) => signWebhook(body, secret, nowS)
const macOf = (genuine: Genuine) => header(genuine).split('v1=')[1]!
const bytes = (text: string) => new TextEncoder().encode(text)
const without = (text: string, at: number, count: number) => text.slice(0, at) + text.slice(at + count)
const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))

const inBody =
  (change: (body: string, random: Random, genuine: Genuine) => string | Uint8Array): Mutation =>
  (genuine, random) => ({ body: change(genuine.body, random, genuine) })

const inHeader =
  (change: (header: string, random: Random, genuine: Genuine) => string | readonly string[] | null): Mutation =>
  (genuine, random) => ({ signature: change(header(genuine), random, genuine) })

/** A header with a valid MAC over a text other than the one to be signed. */
const macOver = (text: (genuine: Genuine) => string) =>
  inHeader((_, __, genuine) => {
    const mac = createHmac('sha256', genuine.secret).update(text(genuine)).digest('hex')
    return `t=${genuine.nowS},v1=${mac}`
  })

const atTime = (by: (random: Random) => number | string) =>
  inHeader((_, random, { body, secret, nowS }) => {
    const time = by(random)
    return signWebhook(body, secret, typeof time === 'string' ? time : nowS + time)
  })

const withSecret = (choose: (genuine: Genuine, random: Random) => string) =>
  inHeader((_, random, genuine) => signWebhook(genuine.body, choose(genuine, random), genuine.nowS))

const digest = (algorithm: string) =>
  inHeader((_, __, { body, secret, nowS }) => {
    const mac = createHmac(algorithm, secret).update(`${nowS}.${body}`).digest('hex')
    return `t=${nowS},v1=${mac}`
  })

const tooLarge =
  (size: number, isChunked: boolean): Mutation =>
  ({ secret, nowS }) => {
    const body = JSON.stringify({ id: 'evt_large', type: 'product.created', padding: 'x'.repeat(size) })
    return { body, isChunked, signature: signWebhook(body, secret, nowS) }
  }

const arabic = (digits: string) => digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
const asLatin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

/** Everything that an attacker could change; `weight` is the mutation's share of a run. */
const mutations: Readonly<Record<string, { readonly weight: number; readonly mutate: Mutation }>> = {
  'a bit of the body': {
    weight: 20,
    mutate: inBody((body, random) => {
      const raw = bytes(body)
      const at = random.below(raw.length)
      return raw.with(at, raw[at]! ^ (1 << random.below(8)))
    }),
  },
  'a byte more in the body': {
    weight: 6,
    mutate: inBody((body, random) => {
      const raw = bytes(body)
      const at = random.below(raw.length + 1)
      return Uint8Array.from([...raw.slice(0, at), random.below(256), ...raw.slice(at)])
    }),
  },
  'a part of the body left out': {
    weight: 6,
    mutate: inBody((body, random) => without(body, random.below(body.length), 1 + random.below(40))),
  },
  'a digit of the body': {
    weight: 6,
    mutate: inBody((body, random) => {
      const places = [...body.matchAll(/\d/g)].map(({ index }) => index)
      const at = random.pick(places)
      return body.slice(0, at) + String((Number(body[at]) + 1 + random.below(9)) % 10) + body.slice(at + 1)
    }),
  },
  'the body cut': { weight: 3, mutate: inBody((body, random) => body.slice(0, random.below(body.length))) },
  'an empty body': { weight: 1, mutate: inBody(() => '') },
  'fields in another order': {
    weight: 2,
    mutate: inBody((body) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body)).reverse()))),
  },
  'white space': {
    weight: 2,
    mutate: inBody((body, random) => JSON.stringify(JSON.parse(body), null, 1 + random.below(4))),
  },
  'something around the body': {
    weight: 4,
    mutate: inBody((body, random) => {
      const more = random.pick(['\uFEFF', ' ', '\n', '\r\n', '\0', '\u200B', '{}', '[]', '\t'])
      return random.percent(50) ? more + body : body + more
    }),
  },
  'a field twice': { weight: 2, mutate: inBody((body) => body.replace('{', '{"livemode":true,')) },
  'characters written as escapes': { weight: 1, mutate: inBody((body) => body.replace('"id"', '"\\u0069d"')) },
  'UTF-16': { weight: 1, mutate: inBody((body) => Buffer.from(`\uFEFF${body}`, 'utf16le')) },
  Base64: { weight: 1, mutate: inBody((body) => Buffer.from(body).toString('base64')) },
  'a form': { weight: 1, mutate: inBody((body) => `payload=${encodeURIComponent(body)}`) },
  gzip: { weight: 2, mutate: ({ body }) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } }) },
  deflate: {
    weight: 1,
    mutate: ({ body }) => ({ body: deflateSync(body), headers: { 'content-encoding': 'deflate' } }),
  },
  'in chunks, one of them altered': {
    weight: 2,
    mutate: ({ body }, random) => ({ body: without(body, random.below(body.length), 1), isChunked: true }),
  },
  'the header of another message': {
    weight: 3,
    mutate: ({ body, otherBody, secret, nowS }) => ({ body, signature: signWebhook(otherBody, secret, nowS) }),
  },

  'a character of the header': {
    weight: 20,
    mutate: inHeader((text, random) => {
      const at = random.below(text.length)
      const letter = random.pick(printable.filter((one) => one !== text[at]))
      return text.slice(0, at) + letter + text.slice(at + 1)
    }),
  },
  'a character more in the header': {
    weight: 6,
    mutate: inHeader((text, random) => {
      const at = random.below(text.length - 1)
      return text.slice(0, at) + random.pick(printable.slice(1)) + text.slice(at)
    }),
  },
  'a part of the header left out': {
    weight: 6,
    mutate: inHeader((text, random) => without(text, random.below(text.length - 1), 1 + random.below(20))),
  },
  'no header': { weight: 1, mutate: inHeader(() => null) },
  'an empty header': {
    weight: 1,
    mutate: inHeader((_, random) => random.pick(['', ',', '=', 't=,v1=', 't=', 'v1=', ';'])),
  },
  'no time, or no signature': { weight: 2, mutate: inHeader((text, random) => random.pick(text.split(','))) },
  'another scheme': {
    weight: 3,
    mutate: inHeader((text, random) =>
      text.replace('v1=', random.pick(['v0=', 'v2=', 'V1=', 'v1 =', 'v01=', 'v=', '1='])),
    ),
  },
  'the signature in another spelling': {
    weight: 3,
    mutate: inHeader((_, random, genuine) => {
      const mac = macOf(genuine)
      const raw = Buffer.from(mac, 'hex')
      const spelt = random.pick([mac.toUpperCase(), raw.toString('base64'), raw.toString('base64url'), `0x${mac}`])
      return `t=${genuine.nowS},v1=${random.pick([spelt, mac.slice(0, 32), mac + mac, `${mac}00`, ` ${mac}`])}`
    }),
  },
  'two times': {
    weight: 2,
    mutate: inHeader((text, random, { nowS }) => {
      const other = `t=${random.pick([0, nowS, nowS + 1, nowS - 86_400, nowS + 86_400])}`
      return random.percent(50) ? `${other},${text}` : `${text},${other}`
    }),
  },
  'two headers': {
    weight: 4,
    mutate: inHeader((text, random, { nowS }) => {
      const other = random.pick([text, `t=${nowS},v1=${'0'.repeat(64)}`, 'v1=', ''])
      return random.percent(50) ? [text, other] : [other, text]
    }),
  },
  'the header under another name': {
    weight: 2,
    mutate: (genuine, random) => {
      const name = random.pick(['x-stripe-signature', 'stripe_signature', 'signature', 'cookie', 'webhook-signature'])
      return { headers: { [name]: header(genuine) }, signature: null }
    },
  },
  'digits of another script': {
    weight: 1,
    mutate: inHeader((text, _, { nowS }) => text.replace(String(nowS), asLatin1(arabic(String(nowS))))),
  },

  'a time long ago': {
    weight: 8,
    mutate: atTime((random) => -305 - random.below(random.pick([60, 86_400, 315_360_000]))),
  },
  'a time in the future': {
    weight: 8,
    mutate: atTime((random) => 305 + random.below(random.pick([60, 86_400, 315_360_000]))),
  },
  'an invalid time': {
    weight: 3,
    mutate: atTime((random) => random.pick(['0', '-1', 'NaN', '1e9', '0x6a000000', '9'.repeat(40), 'now', '', '1.5'])),
  },
  'the same time in another spelling': {
    weight: 3,
    mutate: inHeader((text, random, { body, secret, nowS }) => {
      const spelt = random.pick([
        `0${nowS}`,
        `+${nowS}`,
        `${nowS}.0`,
        `${nowS}abc`,
        `0x${nowS.toString(16)}`,
        ` ${nowS}`,
      ])
      return random.percent(50) ? text.replace(String(nowS), spelt) : signWebhook(body, secret, spelt)
    }),
  },

  "another endpoint's secret": {
    weight: 4,
    mutate: withSecret(({ otherSecrets }, random) => random.pick(otherSecrets)),
  },
  'no secret': {
    weight: 3,
    mutate: withSecret((_, random) => random.pick(['', ' ', '\0', 'undefined', 'null', 'whsec_'])),
  },
  'almost the secret': {
    weight: 6,
    mutate: withSecret(({ secret }, random) => {
      const at = random.below(secret.length)
      return random.pick([
        secret.slice(0, at),
        without(secret, at, 1),
        `${secret} `,
        secret.slice('whsec_'.length),
        secret.toUpperCase(),
        secret.slice(0, at) + (secret[at] === 'q' ? 'r' : 'q') + secret.slice(at + 1),
      ])
    }),
  },
  'the old scheme': {
    weight: 1,
    mutate: ({ body, secret, nowS }) => ({ signature: signWebhook(body, secret, nowS, 'v0') }),
  },
  'another algorithm': { weight: 1, mutate: digest('sha1') },
  'a longer algorithm': { weight: 1, mutate: digest('sha512') },
  'a hash without a key': {
    weight: 2,
    mutate: inHeader((_, __, { body, nowS }) => {
      const hash = createHash('sha256').update(`${nowS}.${body}`).digest('hex')
      return `t=${nowS},v1=${hash}`
    }),
  },
  'a signature of the body alone': { weight: 2, mutate: macOver(({ body }) => body) },
  'a signature of another text': { weight: 2, mutate: macOver(({ body, nowS }) => `${nowS}${body}`) },

  "another account's address": {
    weight: 4,
    mutate: ({ otherPaths }, random) => ({ path: random.pick(otherPaths) }),
  },
  'a body over the size limit': { weight: 1, mutate: tooLarge(1_000_000, false) },
  'a body over the size limit, in chunks': { weight: 1, mutate: tooLarge(1_000_000, true) },
}

/** Ten megabytes with a valid signature, with and without a content length: refused for its size alone. */
export const tenMegabytes = (genuine: Genuine): Mutant[] =>
  [false, true].map((isChunked) => ({
    kind: 'ten megabytes',
    request: requestOf(genuine, tooLarge(10_000_000, isChunked)(genuine, undefined as never)),
  }))

const weightedKinds = Object.entries(mutations).flatMap(([kind, { weight: often }]) =>
  Array.from({ length: often }, () => kind),
)
export const kinds: readonly string[] = Object.keys(mutations)

/** So many mutants of genuine webhooks, every kind at least once if `count` allows; mutants equal to the genuine one are skipped. */
export function* mutants(count: number, genuineOf: (random: Random) => Genuine, random: Random): Generator<Mutant> {
  for (let i = 0; i < count; ) {
    const genuine = genuineOf(random)
    const kind = kinds[i] ?? random.pick(weightedKinds)
    const request = requestOf(genuine, mutations[kind]!.mutate(genuine, random))
    if (isGenuine(request, genuine)) continue
    i += 1
    yield { kind, request }
  }
}

function requestOf(genuine: Genuine, { signature, headers = {}, ...forged }: Forged): HttpRequest {
  const sent = signature === undefined ? header(genuine) : signature
  return {
    method: 'POST',
    path: genuine.path,
    body: genuine.body,
    ...forged,
    headers: { ...headers, ...(sent === null ? {} : { 'stripe-signature': sent }) },
  }
}

/** Whether a mutant is the same as the genuine webhook. */
function isGenuine({ path, body = '', headers }: HttpRequest, genuine: Genuine): boolean {
  const sent = headers?.['stripe-signature']
  return (
    path === genuine.path && sent === header(genuine) && Buffer.from(body as string).equals(Buffer.from(genuine.body))
  )
}
