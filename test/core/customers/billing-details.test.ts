import { expect, test } from 'vitest'
import {
  type BillingDetails,
  type BillingDetailsForm,
  billingDetailsForm,
  checkBillingDetails,
  overtakenForm,
} from '../../../src/core/customers/billing-details.ts'
import { checkContacts, withIds } from '../../../src/core/customers/contacts.ts'

const before: BillingDetails = {
  name: 'Lindner Kranbau GmbH',
  phone: '+49 40 1234567',
  address: { line1: 'Hafenstraße 12', line2: null, city: 'Hamburg', postalCode: '20457', state: null, country: 'DE' },
  locales: ['de-CH', 'fr'],
  timeZone: 'Europe/Berlin',
  taxIds: [{ type: 'eu_vat', value: 'DE136695976' }],
}
const shown = billingDetailsForm(before)

const checkWith = (changes: Partial<BillingDetailsForm>, details = before) =>
  checkBillingDetails({ ...shown, ...changes }, details)
const valueWith = (changes: Partial<BillingDetailsForm>) => {
  const checked = checkWith(changes)
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors))
  return checked.value
}
const faultsWith = (changes: Partial<BillingDetailsForm>, details = before) => {
  const checked = checkWith(changes, details)
  return checked.ok ? [] : checked.errors.map(({ field, fault }) => `${field}: ${fault}`)
}
const address = (changes: Partial<BillingDetailsForm['address']>) => ({ address: { ...shown.address, ...changes } })

test('a form that was shown and sent back changes nothing', () => {
  expect(valueWith({})).toEqual(before)
})

test('what was typed is trimmed to one line, and written as its country writes it', () => {
  const value = valueWith({
    name: '  Lindner \n Kranbau  ',
    phone: '＋49 (0)40 / 123-45 ext 7',
    ...address({ country: 'NL', postalCode: '1012ab', city: ' Amsterdam ' }),
    taxIds: [
      { type: 'eu_vat', value: 'nl 0044.95.445.b.01' },
      { type: '', value: '' },
    ],
  })
  expect(value).toMatchObject({
    name: 'Lindner Kranbau',
    phone: '+49 (0)40 / 123-45 EXT 7',
    address: { postalCode: '1012 AB', city: 'Amsterdam', country: 'NL' },
    taxIds: [{ type: 'eu_vat', value: 'NL004495445B01' }],
  })
})

test('all that is wrong is said at once, each of its field', () => {
  const wrong = {
    name: ' ',
    phone: 'call me',
    ...address({ country: 'US', line1: '', city: '', postalCode: '1234' }),
    language: 'German',
    timeZone: 'Mars/Olympus',
    taxIds: [
      { type: 'us_ein', value: '1' },
      { type: '', value: '12' },
      { type: 'gb_vat', value: 'GB980780685' },
      { type: 'jp_trn', value: 'T5835678256246' },
      { type: 'jp_trn', value: 't5835678256246' },
    ],
  }
  expect(faultsWith(wrong).sort()).toEqual([
    'address[city]: missing',
    'address[line1]: missing',
    'address[postal_code]: postal_code',
    'address[state]: missing',
    'language: choice',
    'name: missing',
    'phone: phone',
    'tax_ids[0][value]: tax_id_form',
    'tax_ids[1][type]: tax_id_type',
    'tax_ids[2][value]: tax_id_check_digits',
    'tax_ids[4][value]: tax_id_twice',
    'time_zone: choice',
  ])
})

test.each([
  ['a country that does not exist', address({ country: 'XX' }), ['address[country]: choice']],
  ['no country', address({ country: '' }), ['address[country]: missing']],
  ['a name of 257 characters', { name: 'x'.repeat(257) }, ['name: too_long']],
  ['half a character', { name: 'x\ud800' }, []],
  [
    'a kind of number that does not exist',
    { taxIds: [{ type: 'xx_vat', value: '1' }] },
    ['tax_ids[0][type]: tax_id_type'],
  ],
  ['an address in Hong Kong without a postal code', address({ country: 'HK', postalCode: '', state: 'Kowloon' }), []],
])('with %s the faults are told', (_, changes, faults) => {
  expect(faultsWith(changes)).toEqual(faults)
})

