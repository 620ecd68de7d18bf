import { expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'

const { stripe, account } = api()

const lindner = {
  name: 'Bäckerei Lindner',
  email: 'buero@lindner.example',
  phone: '+49 221 5550188',
  description: 'Regular, pays on time',
  address: { line1: 'Severinstraße 12', line2: 'Hof', city: 'Köln', postal_code: '50678', country: 'DE', state: 'NW' },
  shipping: {
    name: 'Backstube',
    phone: '+49 221 5550189',
    address: { line1: 'Am Hang 3', city: 'Bonn', country: 'DE' },
  },
  preferred_locales: ['de', 'en-GB'],
  tax_exempt: 'reverse' as const,
  tax_id_data: [{ type: 'eu_vat' as const, value: 'DE811907980' }],
  invoice_settings: {
    footer: 'Bitte die Rechnungsnummer angeben.',
    custom_fields: [{ name: 'Filiale', value: 'Süd' }],
  },
  metadata: { shop: '14', since: 2019 },
}

test('a customer is returned as it was written', async () => {
  const created = await stripe.customers.create({ ...lindner, expand: ['tax_ids'] })
  const { tax_id_data: _, address, shipping, metadata, ...plain } = lindner
  expect(created).toMatchObject({ object: 'customer', livemode: false, balance: 0, delinquent: false })
  expect(created).toMatchObject({ ...plain, address, metadata: { shop: '14', since: '2019' } })
  expect(created.shipping).toMatchObject({ name: shipping.name, address: { city: 'Bonn', line2: null } })
  expect(created.tax_ids?.data).toMatchObject([
    { object: 'tax_id', type: 'eu_vat', value: 'DE811907980', customer: created.id },
  ])
  expect(created.tax_ids?.data[0]?.verification?.status).toBe('unavailable')
  expect(created.created).toBeGreaterThan(1_700_000_000)
  expect(await stripe.customers.retrieve(created.id, { expand: ['tax_ids'] })).toEqual(created)
})

test('an update changes the given fields and nothing else', async () => {
  const created = await stripe.customers.create(lindner)
  const updated = await stripe.customers.update(created.id, {
    name: 'Lindner & Söhne',
    phone: '',
    metadata: { shop: '15' },
  })
  expect(updated).toEqual({
    ...created,
    name: 'Lindner & Söhne',
    phone: null,
    metadata: { shop: '15', since: '2019' },
  })
})

test('empty texts unset a metadata key, all metadata, an address or a footer', async () => {
  const { id } = await stripe.customers.create(lindner)
  expect((await stripe.customers.update(id, { metadata: { shop: '' } })).metadata).toEqual({ since: '2019' })
  const bare = await stripe.customers.update(id, {
    metadata: '',
    address: '',
    invoice_settings: { footer: '', custom_fields: '' },
  })
  expect(bare).toMatchObject({ metadata: {}, address: null, invoice_settings: { footer: null, custom_fields: null } })
})

test('a customer has a time zone, a parameter of our own, which is validated', async () => {
  const created = await stripe.customers.create({ name: 'Kaito', time_zone: 'Asia/Tokyo' } as never)
  expect(created).toMatchObject({ time_zone: 'Asia/Tokyo' })
  const refusal = await refusalOf(stripe.customers.create({ time_zone: 'Mars/Olympus' } as never))
  expect(refusal).toMatchObject({ code: 'parameter_invalid', param: 'time_zone' })
})

test('a deleted customer is in no list, and is retrieved as deleted', async () => {
  const { id, email } = await stripe.customers.create({ email: `gone-${Date.now()}@example.com` })
  expect(await stripe.customers.del(id)).toEqual({ id, object: 'customer', deleted: true })
  expect(await stripe.customers.retrieve(id)).toEqual({ id, object: 'customer', deleted: true })
  expect((await stripe.customers.list({ email: email! })).data).toEqual([])
  expect(await refusalOf(stripe.customers.update(id, { name: 'Back' }))).toMatchObject({ statusCode: 404 })
})

test('an update of one part of an address leaves the others', async () => {
  const { id } = await stripe.customers.create({ address: { line1: 'Am Kai 1', city: 'Kiel', country: 'DE' } })
  const moved = await stripe.customers.update(id, { address: { city: 'Bonn', line1: '' } })
  expect(moved.address).toMatchObject({ line1: null, city: 'Bonn', country: 'DE' })
  expect((await stripe.customers.update(id, { address: '' })).address).toBeNull()
})

test('an address is trimmed, and an invalid one is refused with its parameter', async () => {
  expect(await stripe.customers.create({ email: '  ida@falk.example ' })).toMatchObject({ email: 'ida@falk.example' })
  expect(await refusalOf(stripe.customers.create({ email: 'a..b@x.example' }))).toMatchObject({
    code: 'email_invalid',
    message: 'Invalid email address: a..b@x.example.',
  })
})

test('a call of Stripe that is not served is an unknown URL, and its name is not read as an id', async () => {
  for (const call of [
    () => stripe.customers.search({ query: 'name:"x"' }),
    () => stripe.invoices.search({ query: 'number:"x"' }),
    () => stripe.invoices.createPreview({ customer: 'cus_1' }),
  ])
    expect(await refusalOf(call())).toMatchObject({ statusCode: 404, message: expect.stringContaining('Unrecognized') })
})

test('an invoice prefix belongs to one customer only, and never to the account', async () => {
  const prefix = `P${Date.now().toString(36).slice(-7).toUpperCase()}`
  const { id } = await stripe.customers.create({ invoice_prefix: prefix })
  expect(await stripe.customers.retrieve(id)).toMatchObject({ invoice_prefix: prefix, next_invoice_sequence: 1 })
  expect(await stripe.customers.update(id, { invoice_prefix: prefix })).toMatchObject({ invoice_prefix: prefix })
  const { numbering } = await account()
  for (const taken of [prefix, prefix.toLowerCase(), numbering.prefix, 'HAS SPACE']) {
    const refusal = await refusalOf(stripe.customers.create({ invoice_prefix: taken }))
    expect(refusal).toMatchObject({ statusCode: 400, code: 'number_prefix_invalid', param: 'invoice_prefix' })
  }
})

test.each([
  ['an address that is none', { email: 'not an address' }, 'email_invalid', 'email'],
  ['a balance, which follows from invoices', { balance: -500 }, 'parameter_invalid', 'balance'],
  ['a country in words', { address: { country: 'Germany' } }, 'parameter_invalid', 'address[country]'],
  [
    'a shipping address without a name',
    { shipping: { address: { city: 'Bonn' } } },
    'parameter_missing',
    'shipping[name]',
  ],
  [
    'a tax number of no kind',
    { tax_id_data: [{ type: 'eu_vta', value: '1' }] },
    'parameter_invalid',
    'tax_id_data[0][type]',
  ],
  [
    'a fifth custom field',
    { invoice_settings: { custom_fields: Array(5).fill({ name: 'a', value: 'b' }) } },
    'parameter_invalid',
    'invoice_settings[custom_fields]',
  ],
  [
    'somebody else’s payment method',
    { invoice_settings: { default_payment_method: 'pm_1' } },
    'resource_missing',
    'invoice_settings[default_payment_method]',
  ],
  [
    '51 names of metadata',
    { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])) },
    'parameter_invalid',
    'metadata',
  ],
  [
    'a metadata name of 41 characters',
    { metadata: { ['k'.repeat(41)]: 'v' } },
    'parameter_invalid',
    `metadata[${'k'.repeat(40)}]`,
  ],
  ['a metadata text of 501 characters', { metadata: { k: 'v'.repeat(501) } }, 'parameter_invalid', 'metadata[k]'],
])('a customer with %s is refused by name', async (_, params, code, param) => {
  const refusal = await refusalOf(stripe.customers.create(params as never))
  expect(refusal).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, code, param })
  expect(refusal.message).toMatch(/\S+ \S+/)
  expect(refusal.requestId).toMatch(/^req_/)
})

