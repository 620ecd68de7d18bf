import { gzipSync } from 'node:zlib'
import { fromOurPage } from '../world/form.ts'
import type { Asked } from './ask.ts'
import type { Ask } from './asks.ts'
import { type Endpoint, endpoints } from './grammar.ts'
import { signed } from './knock.ts'
import type { Luck } from './luck.ts'
import { entriesOf, fresh, odd, type Pools, type Value } from './values.ts'
import { asForm, asJson } from './written-as.ts'

/** Who asks, and what there is to ask about. */
export type Stage = {
  readonly key: string
  readonly accountId: string
  readonly secret: string
  readonly nowS: number
  readonly pools: Pools
  /** Tokens of links that are good. */
  readonly tokens: readonly string[]
  /** Requests that were right when the world was last stocked, by their route and by its path. */
  readonly ready: ReadonlyMap<string, Ask>
}

/** What is right for a route or for others of its path, in more than half of all cases. */
const readyFor = (luck: Luck, { ready }: Stage, route: string): Ask | undefined =>
  luck.percent(60) ? (ready.get(route) ?? ready.get(route.split(' ')[1]!)) : undefined

/** A request with the route that it is aimed at. */
export type Case = { readonly route: string; readonly asked: Asked }

const text = (value: Value): string => (typeof value === 'string' ? value : asJson(value)).slice(0, 3_000)
const inPath = (value: string): string => encodeURIComponent(value.toWellFormed()) || '%20'

/** Whose ids a route's path holds, by the first word of the path or the name of the place. */
const poolAt: Readonly<Record<string, string>> = {
  customers: 'customer',
  payment_methods: 'payment_method',
  tax_rates: 'tax_rate',
  coupons: 'coupon',
  invoiceitems: 'invoiceitem',
  invoices: 'invoice',
  invoice_payments: 'invoice_payment',
  events: 'event',
}

function idFor(luck: Luck, path: string, name: string, { pools }: Stage): string {
  const [, , resource = ''] = path.split('/')
  const pool = name === 'id' && path.includes('/links/') ? 'invoice_link' : (poolAt[resource] ?? '')
  const known = pools.get(pool) ?? []
  return luck.percent(88) && known.length > 0 ? fresh(luck, known) : inPath(text(odd(luck)))
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

/** Headers that a client should not send, or sends at its own risk. */
function oddHeaders(luck: Luck): Record<string, string | string[]> {
  const latin1 = (value: string) => Buffer.from(value.replaceAll(/[\r\n\0]/g, ' '), 'utf8').toString('latin1')
  return luck.one<Record<string, string | string[]>>([
    { 'idempotency-key': latin1(luck.one(keys)) },
    { 'idempotency-key': `fuzz-${luck.below(40)}` },
    { 'idempotency-key': ['a', 'b'] },
    { 'stripe-version': luck.one(['2020-08-27', 'x', '', '9'.repeat(3000)]) },
    { 'stripe-account': luck.one(['acct_harborpine', '', '__proto__', 'x'.repeat(3000)]) },
    {
      'accept-language': luck.one([
        'de;q=NaN',
        'a,'.repeat(2000),
        '*',
        'xx-'.repeat(400),
        'en;q=1;q=2',
        'ar, de;q=-1',
        '',
      ]),
    },
    { accept: luck.one(['*/*', 'text/plain', 'x', '']) },
    { range: 'bytes=0-1,5-', 'if-none-match': '*' },
    { cookie: 'a=b; '.repeat(300) },
    { 'x-http-method-override': 'DELETE', 'x-original-url': '/v1/invoices' },
    { 'hx-request': 'true', 'hx-current-url': 'javascript:alert(1)' },
    { forwarded: 'host=evil.example', 'x-forwarded-for': "'--" },
    { 'x-odd': latin1(text(odd(luck)).replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '')) },
    { expect: '100-continue' },
  ])
}

const credentials = (luck: Luck, key: string): string =>
  luck.percent(95)
    ? `Bearer ${key}`
    : luck.one([
        `Basic ${btoa(`${key}:`)}`,
        'Basic !',
        'Bearer',
        'Bearer  ',
        key,
        `bearer ${key}`,
        `Bearer ${key} x`,
        'x'.repeat(6000),
      ])

/** Twenty megabytes in twenty kilobytes, for whoever unpacks it. */
const bomb = gzipSync(Buffer.alloc(20_000_000))