test('what the merchant stored is kept as it is, also if a customer could not enter it', () => {
  const odd: BillingDetails = {
    ...before,
    name: 'Two  blanks',
    phone: 'ask for Ida',
    address: { ...before.address!, postalCode: '?', line1: null },
    taxIds: [{ type: 'eu_vat', value: 'NL1' }],
    timeZone: 'Europe/Kyiv',
  }
  expect(checkBillingDetails(billingDetailsForm(odd), odd)).toEqual({ ok: true, value: odd })
})

test('an address and what is optional can be taken away', () => {
  const empty = { line1: '', line2: '', city: '', postalCode: '', state: '', country: '' }
  expect(
    valueWith({ address: empty, phone: '', timeZone: '', taxIds: [{ type: 'eu_vat', value: ' ' }] }),
  ).toMatchObject({
    address: null,
    phone: null,
    timeZone: null,
    taxIds: [],
  })
})

test.each([
  ['de', ['de-CH', 'fr']],
  ['fr', ['fr', 'de-CH']],
  ['ja', ['ja', 'de-CH', 'fr']],
  ['', []],
])('the language %j makes the locales %j', (language, locales) => {
  expect(valueWith({ language }).locales).toEqual(locales)
})

test('a form that was overtaken shows what is saved where both changed it, and the rest as entered', () => {
  const entered = { ...shown, name: 'Mine', phone: '+49 1 23456', language: 'ja' }
  expect(overtakenForm(entered, before, ['name', 'locales'])).toEqual({ ...entered, name: shown.name, language: 'de' })
})

let made = 0
const known = {
  contacts: [{ id: 'con_ida', name: 'Ida', email: 'ida@falk.example', roles: ['invoices' as const] }],
  readAddress: (text: string) => (text.includes('@') ? text : null),
  newId: () => `con_${++made}`,
}

test('a contact with a known address stays the same one, and blank rows are taken away', () => {
  made = 0
  const typed = [
    { name: ' Ida Falk ', email: 'IDA@falk.example', roles: ['receipts', 'invoices', 'x'] },
    { name: '', email: ' ', roles: ['receipts'] },
    { name: '', email: 'bo@falk.example', roles: ['everything', 'invoices'] },
  ]
  expect(checkContacts(typed, known)).toEqual({
    ok: true,
    value: [
      { id: 'con_ida', name: 'Ida Falk', email: 'IDA@falk.example', roles: ['invoices', 'receipts'] },
      { id: 'con_1', name: null, email: 'bo@falk.example', roles: ['everything'] },
    ],
  })
})

test('what is wrong with contacts is said of each field', () => {
  const typed = [
    { name: 'x'.repeat(257), email: '', roles: [] },
    { name: '', email: 'no address', roles: ['invoices'] },
    { name: '', email: 'bo@falk.example', roles: ['invoices'] },
    { name: '', email: 'BO@falk.example', roles: ['invoices'] },
  ]
  const checked = checkContacts(typed, known)
  expect(checked.ok ? [] : checked.errors.map(({ field, fault }) => `${field}: ${fault}`)).toEqual([
    'contacts[0][name]: too_long',
    'contacts[0][email]: missing',
    'contacts[0][roles]: roles',
    'contacts[1][email]: email',
    'contacts[3][email]: email_twice',
  ])
})

test('of several roles, everything is all', () => {
  const inputs = [{ name: null, email: 'ida@falk.example', roles: ['invoices', 'everything'] as const }]
  expect(withIds(inputs, [], () => 'con_1')[0]!.roles).toEqual(['everything'])
})