test('metadata holds 50 names across updates, and no more', async () => {
  const names = (from: number, to: number) =>
    Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`k${from + i}`, 'v']))
  const { id } = await stripe.customers.create({ metadata: names(0, 50) })
  expect(await refusalOf(stripe.customers.update(id, { metadata: names(50, 51) }))).toMatchObject({ param: 'metadata' })
  const swapped = await stripe.customers.update(id, { metadata: { ...names(50, 51), k0: '' } })
  expect(Object.keys(swapped.metadata)).toHaveLength(50)
})

test('contacts are a list that is replaced as a whole, and each address keeps its id', async () => {
  const ida = { email: 'ida@lindner.example', name: 'Ida', roles: ['receipts', 'invoices'] }
  const created = await stripe.customers.create({ name: 'Lindner', contacts: [ida] } as never)
  expect(created).toMatchObject({ contacts: [{ ...ida, roles: ['invoices', 'receipts'], id: expect.any(String) }] })
  const [contact] = (created as never as { contacts: { id: string }[] }).contacts
  const both = [
    { email: 'kasse@lindner.example', roles: ['everything', 'invoices'] },
    { ...ida, roles: ['reminders'] },
  ]
  const updated = await stripe.customers.update(created.id, { contacts: both } as never)
  expect(updated).toMatchObject({
    contacts: [
      { email: 'kasse@lindner.example', name: null, roles: ['everything'] },
      { ...ida, id: contact!.id, roles: ['reminders'] },
    ],
  })
  expect(await stripe.customers.update(created.id, { contacts: '' } as never)).toMatchObject({ contacts: [] })
  const twice = [ida, { ...ida, email: 'IDA@lindner.example' }]
  expect(await refusalOf(stripe.customers.update(created.id, { contacts: twice } as never))).toMatchObject({
    code: 'parameter_invalid',
    param: 'contacts[1][email]',
  })
  const one = (index: number) => ({ email: `c${index}@lindner.example`, roles: ['invoices'] })
  const many = Array.from({ length: 11 }, (_, index) => one(index))
  expect(await refusalOf(stripe.customers.update(created.id, { contacts: many } as never))).toMatchObject({
    param: 'contacts',
  })
})

test('a tax number that cannot be right is accepted, and is unverified', async () => {
  const tax_id_data = [
    { type: 'eu_vat' as const, value: 'DE811907981' },
    { type: 'gb_vat' as const, value: 'GB 980 7806 84' },
    { type: 'eu_vat' as const, value: '136695976' },
  ]
  const { tax_ids } = await stripe.customers.create({ tax_id_data, address: { country: 'DE' }, expand: ['tax_ids'] })
  expect(tax_ids!.data.map(({ value, verification }) => [value, verification?.status])).toEqual([
    ['DE811907981', 'unverified'],
    ['GB 980 7806 84', 'unavailable'],
    ['136695976', 'unavailable'],
  ])
})
