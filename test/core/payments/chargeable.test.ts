import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencies, maximumMinor } from '../../../dev/sandbox/tables/currencies.ts'
import { currencyCodes } from '../../../src/core/money/currencies.ts'
import { chargeable, chargeableMinor, chargeLimits } from '../../../src/core/payments/chargeable.ts'
import { offer } from '../../../src/core/payments/offer.ts'
import { start } from '../../../src/core/payments/start.ts'
import { refuse } from '../../../src/core/result.ts'
import { account, customers } from '../../world/cast.ts'
import { issued, line } from '../../world/invoices.ts'
import { hold } from '../money/law.ts'
import { begun, reported, toStart } from './reported.ts'

describe('what one charge can take', () => {
  test('the limits of every currency are those that the sandbox enforces', () => {
    const known = currencyCodes.filter((code) => currencies.has(code))
    expect(known.length).toBeGreaterThan(100)
    for (const code of known) {
      const { minimumMinor, stepMinor } = currencies.get(code)!
      const maxMinor = maximumMinor(code) - (maximumMinor(code) % stepMinor)
      expect([code, chargeLimits(code)]).toEqual([code, { minMinor: minimumMinor, maxMinor, stepMinor }])
      const byAmex = maximumMinor(code, 'amex') - (maximumMinor(code, 'amex') % stepMinor)
      expect([code, chargeLimits(code, 'amex').maxMinor, chargeLimits(code, 'visa').maxMinor]).toEqual([
        code,
        byAmex,
        maxMinor,
      ])
    }
  })

  // Bug: an invoice in one of these showed a pay button, and every press of it failed.
  test('a currency is offered exactly if the sandbox charges in it', () => {
    for (const code of currencyCodes)
      expect([code, chargeable(1_000_000, code).kind === 'other_currency']).toEqual([code, !currencies.has(code)])
    const inCedis = issued({ currency: 'ghs' })
    const refused = refuse('invoice_no_payment_method_types')
    expect(offer(account(), inCedis, { customer: customers.jonas, hasProvider: true }).online).toEqual(refused)
    expect(start(inCedis, toStart())).toEqual(refused)
  })

  test.each([
    ['eur', 49, { kind: 'too_small' }],
    ['eur', 50, { kind: 'whole', amountMinor: 50 }],
    ['kwd', 12_345, { kind: 'too_fine' }],
    ['kwd', 12_340, { kind: 'whole', amountMinor: 12_340 }],
    ['usd', 99_999_999, { kind: 'whole', amountMinor: 99_999_999 }],
    ['usd', 199_999_998, { kind: 'part', amountMinor: 99_999_999 }],
    ['usd', 100_000_000, { kind: 'part', amountMinor: 99_999_949 }],
    ['idr', 100_000_000, { kind: 'whole', amountMinor: 100_000_000 }],
  ] as const)('%s %i is charged as %j', (currency, amountMinor, expected) => {
    expect(chargeable(amountMinor, currency)).toEqual(expected)
  })

  test.each([
    ['idr', 999_999_999, { kind: 'whole', amountMinor: 999_999_999 }],
    ['idr', 1_000_000_000, { kind: 'part', amountMinor: 999_999_949 }],
    ['cop', 5_000_000_000, { kind: 'part', amountMinor: 999_999_999 }],
    ['usd', 199_999_998, { kind: 'part', amountMinor: 99_999_999 }],
  ] as const)('%s %i by American Express is charged as %j', (currency, amountMinor, expected) => {
    expect(chargeable(amountMinor, currency, 'amex')).toEqual(expected)
  })

  test('repeated charges collect the whole amount, each within the limits of the provider', () => {
    const brands = fc.constantFrom(null, 'visa', 'amex', 'constructor', '__proto__')
    const amounts = fc.tuple(fc.constantFrom(...currencyCodes), fc.integer({ min: 1, max: 2_000_000_000 }), brands)
    hold('amounts collected in parts', 5_000, amounts, ([currency, whole, brand]) => {
      const { minMinor, maxMinor, stepMinor } = chargeLimits(currency, brand)
      if (chargeableMinor(whole, currency, brand) === null) return
      let left = whole
      while (left > 0) {
        const next = chargeableMinor(left, currency, brand)
        if (next === null || next < minMinor || next > maxMinor || next % stepMinor !== 0)
          throw new Error(`${next} of ${left} cannot be charged`)
        left -= next
      }
    })
  })
})

describe('an amount too large for one charge', () => {
  const large = () => issued({ currency: 'usd', lines: [line('Tower crane', '1', '199999998')], defaultTaxRates: [] })

  test('is collected in parts, and the invoice stays open until the last', () => {
    const first = reported(begun(large()), 'succeeded')
    expect(first.payments[0]).toMatchObject({ amountMinor: 99_999_999, status: 'succeeded' })
    expect(first.status).toBe('open')
    expect(reported(begun(first, { paymentId: 'inpay_2' }), 'succeeded', { paymentId: 'inpay_2' }).status).toBe('paid')
  })

  test('is charged automatically in parts', () => {
    const charged = issued({
      currency: 'usd',
      lines: [line('Tower crane', '1', '199999998')],
      defaultTaxRates: [],
      collectionMethod: 'charge_automatically',
    })
    const first = reported(begun(charged, { kind: 'automatic' }), 'succeeded')
    expect(first.nextChargeAt).not.toBeNull()
    const both = reported(begun(first, { kind: 'automatic', paymentId: 'inpay_2' }), 'succeeded', {
      paymentId: 'inpay_2',
    })
    expect([both.status, both.nextChargeAt]).toEqual(['paid', null])
  })

  test('is charged in parts to American Express where its limit is lower than that of other cards', () => {
    const charged = issued({
      currency: 'cop',
      lines: [line('Grúa torre', '1', '1500000000')],
      defaultTaxRates: [],
      collectionMethod: 'charge_automatically',
    })
    expect(begun(charged, { kind: 'automatic', brand: 'visa' }).payments[0]!.amountMinor).toBe(1_500_000_000)
    const first = reported(begun(charged, { kind: 'automatic', brand: 'amex' }), 'succeeded')
    expect([first.payments[0]!.amountMinor, first.status]).toEqual([999_999_999, 'open'])
    const rest = begun(first, { kind: 'automatic', brand: 'amex', paymentId: 'inpay_2' })
    expect(reported(rest, 'succeeded', { paymentId: 'inpay_2' }).status).toBe('paid')
  })
})

test.each([
  ['kwd', '12345', 'amount_too_fine'],
  ['eur', '49', 'amount_too_small'],
] as const)('%s %s is not offered, with the reason %s', (currency, amount, code) => {
  const invoice = issued({ currency, lines: [line('Bolt', '1', amount)], defaultTaxRates: [] })
  const { online } = offer(account(), invoice, { customer: customers.jonas, hasProvider: true })
  expect(online).toMatchObject({ ok: false, refusal: { code } })
})

test('a payment with an amount that the provider would refuse is not started', () => {
  const fine = issued({ currency: 'kwd', lines: [line('Bolt', '1', '12345')], defaultTaxRates: [] })
  expect(start(fine, toStart())).toMatchObject({ ok: false, refusal: { code: 'amount_too_fine' } })
})
