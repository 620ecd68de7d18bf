import { describe, expect, test } from 'vitest'
import { currencies, maximumMinor } from '../../dev/sandbox/tables/currencies.ts'
import { feeMinor } from '../../dev/sandbox/tables/fees.ts'
import { errorOf, startTestSandbox } from './test-sandbox.ts'

const rows = [...currencies].map(([code, rules]) => [code, rules] as const)
const create = (amount: number, currency: string, differs = {}) =>
  startTestSandbox().stripe.paymentIntents.create({ amount, currency, ...differs })

describe('the table of currencies', () => {
  test('has zero-decimal, three-decimal and the two special-case currencies', () => {
    const withDecimals = (decimals: number) =>
      rows.filter(([, rules]) => rules.decimals === decimals).map(([code]) => code)
    expect(withDecimals(0)).toEqual('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
    expect(withDecimals(3)).toEqual('bhd jod kwd omr tnd'.split(' '))
    expect(rows.filter(([, { stepMinor }]) => stepMinor === 100).map(([code]) => code)).toEqual(['isk', 'ugx'])
    expect(rows.length).toBeGreaterThan(130)
  })

  test.each(rows)(
    'accepts the minimum amount in %s and nothing below it',
    async (code, { minimumMinor, stepMinor }) => {
      expect((await create(minimumMinor, code)).amount).toBe(minimumMinor)
      if (minimumMinor > stepMinor)
        expect(await errorOf(create(minimumMinor - 1, code))).toMatchObject({
          code: 'amount_too_small',
          param: 'amount',
        })
    },
  )

  test.each([
    ['kwd', 1_001],
    ['bhd', 12_345],
    ['isk', 10_050],
    ['ugx', 10_001],
  ])('refuses an amount that %s cannot carry: %i', async (code, amount) => {
    expect(await errorOf(create(amount, code))).toMatchObject({ statusCode: 400, param: 'amount' })
    expect((await create(amount - (amount % 100), code)).currency).toBe(code)
  })

  test('accepts at most eight digits, and more in low-value currencies', async () => {
    expect((await create(99_999_999, 'usd')).amount).toBe(99_999_999)
    for (const differs of [{}, { allowed_payment_method_types: ['card'] }])
      expect(await errorOf(create(100_000_000, 'usd', differs))).toMatchObject({
        code: 'amount_too_large',
        param: 'amount',
      })
    const amex = { payment_method: 'pm_card_amex', confirm: true }
    expect(await errorOf(create(1_000_000_000, 'cop', amex))).toMatchObject({ code: 'amount_too_large' })
    expect([maximumMinor('idr'), maximumMinor('inr')]).toEqual([999_999_999_999, 999_999_999])
  })

  test.each([['0'], ['-100'], ['12.5'], ['1e3'], ['99999999999999999999'], ['']])(
    'refuses an amount of "%s"',
    async (amount) => {
      expect(await errorOf(create(amount as unknown as number, 'eur'))).toMatchObject({
        statusCode: 400,
        param: 'amount',
      })
    },
  )

  test.each([['xyz'], ['eu'], ['BTC']])('refuses the unknown currency %s', async (code) => {
    expect(await errorOf(create(1_000, code))).toMatchObject({ param: 'currency' })
  })

  test('accepts upper case and responds in lower case', async () => {
    expect((await create(1_000, 'EUR')).currency).toBe('eur')
  })

  test.each([
    ['sepa_debit', 'usd'],
    ['us_bank_account', 'eur'],
    ['bacs_debit', 'eur'],
    ['au_becs_debit', 'usd'],
    ['ideal', 'gbp'],
    ['customer_balance', 'sek'],
  ])('does not take %s in %s, alone or as the method of a payment by card', async (type, currency) => {
    expect((await errorOf(create(10_000, currency, { allowed_payment_method_types: [type] }))).code).toBe(
      'payment_intent_invalid_parameter',
    )
    expect(
      (await create(10_000, currency, { allowed_payment_method_types: [type, 'card'] })).payment_method_types,
    ).toEqual(['card'])
  })

  test.each([
    ['pm_sepaDebit', 'usd'],
    ['pm_usBankAccount', 'eur'],
  ])('does not pay with %s in %s', async (method, currency) => {
    const call = create(10_000, currency, {
      payment_method: method,
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline' } },
    })
    expect((await errorOf(call)).code).toBe('payment_method_currency_mismatch')
  })

  test('never charges a fee above the payment or below a whole minor unit', () => {
    for (const [code, { minimumMinor, stepMinor }] of rows)
      for (const amount of [stepMinor, minimumMinor, 10_000, 99_999_999]) {
        const fee = feeMinor(amount, code, 'card')
        expect(Number.isSafeInteger(fee) && fee >= 0 && fee <= amount, `${fee} of ${amount} ${code}`).toBe(true)
      }
  })
})
