import { describe, expect, test } from 'vitest'
import type { ContactInput } from '../../../src/core/customers/contacts.ts'
import { balanceMinorIn, type Customer, type CustomerEvent } from '../../../src/core/customers/customer.ts'
import { blankDetails, customerChanges } from '../../../src/core/customers/details.ts'
import { evolve } from '../../../src/core/customers/evolve.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { refuse } from '../../../src/core/result.ts'
import { monday, sepa, visa } from '../../world/cast.ts'

const nora = { ...blankDetails('cus_nora1234'), name: 'Nora Whitcomb', email: 'nora@customer.example' }
const created: CustomerEvent = { type: 'customer.created', accountId: 'acct_harbor', id: 'cus_nora1234', details: nora }
const customerAfter = (...events: CustomerEvent[]) => replay(evolve, record([created, ...events], 0, monday))
const changed = (amountMinor: number, currency: 'usd' | 'eur' = 'usd'): CustomerEvent => ({
  type: 'customer.balance_changed',
  amountMinor,
  currency,
  cause: 'invoice_overpaid',
  invoiceId: 'in_1',
})

describe('a customer', () => {
  test('has only the given details at first', () => {
    expect(customerAfter()).toMatchObject({
      name: 'Nora Whitcomb',
      version: 1,
      balances: {},
      methods: [],
      providerCustomerId: null,
    })
    expect(customerAfter()?.invoicePrefix).toBe('NORA1234')
  })

  test('has a balance in each currency, which the first one makes theirs', () => {
    const customer = customerAfter(changed(-500), changed(200), changed(-70, 'eur')) as Customer
    expect([balanceMinorIn(customer, 'usd'), balanceMinorIn(customer, 'eur'), balanceMinorIn(customer, 'jpy')]).toEqual(
      [-300, -70, 0],
    )
    expect(customer.currency).toBe('usd')
  })

  test('keeps each method once, the newest last', () => {
    const saved = (method: typeof visa): CustomerEvent => ({ type: 'customer.method_saved', method })
    const renewed = { ...visa, expYear: 2031 }
    expect(customerAfter(saved(visa), saved(sepa), saved(renewed))?.methods).toEqual([sepa, renewed])
  })

  test('has no default method once that one is removed', () => {
    const customer = customerAfter(
      { type: 'customer.method_saved', method: visa },
      { type: 'customer.updated', details: { defaultPaymentMethod: visa.id } },
      { type: 'customer.method_removed', methodId: visa.id },
    )
    expect(customer).toMatchObject({ methods: [], defaultPaymentMethod: null })
  })

  test('does not exist once deleted, and has no events after that', () => {
    expect(customerAfter({ type: 'customer.deleted' })).toBeNull()
    expect(() => customerAfter({ type: 'customer.deleted' }, changed(1))).toThrow('without a gap')
  })
})

describe('a change of details by the merchant', () => {
  const before = { ...nora, methods: [visa] }

  test('contains the given fields, nulls included', () => {
    expect(customerChanges({ name: null, phone: '+1 555' }, before, () => 'con_1')).toEqual({
      ok: true,
      value: { name: null, phone: '+1 555' },
    })
    expect(customerChanges({}, before, () => 'con_1')).toEqual({ ok: true, value: {} })
  })

  test('is refused with a method that is not theirs, a bad prefix, or too much metadata', () => {
    expect(customerChanges({ defaultPaymentMethod: sepa.id }, before, () => 'con_1')).toMatchObject({
      refusal: { code: 'resource_missing', param: 'invoice_settings[default_payment_method]' },
    })
    expect(customerChanges({ defaultPaymentMethod: visa.id }, before, () => 'con_1')).toMatchObject({ ok: true })
    expect(customerChanges({ invoicePrefix: 'no!' }, before, () => 'con_1')).toEqual(
      refuse('number_prefix_invalid', { param: 'invoice_prefix' }),
    )
    const metadata = new Map(Array.from({ length: 51 }, (_, i) => [`key${i}`, 'x']))
    expect(customerChanges({ metadata }, before, () => 'con_1')).toMatchObject({
      refusal: { code: 'parameter_invalid', param: 'metadata' },
    })
  })
})

test('two contacts with one address, and one without roles, are refused', () => {
  const changes = (...contacts: ContactInput[]) =>
    customerChanges({ contacts }, { ...nora, methods: [] }, () => 'con_1')
  const ida: ContactInput = { name: null, email: 'ida@falk.example', roles: ['invoices'] }
  expect(changes(ida, { ...ida, email: 'Ida@Falk.example' })).toMatchObject({
    refusal: { code: 'parameter_invalid', param: 'contacts[1][email]' },
  })
  expect(changes({ ...ida, roles: [] })).toMatchObject({
    refusal: { code: 'parameter_invalid_empty', param: 'contacts[0][roles]' },
  })
  expect(changes(ida)).toEqual({ ok: true, value: { contacts: [{ ...ida, id: 'con_1' }] } })
  expect(changes()).toEqual({ ok: true, value: {} })
})
