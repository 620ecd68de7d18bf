import { gzipSync } from 'node:zlib'
import type { RouteRequest } from '../world/api-calls.ts'
import { newVisitor } from '../world/codes.ts'
import { fromOurPage } from '../world/form.ts'
import { cookieOf } from '../world/portal.ts'
import { signWebhook } from './build-request.ts'
import { encodeForm, encodeJson } from './encode-body.ts'
import { type Endpoint, endpoints } from './grammar.ts'
import type { HttpRequest } from './http.ts'
import type { Random } from './random.ts'
import { requestsByRoute } from './requests-by-route.ts'
import { entriesOf, oddValue, type Pools, pickRecent, type Value } from './value-generator.ts'

/** The caller of the generated requests, and the objects that exist for them. */
export type FuzzContext = {
  readonly key: string
  readonly accountId: string
  readonly secret: string
  readonly nowS: number
  readonly pools: Pools
  /** Tokens of valid links. */
  readonly tokens: readonly string[]
  /** Requests that were valid when objects were last created, by their route and by its path. */
  readonly valid: ReadonlyMap<string, RouteRequest>
}

/** In six of ten cases a valid request for the route or another of its path. */
const validRequestFor = (
  random: Random,
  { valid }: FuzzContext,
  route: string,
  percent = 60,
): RouteRequest | undefined =>
  random.percent(percent) ? (valid.get(route) ?? valid.get(route.split(' ')[1]!)) : undefined

/** A request and the route that it is meant for. */
export type GeneratedRequest = { readonly route: string; readonly request: HttpRequest }

const text = (value: Value): string => (typeof value === 'string' ? value : encodeJson(value)).slice(0, 3_000)
const inPath = (value: string): string => encodeURIComponent(value.toWellFormed()) || '%20'

/** The object of each list, by its path. */
const listed = new Map(endpoints.filter(({ fields }) => fields.has('limit')).map(({ path, object }) => [path, object]))

/** An id for a part of a path: `:invoice` names its kind, and `:id` is one of the list before it. */
function idFor(random: Random, path: string, name: string, { pools }: FuzzContext): string {
  const pool = name === 'id' ? listed.get(path.split('/:id')[0]!) : name
  const known = pools.get(pool ?? '') ?? []
  return random.percent(88) && known.length > 0 ? pickRecent(random, known) : inPath(text(oddValue(random)))
}

const keys: readonly string[] = [
  'k',
  'k'.repeat(255),
  'k'.repeat(256),
  ' ',
  'a b',
  '"',
  'ключ',
  'é',
  '0',
  '__proto__',
  "'--",
]

/** Headers that no proper client sends. */
function oddHeaders(random: Random): Record<string, string | string[]> {
  const latin1 = (value: string) => Buffer.from(value.replaceAll(/[\r\n\0]/g, ' '), 'utf8').toString('latin1')
  return random.pick<Record<string, string | string[]>>([
    { 'idempotency-key': latin1(random.pick(keys)) },
    { 'idempotency-key': `fuzz-${random.below(40)}` },
    { 'idempotency-key': ['a', 'b'] },
    { 'stripe-version': random.pick(['2020-08-27', 'x', '', '9'.repeat(3000)]) },
    { 'stripe-account': random.pick(['acct_harborpine', '', '__proto__', 'x'.repeat(3000)]) },
    {
      'accept-language': random.pick([
        'de;q=NaN',
        'a,'.repeat(2000),
        '*',
        'xx-'.repeat(400),
        'en;q=1;q=2',
        'ar, de;q=-1',
        '',
      ]),
    },
    { accept: random.pick(['*/*', 'text/plain', 'x', '']) },
    { range: 'bytes=0-1,5-', 'if-none-match': '*' },
    { cookie: 'a=b; '.repeat(300) },
    { 'x-http-method-override': 'DELETE', 'x-original-url': '/v1/invoices' },
    { 'hx-request': 'true', 'hx-current-url': 'javascript:alert(1)' },
    { forwarded: 'host=evil.example', 'x-forwarded-for': "'--" },
    { 'x-odd': latin1(text(oddValue(random)).replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '')) },
    { expect: '100-continue' },
  ])
}

const credentials = (random: Random, key: string): string =>
  random.percent(95)
    ? `Bearer ${key}`
    : random.pick([
        `Basic ${btoa(`${key}:`)}`,
        'Basic !',
        'Bearer',
        'Bearer  ',
        key,
        `bearer ${key}`,
        `Bearer ${key} x`,
        'x'.repeat(6000),
      ])