/** The same words in another coat: types, encodings and shapes of a body that nobody should send. */
const coats: readonly ((luck: Luck, body: string) => Partial<Asked>)[] = [
  (luck, body) => ({
    body,
    headers: { 'content-type': luck.one(['text/plain', '', 'application/xml', 'x', 'application/json']) },
  }),
  (_, body) => ({ body, headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
  (_, body) => ({ body, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-16' } }),
  (_, body) => ({ body: Buffer.from(`\uFEFF${body}`, 'utf16le') }),
  (luck, body) => ({ body: Buffer.concat([Buffer.from(body), luck.bytes(9)]) }),
  (_, body) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } }),
  () => ({ body: bomb, headers: { 'content-encoding': 'gzip' } }),
  (luck, body) => ({ body: body.slice(0, luck.below(body.length + 1)) }),
  (_, body) => ({ body, isChunked: true }),
  (_, body) => ({ body: `\uFEFF${body}` }),
  (luck) => ({ body: `a${'[b]'.repeat(luck.one([7, 100, 10_000]))}=1` }),
  (luck) => ({ body: `${'{"a":'.repeat(luck.one([7, 10_000]))}1`, headers: { 'content-type': 'application/json' } }),
  () => ({ body: `${'['.repeat(10_000)}${']'.repeat(10_000)}`, headers: { 'content-type': 'application/json' } }),
  (luck) => ({ body: `${'a=1&'.repeat(luck.one([1, 1999, 2001, 60_000]))}` }),
  (luck) => ({ body: `name=${'x'.repeat(luck.one([250_000, 262_139, 262_140, 1_000_000]))}` }),
  () => ({ body: 'name=%zz&name=%E0%A4%A&=&&==' }),
]

const methods = ['PUT', 'PATCH', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE', 'PROPFIND', 'GET', 'POST']
const form = 'application/x-www-form-urlencoded'

function apiCase(luck: Luck, { method, path, fields }: Endpoint, stage: Stage): Case {
  const route = `${method} ${path}`
  const ready = readyFor(luck, stage, route)
  const filled = path.replace(/:(\w+)/g, (_, name: string) => ready?.params?.[name] ?? idFor(luck, path, name, stage))
  const choice = { pools: stage.pools, oddPercent: luck.one([0, 0, 3, 20]) }
  const drawn = entriesOf(luck, fields, choice).map(([name, value]): readonly [string, Value] =>
    /_(after|before)$/.test(name) && luck.percent(90) ? [name, idFor(luck, path, 'id', stage)] : [name, value],
  )
  const entries = ready?.body && luck.percent(50) ? Object.entries(ready.body) : drawn
  const headers = {
    authorization: credentials(luck, stage.key),
    ...(luck.percent(20) && oddHeaders(luck)),
  }
  const isOddMethod = luck.percent(2)
  if (method !== 'POST' || luck.percent(3)) {
    const query = asForm(luck, entries).slice(0, 12_000)
    const asked = { path: query === '' ? filled : `${filled}?${query}`, headers }
    return { route, asked: { ...asked, method: isOddMethod ? luck.one(methods) : method } }
  }
  const isJson = luck.percent(35)
  const body = isJson ? asJson({ entries }) : asForm(luck, entries)
  const asked = { method: isOddMethod ? luck.one(methods) : method, path: filled, body }
  const type = { 'content-type': isJson ? 'application/json' : form }
  const coat = luck.percent(7) ? luck.one(coats)(luck, body) : {}
  return { route, asked: { ...asked, ...coat, headers: { ...headers, ...type, ...coat.headers } } }
}

const doors = [
  'GET ',
  'GET /panel',
  'GET /payments/:paymentId/return',
  'POST ',
  'POST /payments',
  'POST /views',
] as const

/** The pages behind a link and their forms, mostly from our own page, mostly with a link that is good. */
function pageCase(luck: Luck, stage: Stage): Case {
  const [method = '', rest = ''] = luck.one(doors).split(' ')
  const route = `${method} /i/:token${rest}`
  const ready = readyFor(luck, stage, route)
  const token = ready?.links?.good ?? (luck.percent(70) ? fresh(luck, stage.tokens) : inPath(text(odd(luck))))
  const payments = stage.pools.get('invoice_payment') ?? ['inpay_none']
  const payment = () => (luck.percent(60) ? luck.one(payments) : inPath(text(odd(luck))))
  const filled = rest.replace(':paymentId', () => ready?.params?.paymentId ?? payment())
  const query = luck.percent(20) ? `?${luck.one(['after', 'looks', 'x'])}=${inPath(text(odd(luck)))}` : ''
  const path = `/i/${token}${filled}${query}`
  const headers = { ...(luck.percent(30) && oddHeaders(luck)) }
  if (method === 'GET')
    return { route, asked: { method: luck.percent(95) ? method : luck.one(methods), path, headers } }
  const entries: [string, Value][] = [
    ['method', luck.percent(70) ? luck.one(['checkout', ...(stage.pools.get('payment_method') ?? [])]) : odd(luck)],
    ['amount', luck.percent(60) ? luck.one(['119000', '1', '0', '999999999999999']) : odd(luck)],
    ['keep', luck.percent(60) ? 'yes' : odd(luck)],
    [luck.one(['csrf', '__proto__', 'status', 'amount', '']), odd(luck)],
  ]
  const drawn = entries.filter((_, i) => luck.percent(i < 2 ? 95 : 20))
  const body = asForm(luck, ready?.body && luck.percent(50) ? Object.entries(ready.body) : drawn)
  const coat = luck.percent(12) ? luck.one(coats)(luck, body) : {}
  const from = luck.percent(92)
    ? fromOurPage
    : { 'content-type': form, 'sec-fetch-site': luck.one(['cross-site', 'none', 'x']) }
  return { route, asked: { method, path, body, ...coat, headers: { ...from, ...headers, ...coat.headers } } }
}

/** Messages of a provider: unsigned, badly signed, or well signed and about what nobody reads. */
function hookCase(luck: Luck, { accountId, secret, nowS }: Stage): Case {
  const id = luck.percent(80) ? accountId : inPath(text(odd(luck)))
  const event = {
    entries: [
      ['id', odd(luck)],
      ['type', odd(luck)],
      ['data', odd(luck)],
      ['created', odd(luck)],
    ],
  } as Value
  const unread = {
    entries: [
      ['id', `evt_fuzz${luck.below(1e9)}`],
      ['type', 'product.fuzzed'],
      ['data', odd(luck)],
    ],
  } as Value
  const isRight = luck.percent(20)
  const body = asJson(isRight ? unread : event)
  const signature = isRight
    ? signed(body, secret, nowS)
    : luck.one([
        `t=${nowS},v1=${'a'.repeat(64)}`,
        '',
        'x',
        `${'t=1,'.repeat(1500)}v1=1`,
        `t=${nowS},v1=`,
        `v1=${'='.repeat(2000)}`,
      ])
  const coat = luck.percent(15) && !isRight ? luck.one(coats)(luck, body) : {}
  const headers = { 'stripe-signature': signature, 'content-type': 'application/json', ...coat.headers }
  return {
    route: 'POST /hooks/stripe/:accountId',
    asked: { method: 'POST', path: `/hooks/stripe/${id}`, body, ...coat, headers },
  }
}

const places: readonly string[] = [
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

function placeCase(luck: Luck, stage: Stage): Case {
  const { accountId, key } = stage
  const headers = {
    ...(luck.percent(50) && { authorization: `Bearer ${key}` }),
    ...(luck.percent(30) && oddHeaders(luck)),
  }
  const method = luck.percent(60) ? 'GET' : luck.one(methods)
  if (luck.percent(50)) {
    const path = luck.percent(20) ? '/' : luck.one(places)
    return { route: path === '/' ? 'GET /' : 'anywhere', asked: { method, path, headers } }
  }
  const route = 'GET /logos/:accountId/:hash'
  const account = luck.percent(50) ? accountId : inPath(text(odd(luck)))
  const { accountId: whose = account, hash = inPath(text(odd(luck))) } = readyFor(luck, stage, route)?.params ?? {}
  return { route, asked: { method, path: `/logos/${whose}/${hash}`, headers } }
}

/** The next request of a campaign, from every route in turn and by chance. */
export function caseAt(index: number, luck: Luck, stage: Stage): Case {
  const draw = luck.below(100)
  if (draw < 72) return apiCase(luck, endpoints[index % endpoints.length]!, stage)
  if (draw < 88) return pageCase(luck, stage)
  if (draw < 94) return hookCase(luck, stage)
  return placeCase(luck, stage)
}
