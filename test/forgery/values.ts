import type { Fields, Shape } from './grammar.ts'
import type { Luck } from './luck.ts'

/** What is sent for a parameter. `raw` stands in JSON as it is; an object is a list, so that a name can come twice. */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly raw: string }
  | readonly Value[]
  | { readonly entries: readonly (readonly [string, Value])[] }

/** Ids that are there, by what they are ids of; another merchant's among them. */
export type Pools = ReadonlyMap<string, readonly string[]>

/** What to choose from, and how many values out of a hundred do not belong where they stand. */
export type Choice = { readonly pools: Pools; readonly oddPercent: number }

/** What a parameter's name says of what belongs in it. */
const poolOf: Readonly<Record<string, string>> = {
  customer: 'customer',
  invoice: 'invoice',
  coupon: 'coupon',
  default_payment_method: 'payment_method',
  payment_method: 'payment_method',
  payment_record: 'invoice_payment',
  tax_rates: 'tax_rate',
  default_tax_rates: 'tax_rate',
}

const fitting: Readonly<Record<string, readonly string[]>> = {
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

/** Texts that have broken programs. */
const hostile: readonly string[] = [
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

const numbers: readonly Value[] = [
  ...[0, 1, -1, 100, 1.5, 1e21, -1e300, 5e-324, 2 ** 53, -(2 ** 53)],
  ...['-0', '1e3', '1E400', '0.1e-400', '9'.repeat(400), `0.${'3'.repeat(400)}`].map((raw) => ({ raw })),
]

const names: readonly string[] = [
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

/** Something that does not belong there. */
export function odd(luck: Luck, depth = 0): Value {
  const draw = luck.below(100)
  if (draw < 62) return luck.one(hostile)
  if (draw < 76) return luck.one(numbers)
  if (draw < 82 || depth > 4) return luck.one([true, false, null])
  if (draw === 99 && depth === 0) return 'x'.repeat(1_000_000)
  const most = depth === 0 ? luck.one([2, 5, 60]) : 3
  const children = Array.from({ length: luck.below(most) }, () => odd(luck, depth + 1))
  return draw < 90 ? children : inAnObject(children.map((child) => [luck.one(names), child]))
}

/** Strange, but a text all the same: nothing is wrong with it where it is short enough. */
const strange = hostile.filter((text) => /^\P{Cc}+$/u.test(text) && text.isWellFormed())

/** One of a list, more often of its end: what was made last is still as it was made. */
export const fresh = (luck: Luck, list: readonly string[]): string => luck.one(luck.percent(60) ? list.slice(-8) : list)

function textFor(luck: Luck, name: string, most: number, pools: Pools): string {
  const pool = poolOf[name]
  const known = pool && luck.percent(90) ? pools.get(pool) : fitting[name]
  if (known !== undefined && known.length > 0) return fresh(luck, known)
  if (luck.percent(10)) return 'x'.repeat(most)
  return luck.one(strange.filter(({ length }) => length <= most))
}

/** Something that belongs there, as far as the shape and the name can tell. */
function proper(luck: Luck, name: string, shape: Shape, choice: Choice): Value {
  switch (shape.is) {
    case 'text':
      return textFor(luck, name, shape.most, choice.pools)
    case 'prose':
      return luck.percent(20) ? 'Zeile\r\n'.repeat(luck.below(200)) : textFor(luck, name, shape.most, choice.pools)
    case 'integer': {
      const { least, most } = shape
      return luck.one([least, most, Math.max(least, 1), Math.min(most, 100), Math.min(most, 119_000)])
    }
    case 'decimal':
      return luck.one(['19', '0', '7.5', '0.0001', '100', '12.5', '1190', 19])
    case 'boolean':
      return luck.one([true, false, 'true', 'false'])
    case 'currency':
      return luck.one(['eur', 'eur', 'eur', 'usd', 'jpy', 'kwd', 'EUR', 'isk'])
    case 'seconds':
      return luck.one([1_800_000_000, 1_900_000_000, 0, 32_503_680_000, '1800000000'])
    case 'oneOf':
      return luck.one(shape.words)
    case 'metadata':
      return inAnObject(Array.from({ length: luck.below(4) }, (_, i) => [`k${i}`, luck.one(['v', '', 5, true, null])]))
    case 'range':
      return luck.percent(50) ? 1_700_000_000 : inAnObject([[luck.one(['gt', 'gte', 'lt', 'lte']), 1_900_000_000]])
    case 'list':
      return Array.from({ length: luck.below(luck.one([2, 3, shape.most + 2])) }, () =>
        oneFor(luck, name, shape.of, choice),
      )
    case 'object':
      return inAnObject(entriesOf(luck, shape.fields, choice))
    case 'never':
      return 1
  }
}

/** A value for a parameter: what belongs there, or so often something that does not. */
const oneFor = (luck: Luck, name: string, shape: Shape, choice: Choice): Value =>
  luck.percent(choice.oddPercent) ? odd(luck) : proper(luck, name, shape, choice)

/** Some of an object's fields, at times with a name that nobody asked for, or one twice. */
export function entriesOf(luck: Luck, fields: Fields, choice: Choice): (readonly [string, Value])[] {
  const wanted = luck.one([5, 15, 40, 90])
  const entries: (readonly [string, Value])[] = [...fields]
    .filter(([name, { is }]) => luck.percent(rare.get(name) ?? (is === 'never' ? 2 : likely.has(name) ? 90 : wanted)))
    .map(([name, shape]) => [name, oneFor(luck, name, shape, choice)])
  if (luck.percent(choice.oddPercent)) entries.push([luck.one(names), odd(luck)])
  if (luck.percent(choice.oddPercent / 2) && entries.length > 0) entries.push([luck.one(entries)[0], odd(luck)])
  return entries
}

/** Most words to expand fit one route only, and one that does not fit stops everything. */
const rare: ReadonlyMap<string, number> = new Map([['expand', 8]])

/** Without these nothing is done at all. */
const likely: ReadonlySet<string> = new Set([
  ...['customer', 'amount', 'percentage', 'percent_off', 'inclusive', 'display_name', 'type', 'value', 'name', 'email'],
  ...['start', 'end', 'address', 'enabled', 'paid_out_of_band'],
])
