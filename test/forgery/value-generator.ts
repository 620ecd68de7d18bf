import type { Fields, Shape } from './grammar.ts'
import type { Random } from './random.ts'

/** The value of a parameter. `raw` is put into JSON verbatim; an object is a list of entries, so that a name can occur twice. */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly raw: string }
  | readonly Value[]
  | { readonly entries: readonly (readonly [string, Value])[] }

/** Ids of existing objects by kind, some of another merchant. */
export type Pools = ReadonlyMap<string, readonly string[]>

/** The ids to choose from, and how many values of a hundred are odd ones. */
export type Choice = { readonly pools: Pools; readonly oddPercent: number }

/** The kind of id that a parameter takes, by its name. */
const poolOf: Readonly<Record<string, string>> = {
  customer: 'customer',
  invoice: 'invoice',
  coupon: 'coupon',
  default_payment_method: 'payment_method',
  payment_method: 'payment_method',
  payment_record: 'invoice_payment',
  configuration: 'billing_portal.configuration',
  tax_rates: 'tax_rate',
  default_tax_rates: 'tax_rate',
}

const fittingTexts: Readonly<Record<string, readonly string[]>> = {
  email: ['jonas@wieland.example', 'a+b@c.example', 'größe@straße.example'],
  country: ['DE', 'US', 'KW', 'JP', 'XX'],
  time_zone: ['Europe/Berlin', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'],
  preferred_locales: ['de-DE', 'ar-KW', 'ja', 'zh-Hant-TW', 'xx-XX', 'en-u-nu-arab'],
  number: ['FZ-1', 'a', '2026/0001', 'FZ 2'],
  invoice_prefix: ['FUZZ', 'FZ-A', 'ABC123'],
  return_url: [
    'https://kranwerk.example/danke',
    'https://kranwerk.example:444/',
    'https://evil.example/',
    'http://localhost/',
  ],
  default_return_url: ['https://kranwerk.example/konto', 'https://evil.example/'],
  privacy_policy_url: ['https://kranwerk.example/datenschutz', 'http://kranwerk.example/'],
  payment_method_types: ['card', 'sepa_debit', 'ideal', 'wishes'],
  payment_method: ['pm_card_visa', 'pm_card_chargeDeclined'],
  type: ['card', 'eu_vat', 'payment_intent', 'payment_record', 'self', 'invoice.paid'],
  types: ['*', 'invoice.*', 'customer.created', 'nothing.*'],
  state: ['NY', 'BE', ''],
  statement_descriptor: ['KRANWERK', 'A'],
  value: ['DE811907980', 'CHE-123.456.789 MWST'],
  expand: [
    ...[
      'customer',
      'data',
      'data.customer',
      'payments',
      'payments.data.invoice',
      'data.payments.data.invoice.customer',
    ],
    ...[
      'lines.data.discounts',
      'discounts',
      'total_discount_amounts.discount.source.coupon',
      'invoice',
      'data.invoice',
    ],
    ...[
      'latest_revision',
      'test_clock',
      'data.data',
      'customer.customer',
      'data.'.repeat(9),
      '.',
      '..',
      'data..customer',
    ],
  ],
}

/** Texts that are known to break programs. */
const hostileTexts: readonly string[] = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\t',
    '\n',
    '\r\nBcc: thief@evil.example',
    '\u001b[31m',
    '\u0085',
    '\u2028',
    '\uFEFF',
    '\u200B',
  ],
  ...['\uD800', 'x\uDFFF', '\uDC00\uD800', '\u202Egnp.ecioivni', '\u2066\u2069', 'a\u0300'.repeat(99), 'ﬀ', 'İi', 'ẞ'],
  ...[
    '😀'.repeat(130),
    'ß'.repeat(257),
    'x'.repeat(41),
    'x'.repeat(256),
    'x'.repeat(257),
    'x'.repeat(5001),
    ' '.repeat(5000),
  ],
  ...[
    "' OR '1'='1",
    "'; --",
    '"',
    '`',
    '\\',
    '\\u0000',
    '%',
    '%00',
    '%s%n',
    `$\{7*7}`,
    '{{7*7}}',
    '<b>',
    '<!--',
    ']]>',
    '=1+1',
  ],
  ...[
    '1e3',
    '1E3',
    '-0',
    '+1',
    '00',
    '01',
    '0x10',
    '1.0',
    '.5',
    '5.',
    '1_000',
    '1,000',
    ' 5',
    '٣',
    '½',
    'NaN',
    'Infinity',
  ],
  ...[
    '9007199254740991',
    '9007199254740993',
    '-9007199254740993',
    '999999999999',
    '1000000000000',
    '9'.repeat(400),
    '1e400',
  ],
  ...[
    'true',
    'false',
    'null',
    '[]',
    '{}',
    '[object]',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
  ],
  ...[
    '../../../etc/passwd',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://[',
    'https://a:b@evil.example',
    '//evil.example',
  ],
  ...[
    'a@',
    '@b',
    `${'a'.repeat(250)}@b.c`,
    `x@${'a.'.repeat(120)}b`,
    'a@b@c',
    '"a b"@c.example',
    'a@b.example\n',
    'ａ@b.example',
  ],
  ...[
    `${'a'.repeat(4000)}!`,
    `${'a-'.repeat(2000)}`,
    `${'1'.repeat(2000)}.`,
    `${'/'.repeat(1000)}x`,
    'EUR',
    'eurr',
    'xxx',
    'Etc/GMT+99',
  ],
  ...[
    '-1',
    '0',
    '1',
    '2147483648',
    '4294967296',
    '253402300800',
    '32503680001',
    '100.00001',
    '0.0000000000001',
    '-0.0',
  ],
]

