import { expect, test } from 'vitest'
import type { Account } from '../../src/core/accounts/account.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import { blankAddress } from '../../src/core/parties.ts'
import { type EInvoiceDetails, eInvoiceOf } from '../../src/e-invoice/e-invoice-of.ts'
import { rate } from '../core/invoices/priced.ts'
import { account, customers, rates } from '../world/cast.ts'
import { issued, line } from '../world/invoices.ts'
import { details } from './generated.ts'

type Wanted = Parameters<typeof issued>[0]

const refusalOf = (wanted: Wanted, changes: Partial<EInvoiceDetails> = {}) => {
  const made = eInvoiceOf(issued(wanted), { ...details, ...changes })
  return made.ok ? null : `${made.refusal.code} ${made.refusal.param}`
}

const of = (changes: Partial<Account>): Wanted => ({ of: account(changes) })
const to = (changes: Partial<Customer>): Wanted => ({ to: { ...customers.jonas, ...changes } })
const office = { buyerReference: '04011000-12345-03' }
const lineWith = (taxRates: readonly ReturnType<typeof rate>[]): Wanted => ({
  lines: [line('Crane', '1', '1000'), line('Assembly', '1', '1000', { taxRates })],
})
const address = customers.jonas.address!
const shipped = (country: string | null): Customer['shipping'] => ({
  name: null,
  phone: null,
  address: { ...address, country },
})

test('an invoice that has all it needs is not refused', () => {
  expect(refusalOf({})).toBeNull()
  expect(refusalOf(to(office), { profile: 'xrechnung' })).toBeNull()
})

test.each<[string, Wanted, string]>([
  ['the address of the seller', of({ address: null }), 'seller.address'],
  ['any number of the seller', of({ taxIds: [] }), 'seller.tax_ids'],
  ['a tax number where tax is charged', of({ taxIds: [{ type: 'fr_siren', value: '404833048' }] }), 'seller.tax_ids'],
  ['the name of the customer', to({ name: null }), 'customer.name'],
  ['a name of more than control characters', to({ name: '\u0000\u202e' }), 'customer.name'],
  ['the address of the customer', to({ address: null }), 'customer.address'],
  ['the country of the customer', to({ address: { ...blankAddress, city: 'Berlin' } }), 'customer.address.country'],
  ['the number of who owes the tax', to({ taxExempt: 'reverse', taxIds: [] }), 'customer.tax_ids'],
  ['the description of a line', { lines: [line('Crane', '1', '100'), line(null, '1', '100')] }, 'lines[1].description'],
])('without %s there is no e-invoice', (_, wanted, param) => {
  expect(refusalOf(wanted)).toBe(`e_invoice_field_missing ${param}`)
})

test.each<[string, Wanted, string]>([
  ['the buyer reference', to({ buyerReference: null }), 'customer.buyer_reference'],
  ['a phone number of the seller', of({ supportPhone: null }), 'seller.support_phone'],
  ['a mail address of the seller', of({ supportEmail: null }), 'seller.support_email'],
  ['the city of the seller', of({ address: { ...address, city: null } }), 'seller.address.city'],
  ['a mail address of the customer', to({ ...office, email: null }), 'customer.email'],
  [
    'the postal code of the customer',
    to({ ...office, address: { ...address, postalCode: ' ' } }),
    'customer.address.postal_code',
  ],
])('without %s there is no XRechnung', (_, wanted, param) => {
  expect(refusalOf({ ...to(office), ...wanted }, { profile: 'xrechnung' })).toBe(`e_invoice_field_missing ${param}`)
})

test('goods need a country that they are delivered to', () => {
  const wanted = to({ shipping: shipped(null) })
  expect(refusalOf(wanted)).toBeNull()
  expect(refusalOf(wanted, { supplies: 'goods' })).toBe('e_invoice_field_missing customer.shipping.address.country')
})

test('a supply within the union needs a time', () => {
  const wanted = { ...to({ taxExempt: 'reverse', shipping: shipped('FR') }) }
  expect(refusalOf(wanted, { supplies: 'goods' })).toBe('e_invoice_field_missing lines[0].period')
})

test.each<[string, Wanted, string]>([
  ['an unknown country', to({ address: { ...address, country: 'ZZ' } }), 'country_unknown customer.address.country'],
  ['three decimals', { currency: 'kwd' }, 'currency_unsupported currency'],
  ['a currency that the rules do not know', { currency: 'stn' }, 'currency_unsupported currency'],
  ['a sales tax', lineWith([rates.salesTax]), 'tax_not_vat lines[1].tax_rates'],
  ['a rate below half a percent', lineWith([rate('low', '0.4')]), 'tax_rate_too_low lines[1].tax_rates'],
  ['two rates at once', lineWith([rates.mwst, rates.mwstReduced]), 'taxes_combined lines[1].tax_rates'],
])('%s cannot be expressed', (_, wanted, refusal) => {
  expect(refusalOf(wanted)).toBe(`e_invoice_${refusal}`)
})

test('a tax rounded by line is refused where it is not its rate on the sum, and not where it is rounded once', () => {
  const lines = [line('A', '1', '1003'), line('B', '1', '1003'), line('C', '1', '1003')]
  expect(refusalOf({ ...of({ rounding: 'line' }), lines })).toBe('e_invoice_tax_rounding rounding')
  expect(refusalOf({ ...of({ rounding: 'invoice' }), lines })).toBeNull()
  expect(refusalOf({ ...of({ rounding: 'line' }), lines: lines.slice(0, 1) })).toBeNull()
})