/** A gzip bomb: twenty megabytes in twenty kilobytes. */
const bomb = gzipSync(Buffer.alloc(20_000_000))

/** The same body with content types, encodings and shapes that no proper client sends. */
const oddBodies: readonly ((random: Random, body: string) => Partial<HttpRequest>)[] = [
  (random, body) => ({
    body,
    headers: { 'content-type': random.pick(['text/plain', '', 'application/xml', 'x', 'application/json']) },
  }),
  (_, body) => ({ body, headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
  (_, body) => ({ body, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-16' } }),
  (_, body) => ({ body: Buffer.from(`\uFEFF${body}`, 'utf16le') }),
  (random, body) => ({ body: Buffer.concat([Buffer.from(body), random.bytes(9)]) }),
  (_, body) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } }),
  () => ({ body: bomb, headers: { 'content-encoding': 'gzip' } }),
  (random, body) => ({ body: body.slice(0, random.below(body.length + 1)) }),
  (_, body) => ({ body, isChunked: true }),
  (_, body) => ({ body: `\uFEFF${body}` }),
  (random) => ({ body: `a${'[b]'.repeat(random.pick([7, 100, 10_000]))}=1` }),
  (random) => ({
    body: `${'{"a":'.repeat(random.pick([7, 10_000]))}1`,
    headers: { 'content-type': 'application/json' },
  }),
  () => ({ body: `${'['.repeat(10_000)}${']'.repeat(10_000)}`, headers: { 'content-type': 'application/json' } }),
  (random) => ({ body: `${'a=1&'.repeat(random.pick([1, 1999, 2001, 60_000]))}` }),
  (random) => ({ body: `name=${'x'.repeat(random.pick([250_000, 262_139, 262_140, 1_000_000]))}` }),
  () => ({ body: 'name=%zz&name=%E0%A4%A&=&&==' }),
]

const methods = ['PUT', 'PATCH', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE', 'PROPFIND', 'GET', 'POST']
const form = 'application/x-www-form-urlencoded'

function apiRequest(random: Random, { method, path, fields }: Endpoint, context: FuzzContext): GeneratedRequest {
  const route = `${method} ${path}`
  const valid = validRequestFor(random, context, route)
  const filled = path.replace(
    /:(\w+)/g,
    (_, name: string) => valid?.params?.[name] ?? idFor(random, path, name, context),
  )
  const choice = { pools: context.pools, oddPercent: random.pick([0, 0, 3, 20]) }
  const drawn = entriesOf(random, fields, choice).map(([name, value]): readonly [string, Value] =>
    /_(after|before)$/.test(name) && random.percent(90) ? [name, idFor(random, path, 'id', context)] : [name, value],
  )
  const entries = valid?.body && random.percent(65) ? Object.entries(valid.body) : drawn
  const headers = {
    authorization: credentials(random, context.key),
    ...(random.percent(20) && oddHeaders(random)),
  }
  const isOddMethod = random.percent(2)
  if (method !== 'POST' || random.percent(3)) {
    const query = encodeForm(random, entries).slice(0, 12_000)
    const request = { path: query === '' ? filled : `${filled}?${query}`, headers }
    return { route, request: { ...request, method: isOddMethod ? random.pick(methods) : method } }
  }
  const isJson = random.percent(35)
  const body = isJson ? encodeJson({ entries }) : encodeForm(random, entries)
  const request = { method: isOddMethod ? random.pick(methods) : method, path: filled, body }
  const type = { 'content-type': isJson ? 'application/json' : form }
  const oddBody = random.percent(7) ? random.pick(oddBodies)(random, body) : {}
  return { route, request: { ...request, ...oddBody, headers: { ...headers, ...type, ...oddBody.headers } } }
}

const linkRoutes = [
  'GET ',
  'GET /panel',
  'GET /invoice.pdf',
  'GET /cii.xml',
  'GET /ubl.xml',
  'GET /xrechnung.xml',
  'GET /payments/:paymentId/return',
  'GET /payments/:paymentId/receipt.pdf',
  'POST ',
  'POST /payments',
  'POST /views',
] as const

/** Requests to the pages behind a link and their forms, mostly same-origin and mostly with a valid link. */
function pageRequest(random: Random, context: FuzzContext): GeneratedRequest {
  const [method = '', rest = ''] = random.pick(linkRoutes).split(' ')
  const route = `${method} /i/:token${rest}`
  const valid = validRequestFor(random, context, route)
  const token =
    valid?.links?.good ?? (random.percent(70) ? pickRecent(random, context.tokens) : inPath(text(oddValue(random))))
  const payments = context.pools.get('invoice_payment') ?? ['inpay_none']
  const payment = () => (random.percent(60) ? random.pick(payments) : inPath(text(oddValue(random))))
  const filled = rest.replace(':paymentId', () => valid?.params?.paymentId ?? payment())
  const query = random.percent(20) ? `?${random.pick(['after', 'looks', 'x'])}=${inPath(text(oddValue(random)))}` : ''
  const path = `/i/${token}${filled}${query}`
  const headers = { ...(random.percent(30) && oddHeaders(random)) }
  if (method === 'GET')
    return { route, request: { method: random.percent(95) ? method : random.pick(methods), path, headers } }
  const entries: [string, Value][] = [
    [
      'method',
      random.percent(70) ? random.pick(['checkout', ...(context.pools.get('payment_method') ?? [])]) : oddValue(random),
    ],
    ['amount', random.percent(60) ? random.pick(['119000', '1', '0', '999999999999999']) : oddValue(random)],
    ['keep', random.percent(60) ? 'yes' : oddValue(random)],
    [random.pick(['csrf', '__proto__', 'status', 'amount', '']), oddValue(random)],
  ]
  const drawn = entries.filter((_, i) => random.percent(i < 2 ? 95 : 20))
  const body = encodeForm(random, valid?.body && random.percent(50) ? Object.entries(valid.body) : drawn)
  const oddBody = random.percent(12) ? random.pick(oddBodies)(random, body) : {}
  const from = random.percent(92)
    ? fromOurPage
    : { 'content-type': form, 'sec-fetch-site': random.pick(['cross-site', 'none', 'x']) }
  return { route, request: { method, path, body, ...oddBody, headers: { ...from, ...headers, ...oddBody.headers } } }
}

const portalRoutes = Object.keys(requestsByRoute).filter((route) => / \/(p\/|portal\b)/.test(route))

/** Requests to the portal and its forms, mostly by somebody who may make them. */
function portalRequest(random: Random, context: FuzzContext, index: number): GeneratedRequest {
  const route = portalRoutes[index % portalRoutes.length]!
  const [method = '', pattern = ''] = route.split(' ')
  const valid = validRequestFor(random, context, route, 80)
  const odd = () => inPath(text(oddValue(random)))
  // Most of the valid requests are sent as they are, since a code works once.
  const isAsIs = valid !== undefined && random.percent(70)
  const account = isAsIs || random.percent(85) ? context.accountId : odd()
  const invoices = context.pools.get('invoice') ?? ['in_none']
  const filled = pattern
    .replace(':account', account)
    .replace(/:(\w+)/g, (_, name: string) =>
      valid?.params && (isAsIs || random.percent(90))
        ? (valid.params[name] ?? odd())
        : name === 'invoice' && random.percent(50)
          ? random.pick(invoices)
          : odd(),
    )
  const names = ['state', 'year', 'q', 'sort', 'after', 'code', 'prefilled_email', '__proto__']
  const asked = random.percent(30) ? `?${random.pick(names)}=${odd()}` : ''
  const query = isAsIs ? (valid.query ? `?${valid.query}` : '') : asked
  const secret = (of: 'portal' | 'browser') => (of === 'portal' ? valid?.portal?.good : valid?.browser)
  const cookies = (['portal', 'browser'] as const).flatMap((of) => {
    const value = isAsIs || random.percent(90) ? secret(of) : text(oddValue(random)).replaceAll(/[^\x21-\x7e]/g, '')
    return value
      ? [cookieOf(of === 'portal' ? 'portal' : 'sign-in', pattern.includes(':account') ? account : null, value)]
      : []
  })
  const headers = {
    ...(!isAsIs && random.percent(20) && oddHeaders(random)),
    ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
  }
  const path = filled + query
  if (method === 'GET')
    return { route, request: { method: random.percent(95) ? method : random.pick(methods), path, headers } }
  const drawn: [string, Value][] = [
    [
      random.pick(['email', 'code', 'customer', 'merchant', 'answer', 'x']),
      random.percent(50) ? 'a@b.example' : oddValue(random),
    ],
  ]
  const body = encodeForm(random, valid?.body && (isAsIs || random.percent(80)) ? Object.entries(valid.body) : drawn)
  const oddBody = !isAsIs && random.percent(10) ? random.pick(oddBodies)(random, body) : {}
  const from = isAsIs || random.percent(92) ? fromOurPage : { 'content-type': form, 'sec-fetch-site': 'cross-site' }
  return { route, request: { method, path, body, ...oddBody, headers: { ...from, ...headers, ...oddBody.headers } } }
}

/** Webhooks: unsigned, badly signed, or validly signed and of a type that is ignored. */
function webhookRequest(random: Random, { accountId, secret, nowS }: FuzzContext): GeneratedRequest {
  const id = random.percent(80) ? accountId : inPath(text(oddValue(random)))
  const event = {
    entries: [
      ['id', oddValue(random)],
      ['type', oddValue(random)],
      ['data', oddValue(random)],
      ['created', oddValue(random)],
    ],
  } as Value
  const unread = {
    entries: [
      ['id', `evt_fuzz${random.below(1e9)}`],
      ['type', 'product.fuzzed'],
      ['data', oddValue(random)],
    ],
  } as Value
  const isRight = random.percent(20)
  const body = encodeJson(isRight ? unread : event)
  const signature = isRight
    ? signWebhook(body, secret, nowS)
    : random.pick([
        `t=${nowS},v1=${'a'.repeat(64)}`,
        '',
        'x',
        `${'t=1,'.repeat(1500)}v1=1`,
        `t=${nowS},v1=`,
        `v1=${'='.repeat(2000)}`,
      ])
  const oddBody = random.percent(15) && !isRight ? random.pick(oddBodies)(random, body) : {}
  const headers = { 'stripe-signature': signature, 'content-type': 'application/json', ...oddBody.headers }
  return {
    route: 'POST /hooks/stripe/:accountId',
    request: { method: 'POST', path: `/hooks/stripe/${id}`, body, ...oddBody, headers },
  }
}

const oddPaths: readonly string[] = [
  ...[
    '/',
    '//',
    '/%',
    '/%zz',
    '/%00',
    '/%E0%A4%A',
    '/..%2f..%2f',
    '/.git/config',
    '/v1',
    '/v1/',
    '/v1//customers',
    '/V1/customers',
  ],
  ...[
    '/v1/customers/',
    '/v1/customers/..',
    '/v1/customers/%2e%2e/invoices',
    '/v1/%63ustomers',
    '/i',
    '/i/',
    '/i//',
    '/i/./x/panel',
  ],
  ...[
    '/hooks',
    '/hooks/stripe',
    '/hooks/stripe/',
    '/logos/',
    '/logos/a',
    '/_sandbox/clock',
    '/__proto__',
    '/constructor/prototype',
  ],
  ...[
    '/robots.txt',
    '/css/',
    `/${'a/'.repeat(2000)}`,
    `/?${'a=1&'.repeat(2000)}`,
    '/index.html',
    '/v1/customers;x=1',
    '/v1/customers?',
  ],
]

function pathRequest(random: Random, context: FuzzContext): GeneratedRequest {
  const { accountId, key } = context
  const headers = {
    ...(random.percent(50) && { authorization: `Bearer ${key}` }),
    ...(random.percent(30) && oddHeaders(random)),
  }
  const method = random.percent(60) ? 'GET' : random.pick(methods)
  if (random.percent(50)) {
    const path = random.percent(35) ? '/' : random.pick(oddPaths)
    return { route: path === '/' ? 'GET /' : 'anywhere', request: { method, path, headers } }
  }
  if (random.percent(30)) return verifyRequest(random, context, headers)
  const route = 'GET /logos/:accountId/:hash'
  const account = random.percent(50) ? accountId : inPath(text(oddValue(random)))
  const { accountId: whose = account, hash = inPath(text(oddValue(random))) } =
    validRequestFor(random, context, route)?.params ?? {}
  return { route, request: { method, path: `/logos/${whose}/${hash}`, headers } }
}

/** A code in the address or from the form, of a new visitor as often as not. */
function verifyRequest(random: Random, context: FuzzContext, headers: HttpRequest['headers']): GeneratedRequest {
  const isTyped = random.percent(40)
  const code = validRequestFor(random, context, 'GET /verify/:code')?.params?.code ?? inPath(text(oddValue(random)))
  const path = isTyped ? random.pick(['/verify', `/verify?code=${code}`]) : `/verify/${code}`
  const route = isTyped ? 'GET /verify' : 'GET /verify/:code'
  return { route, request: { method: 'GET', path, headers: { ...headers, ...(random.percent(50) && newVisitor()) } } }
}

/** The next request of a run: API routes in turn, other routes at random. */
export function generateRequest(index: number, random: Random, context: FuzzContext): GeneratedRequest {
  const draw = random.below(100)
  if (draw < 52) return apiRequest(random, endpoints[index % endpoints.length]!, context)
  if (draw < 65) return pageRequest(random, context)
  if (draw < 88) return portalRequest(random, context, index)
  if (draw < 94) return webhookRequest(random, context)
  return pathRequest(random, context)
}