const oddNumbers: readonly Value[] = [
  ...[0, 1, -1, 100, 1.5, 1e21, -1e300, 5e-324, 2 ** 53, -(2 ** 53)],
  ...['-0', '1e3', '1E400', '0.1e-400', '9'.repeat(400), `0.${'3'.repeat(400)}`].map((raw) => ({ raw })),
]

const oddNames: readonly string[] = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'status',
    'paid',
    'amount_due',
    'account_id',
    'id',
    'object',
    'livemode',
  ],
  ...[
    'metadata',
    '',
    ' ',
    '0',
    '[',
    ']',
    '[]',
    'a[b',
    'a]b',
    'a][b',
    '\0',
    '😀',
    '\uD800',
    'x'.repeat(300),
    'ＡＢ',
    '%',
    '&',
    '=',
  ],
]

const inAnObject = (entries: readonly (readonly [string, Value])[]): Value => ({ entries })

/** A value that does not fit its parameter. */
export function oddValue(random: Random, depth = 0): Value {
  const draw = random.below(100)
  if (draw < 62) return random.pick(hostileTexts)
  if (draw < 76) return random.pick(oddNumbers)
  if (draw < 82 || depth > 4) return random.pick([true, false, null])
  if (draw === 99 && depth === 0) return 'x'.repeat(1_000_000)
  const most = depth === 0 ? random.pick([2, 5, 60]) : 3
  const children = Array.from({ length: random.below(most) }, () => oddValue(random, depth + 1))
  return draw < 90 ? children : inAnObject(children.map((child) => [random.pick(oddNames), child]))
}

/** Odd texts that are valid wherever they are short enough. */
const oddTexts = hostileTexts.filter((text) => /^\P{Cc}+$/u.test(text) && text.isWellFormed())

/** An item of a list, mostly one of the last: recently made objects are still unchanged. */
export const pickRecent = (random: Random, list: readonly string[]): string =>
  random.pick(random.percent(60) ? list.slice(-8) : list)

function textFor(random: Random, name: string, most: number, pools: Pools): string {
  const pool = poolOf[name]
  const known = pool && random.percent(90) ? pools.get(pool) : fittingTexts[name]
  if (known !== undefined && known.length > 0) return pickRecent(random, known)
  if (random.percent(10)) return 'x'.repeat(most)
  return random.pick(oddTexts.filter(({ length }) => length <= most))
}

/** A value that fits its parameter, as far as the shape and the name tell. */
function properValue(random: Random, name: string, shape: Shape, choice: Choice): Value {
  switch (shape.is) {
    case 'text':
      return textFor(random, name, shape.most, choice.pools)
    case 'prose':
      return random.percent(20)
        ? 'Zeile\r\n'.repeat(random.below(200))
        : textFor(random, name, shape.most, choice.pools)
    case 'integer': {
      const { least, most } = shape
      return random.pick([least, most, Math.max(least, 1), Math.min(most, 100), Math.min(most, 119_000)])
    }
    case 'decimal':
      return random.pick(['19', '0', '7.5', '0.0001', '100', '12.5', '1190', 19])
    case 'boolean':
      return random.pick([true, false, 'true', 'false'])
    case 'currency':
      return random.pick(['eur', 'eur', 'eur', 'usd', 'jpy', 'kwd', 'EUR', 'isk'])
    case 'seconds':
      return random.pick([1_800_000_000, 1_900_000_000, 0, 32_503_680_000, '1800000000'])
    case 'oneOf':
      return random.pick(shape.words)
    case 'metadata':
      return inAnObject(
        Array.from({ length: random.below(4) }, (_, i) => [`k${i}`, random.pick(['v', '', 5, true, null])]),
      )
    case 'range':
      return random.percent(50) ? 1_700_000_000 : inAnObject([[random.pick(['gt', 'gte', 'lt', 'lte']), 1_900_000_000]])
    case 'list':
      return Array.from({ length: random.below(random.pick([2, 3, shape.most + 2])) }, () =>
        valueFor(random, name, shape.of, choice),
      )
    case 'object':
      return inAnObject(entriesOf(random, shape.fields, choice))
    case 'never':
      return 1
  }
}

/** A value for a parameter: one that fits or, in `oddPercent` of the cases, one that does not. */
const valueFor = (random: Random, name: string, shape: Shape, choice: Choice): Value =>
  random.percent(choice.oddPercent) ? oddValue(random) : properValue(random, name, shape, choice)

/** Some of an object's fields, at times with an unknown name, or one twice. */
export function entriesOf(random: Random, fields: Fields, choice: Choice): (readonly [string, Value])[] {
  const wanted = random.pick([5, 15, 40, 90])
  const entries: (readonly [string, Value])[] = [...fields]
    .filter(([name, { is }]) =>
      random.percent(seldomSent.get(name) ?? (is === 'never' ? 2 : mostlySent.has(name) ? 90 : wanted)),
    )
    .map(([name, shape]) => [name, valueFor(random, name, shape, choice)])
  if (random.percent(choice.oddPercent)) entries.push([random.pick(oddNames), oddValue(random)])
  if (random.percent(choice.oddPercent / 2) && entries.length > 0)
    entries.push([random.pick(entries)[0], oddValue(random)])
  return entries
}

/** Sent seldom, as most values of `expand` fit one route only and an unfit one fails the request. */
const seldomSent: ReadonlyMap<string, number> = new Map([['expand', 8]])

/** Sent mostly, as most requests fail without them. */
const mostlySent: ReadonlySet<string> = new Set([
  ...['customer', 'amount', 'percentage', 'percent_off', 'inclusive', 'display_name', 'type', 'value', 'name', 'email'],
  ...['start', 'end', 'address', 'enabled', 'paid_out_of_band'],
])
