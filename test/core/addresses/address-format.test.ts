import { formatAddress } from 'localized-address-format'
import { expect, test } from 'vitest'
import { addressFormat } from '../../../src/core/addresses/address-format.ts'
import { countries } from '../../../src/core/addresses/countries.ts'
import { postalCode, postalCodeExample } from '../../../src/core/addresses/postal-codes.ts'
import { tally } from '../../proof/tally.ts'

const fieldsOf = (country: string | null, language = 'en') => addressFormat(country, language).fields.join(' ')

test.each([
  ['DE', 'line1 line2 postalCode city'],
  ['US', 'line1 line2 city state postalCode'],
  ['GB', 'line1 line2 city postalCode'],
  ['JP', 'line1 line2 city state postalCode'],
  ['HK', 'line1 line2 city state'],
  ['AE', 'line1 line2 city state'],
  ['RO', 'line1 line2 postalCode state city'],
])('an address in %s is asked for as %s', (country, fields) => {
  expect(fieldsOf(country)).toBe(fields)
})

test('an address in Japan is asked for from large to small in Japanese', () => {
  expect(fieldsOf('JP', 'ja')).toBe('postalCode state city line1 line2')
  expect(fieldsOf('US', 'ja')).toBe(fieldsOf('US'))
})

test('what a country requires is among what it asks for, and the street is always required', () => {
  for (const country of [...countries, null]) {
    const { fields, required } = addressFormat(country, 'en')
    expect([...required].filter((field) => !fields.includes(field))).toEqual([])
    expect(required.has('line1'), String(country)).toBe(true)
    expect(new Set(fields).size).toBe(fields.length)
  }
  expect([...addressFormat('US', 'en').required]).toEqual(['line1', 'city', 'state', 'postalCode'])
  expect([...addressFormat('HK', 'en').required]).toEqual(['line1', 'state'])
})

test('a country names its fields as its people do', () => {
  expect(addressFormat('IN', 'en').names).toEqual({ city: 'city', postalCode: 'pin', state: 'state' })
  expect(addressFormat('JP', 'en').names.state).toBe('prefecture')
  expect(addressFormat('IE', 'en').names).toEqual({ city: 'town', postalCode: 'eircode', state: 'county' })
})

/** Where Google's data asks for less or in another order than we print; and where it has no entry. */
const other = 'AE BR CN CR GI IR JP KI KY KZ LV MO MZ NR SG'
const missing = new Set('AQ BQ BV LC MS NU PS SS TF TK WS'.split(' '))

test('the order of town, state and postal code is that of Google’s address data', () => {
  const marks = { locality: 'CITY', administrativeArea: 'STATE', postalCode: 'CODE' }
  const names = { CITY: 'city', STATE: 'state', CODE: 'postalCode' } as const
  let compared = 0
  const differ: string[] = []
  for (const country of countries) {
    const lines = formatAddress({ postalCountry: country, addressLines: ['x'], ...marks }, 'latin').join(' ')
    const theirs = [...lines.matchAll(/CITY|STATE|CODE/g)].map(([mark]) => names[mark as 'CITY'])
    const ours = addressFormat(country, 'en').fields.filter((field) => !field.startsWith('line'))
    if (missing.has(country)) continue
    compared++
    if (ours.join(' ') !== theirs.join(' ')) differ.push(country)
  }
  tally('orders of address fields', { compared })
  expect(differ.sort().join(' ')).toBe(other)
})

test.each([
  ['DE', ' 10115 ', '10115'],
  ['DE', '1011', null],
  ['DE', '101 15', '10115'],
  ['US', '941032345', '94103-2345'],
  ['US', '94103', '94103'],
  ['GB', 'sw1a1aa', 'SW1A 1AA'],
  ['GB', 'M1 1AE', 'M1 1AE'],
  ['GB', '12345', null],
  ['NL', '1012ab', '1012 AB'],
  ['CA', 'k1a0b1', 'K1A 0B1'],
  ['JP', '１００ー０００１', '100-0001'],
  ['JP', '100000', null],
  ['JP', '１００－０００１', '100-0001'],
  ['PL', '00001', '00-001'],
  ['LV', '1050', 'LV-1050'],
  ['SA', '١٢٣٤٥', '12345'],
  ['IE', 'd6w xy00', 'D6W XY00'],
  ['AO', 'anything', 'anything'],
  [null, 'anything', 'anything'],
])('the postal code of %s %j is written %s', (country, text, written) => {
  expect(postalCode(country, text)).toBe(written)
})

test('every example is a postal code of its country', () => {
  const examples = [...countries].flatMap((country) => {
    const example = postalCodeExample(country)
    return example === null ? [] : [[country, example] as const]
  })
  expect(examples.length).toBeGreaterThan(60)
  for (const [country, example] of examples) expect(postalCode(country, example), country).toBe(example)
})
