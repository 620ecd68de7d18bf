import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { api, type Sent } from '../world/api.ts'

const { stripe, send, url } = api()
let customer: string
let draft: string

beforeAll(async () => {
  customer = (await stripe.customers.create({ name: 'Anouk Verhoef' })).id
  draft = (await stripe.invoices.create({ customer })).id!
})

/** Refused clearly: a status of the client's, Stripe's form of error, a sentence, and nothing of our insides. */
function expectRefused({ status, headers, body }: Sent, expected?: number): void {
  if (expected === undefined) expect(status).toSatisfy((code: number) => code >= 400 && code < 500)
  else expect(status).toBe(expected)
  expect(Object.keys(body)).toEqual(['error'])
  expect(body.error).toMatchObject({
    type: 'invalid_request_error',
    code: expect.any(String),
    message: expect.any(String),
  })
  expect(body.error.message).not.toMatch(/sqlite|drizzle|\bat \w+\.|undefined|\[object/i)
  expect(headers.get('request-id')).toMatch(/^req_/)
}

const json = (body: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

test.each([
  ['a percent sign that encodes nothing', 'name=%zz'],
  ['bytes in percent-encoding that are no text', 'name=%ff%fe'],
  ['half a surrogate pair', 'name=%ed%a0%80'],
  ['a name twice', 'name=a&name=b'],
  ['a text that is an object too', 'name=a&name[b]=c'],
  ['an object that is a text too', 'address[city]=a&address=b'],
  ['brackets that do not close', 'address[city=a'],
  ['brackets that close twice', 'address[city]]=a'],
  ['a list in the middle of a name', 'tax_id_data[][type]=eu_vat'],
  ['an empty name', '=x'],
  ['a list where a text belongs', 'name[]=a'],
  ['an object where a text belongs', 'name[x]=a'],
  ['a text where an object belongs', 'address=here'],
  ['a text where a list belongs', 'preferred_locales=de'],
  ['a prototype', '__proto__[admin]=1'],
  ['a constructor', 'constructor[prototype][admin]=1'],
  ['a prototype in an object', 'address[__proto__]=1'],
  ['an inherited name', 'toString=1'],
  ['names nested ten thousand deep', `name${'[a]'.repeat(10_000)}=1`],
  ['three thousand values', Array.from({ length: 3000 }, (_, i) => `metadata[k${i}]=v`).join('&')],
  ['a null byte', 'name=a%00b'],
  ['a second line in a name', 'name=Anouk%0d%0aBcc:%20x@evil.example'],
  ['what only the server may say', 'balance=100'],
  ['another account', 'account_id=acct_harborpine'],
  ['a name of a hundred thousand letters', `${'n'.repeat(100_000)}=1`],
  ['a text of a hundred thousand letters', `name=${'n'.repeat(100_000)}`],
])('a form with %s is refused', async (_, body) => {
  expectRefused(await send('/v1/customers', { body }), 400)
})

test.each([
  ['half an object', '{"name":"a"'],
  ['a list', '[1,2]'],
  ['a text', '"name"'],
  ['null', 'null'],
  ['brackets a hundred thousand deep', '['.repeat(100_000)],
  ['an object ten thousand deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['a number for a text', '{"name":5}'],
  ['a yes for a text', '{"name":true}'],
  ['half a surrogate pair', '{"name":"\\ud800"}'],
  ['a prototype', '{"__proto__":{"admin":true}}'],
  ['a million zeros', `[${'0,'.repeat(100_000)}0]`],
])('JSON with %s is refused', async (_, body) => {
  expectRefused(await send('/v1/customers', json(body)), 400)
})

test.each([
  '1e3',
  '1E3',
  'NaN',
  'Infinity',
  '-Infinity',
  '-0',
  '+5',
  '05',
  '0x10',
  '1.0',
  '1,000',
  '١٢',
  ' 5',
  '5 ',
  '9007199254740993',
  '1000000000000',
  '9'.repeat(400),
  'null',
  'true',
  '[]',
  '{}',
])('an amount of %s is refused', async (amount) => {
  expectRefused(await send('/v1/invoiceitems', { body: new URLSearchParams({ customer, amount }).toString() }), 400)
})

test.each([1.5, 1e21, -1e300, true, [5], { 5: 5 }, '1e3'])('an amount of %j in JSON is refused', async (amount) => {
  expectRefused(await send('/v1/invoiceitems', json({ customer, amount })), 400)
})

test.each(['1e2', '.5', '5.', '1.0000000000001', 'NaN', '--1', '1'.repeat(17), '0.1.2', '½'])(
  'a unit price of %s is refused',
  async (unit) => {
    const body = new URLSearchParams({ customer, unit_amount_decimal: unit }).toString()
    expectRefused(await send('/v1/invoiceitems', { body }), 400)
  },
)

test('bytes that are not UTF-8 are refused', async () => {
  expectRefused(await send('/v1/customers', { body: new Uint8Array([110, 61, 0xc3, 0x28]) }), 400)
})

test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/xml', 'application/json'])(
  'a form that says it is %s is refused',
  async (type) => {
    expectRefused(await send('/v1/customers', { headers: { 'content-type': type }, body: 'name=a' }), 400)
  },
)

test('a body of more than 256 KB is refused, with or without a length', async () => {
  const large = `name=${'a'.repeat(300 * 1024)}`
  expectRefused(await send('/v1/customers', { body: large }), 413)
  const stream = new Blob([large]).stream()
  expectRefused(await send('/v1/customers', { body: stream, duplex: 'half' }), 413)
})

test('an unknown URL and an unsupported method get different errors', async () => {
  expectRefused(await send('/v1/nothing', { method: 'GET' }), 404)
  expectRefused(await send('/v1/customers/cus_1/nothing', { method: 'GET' }), 404)
  const put = await send(`/v1/customers/${customer}`, { method: 'PUT' })
  expectRefused(put, 405)
  expect(put.headers.get('allow')).toBe('DELETE, GET, POST')
  expectRefused(await send('/v1/customers', { method: 'DELETE' }), 405)
  expectRefused(await send(`/v1/invoices/${draft}/finalize`, { method: 'PATCH' }), 405)
})

test.each([
  ['customers/cus_none', 'id'],
  ['invoices/in_none', 'invoice'],
  ['invoices/in_none/lines', 'invoice'],
  ['invoices/in_none/links', 'invoice'],
  ['invoiceitems/ii_none', 'invoiceitem'],
  ['coupons/none', 'coupon'],
  ['tax_rates/txr_none', 'tax_rate'],
  ['payment_methods/pm_none', 'payment_method'],
  ['customers/cus_none/payment_methods', 'customer'],
  ['invoice_payments/inpay_none', 'invoice_payment'],
  ['events/evt_none', 'id'],
])('of %s that is not there, %s is named', async (path, param) => {
  const answer = await send(`/v1/${path}`, { method: 'GET' })
  expectRefused(answer, 404)
  expect(answer.body.error).toMatchObject({ code: 'resource_missing', param })
})

test.each(['newest', '2026', '2026-13-01', '2026-10-28.', '9'.repeat(3000)])(
  'a Stripe-Version of %s is refused',
  async (version) => {
    const answer = await send('/v1/customers', { method: 'GET', headers: { 'stripe-version': version } })
    expectRefused(answer, 400)
    expect(answer.body.error.code).toBe('api_version_invalid')
  },
)

test('a request for another version is answered in ours, which the response names', async () => {
  const { status, headers } = await send('/v1/customers', {
    method: 'GET',
    headers: { 'stripe-version': '2020-08-27' },
  })
  expect([status, headers.get('stripe-version')]).toEqual([200, '2026-10-28.endive'])
})

test.each(['%00', '..%2f..', 'cus_%27--', 'a'.repeat(3000), '%ff', '😀', ' ', 'constructor'])(
  'an id of %s is not there',
  async (id) => {
    expectRefused(await send(`/v1/customers/${id}`, { method: 'GET' }), 404)
  },
)

test('parameters that only the server may set are refused, and nothing changes', async () => {
  const before = await stripe.invoices.retrieve(draft)
  for (const field of [
    'status',
    'paid',
    'amount_due',
    'amount_paid',
    'total',
    'account_id',
    'role',
    'lines',
    'attempted',
    'created',
    'id',
  ]) {
    expectRefused(await send(`/v1/invoices/${draft}`, { body: `${field}=paid` }), 400)
  }
  expect(await stripe.invoices.retrieve(draft)).toEqual(before)
})

const names = fc.constantFrom(
  ...[
    'customer',
    'invoice',
    'amount',
    'currency',
    'quantity',
    'quantity_decimal',
    'unit_amount_decimal',
    'description',
  ],
  ...[
    'metadata',
    'metadata[a]',
    'discounts',
    'discounts[0]',
    'discounts[0][coupon]',
    'tax_rates[]',
    'tax_rates[0]',
    'period',
  ],
  ...[
    'period[start]',
    'period[end]',
    'price_data[currency]',
    'price_data[unit_amount]',
    'expand[]',
    'expand',
    'due_date',
  ],
  ...[
    'days_until_due',
    'custom_fields[0][name]',
    'custom_fields[0][value]',
    'attach_documents',
    'minimum_payment_percent',
    'auto_advance',
    'collection_method',
    'footer',
  ],
  ...[
    'number',
    'return_url',
    'email',
    'address[country]',
    'address',
    'shipping[name]',
    'preferred_locales[0]',
    'time_zone',
  ],
  ...[
    'percentage',
    'inclusive',
    'display_name',
    'percent_off',
    'amount_off',
    'redeem_by',
    'limit',
    'created[gte]',
    'created',
  ],
  ...['starting_after', '__proto__', 'constructor', 'status', 'pending_invoice_items_behavior', 'payment_settings', ''],
)
const values = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      '0',
      '-1',
      '1',
      '100',
      '999999999999',
      '-999999999999',
      '9007199254740991',
      '1e9',
      '0.000000000001',
      'true',
      'eur',
    ],
    ...[
      'jpy',
      'include',
      'send_invoice',
      'null',
      '32503680000',
      '253402300800',
      'https://kranwerk.example/x',
      'http://[',
      'a@b',
    ],
    ...[
      'DE',
      'de-DE',
      'Europe/Berlin',
      'America/../etc',
      '%00',
      '\u202e',
      '😀',
      "'; DROP TABLE invoices; --",
      '../../x',
    ],
  ),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const body = fc
  .array(fc.tuple(names, values), { maxLength: 7 })
  .map((pairs) =>
    pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`).join('&'),
  )
const endpoint = fc.constantFrom(
  ...['POST /v1/customers', 'POST /v1/invoices', 'POST /v1/invoiceitems', 'POST /v1/tax_rates', 'POST /v1/coupons'],
  ...[
    'GET /v1/customers',
    'GET /v1/invoices',
    'GET /v1/invoiceitems',
    'POST /v1/invoices/DRAFT',
    'POST /v1/customers/CUSTOMER',
  ],
)

test('no request with a valid key is a server fault', { timeout: 300_000 }, async () => {
  const statuses = new Map<number, number>()
  const tries = Number(process.env.REMIT_FUZZ ?? 1000)
  const cases = fc.sample(fc.tuple(endpoint, body), { numRuns: tries, seed: 7 })
  const work = cases.values()
  const worker = async () => {
    for (const [at, sent] of work) {
      const [method, path] = at.replace('DRAFT', draft).replace('CUSTOMER', customer).split(' ') as [string, string]
      const answer = method === 'GET' ? await send(`${path}?${sent}`, { method }) : await send(path, { body: sent })
      if (answer.status >= 500) throw new Error(`${answer.status} for ${at} ${sent}`)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  console.log(`${tries} requests, by status: ${JSON.stringify(Object.fromEntries(statuses))}`)
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(tries)
  expect(statuses.get(200) ?? 0).toBeGreaterThan(tries / 50)
  expect((await fetch(`${url}/v1/customers`)).status).toBe(401)
})
