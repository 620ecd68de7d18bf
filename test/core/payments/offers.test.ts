import { describe, expect, test } from 'vitest'
import { isMethodType } from '../../../src/core/payments/methods.ts'
import { noOffers, offersFor } from '../../../src/core/payments/offers.ts'
import { nextCheckAt } from '../../../src/core/payments/poll-schedule.ts'
import { account, amex, monday, sepa, visa } from '../../world/cast.ts'
import { issued, line } from '../../world/invoices.ts'
import { begun, byTransfer, reported } from './reported.ts'

const kranwerk = account()

describe('offers', () => {
  test('the methods that fit the currency and collection method are offered, in the order of the account', () => {
    expect(offersFor(kranwerk, issued(), [])).toEqual({
      saved: [],
      overLimit: [],
      checkout: ['card', 'sepa_debit', 'ideal'],
      keeping: 'ask',
    })
    const charged = issued({ collectionMethod: 'charge_automatically' })
    expect(offersFor(kranwerk, charged, []).checkout).toEqual(['card', 'sepa_debit', 'ideal'])
  })

  test('bank transfers are offered where the customer is asked to pay, in the currencies that they have', () => {
    const paymentMethodTypes = ['customer_balance', 'card']
    for (const currency of ['eur', 'gbp', 'jpy', 'mxn', 'usd'] as const)
      expect(offersFor(kranwerk, issued({ paymentMethodTypes, currency }), []).checkout).toEqual(paymentMethodTypes)
    expect(offersFor(kranwerk, issued({ paymentMethodTypes, currency: 'chf' }), []).checkout).toEqual(['card'])
    const charged = issued({ paymentMethodTypes, collectionMethod: 'charge_automatically' })
    expect(offersFor(kranwerk, charged, []).checkout).toEqual(['card'])
  })

  test('another way stays open while a transfer is waited for', () => {
    const awaited = reported(begun(issued()), 'requires_action', byTransfer)
    expect(offersFor(kranwerk, awaited, [visa])).toMatchObject({
      saved: [visa],
      checkout: ['card', 'sepa_debit', 'ideal'],
    })
    expect(offersFor(kranwerk, reported(awaited, 'processing', byTransfer), [visa])).toEqual(noOffers)
  })

  test('the types that the invoice names come before those of its account, and unknown ones are left out', () => {
    const named = issued({ paymentMethodTypes: ['ideal', 'carrier_pigeon', 'constructor'] })
    expect(offersFor(kranwerk, named, [visa, sepa])).toEqual({ ...noOffers, checkout: ['ideal'] })
  })

  test('saved methods are offered where their type is', () => {
    expect(offersFor(kranwerk, issued(), [visa, sepa]).saved).toEqual([visa, sepa])
    expect(offersFor(kranwerk, issued({ currency: 'usd' }), [visa, sepa]).saved).toEqual([visa])
  })

  test('a saved card whose brand has a limit below the amount is not offered, but listed as over its limit', () => {
    const pesos = (minor: string) => issued({ currency: 'cop', lines: [line('Grúa', '1', minor)], defaultTaxRates: [] })
    const large = offersFor(kranwerk, pesos('1000000000'), [visa, amex])
    expect([large.saved, large.overLimit]).toEqual([[visa], [amex]])
    const within = offersFor(kranwerk, pesos('999999999'), [visa, amex])
    expect([within.saved, within.overLimit]).toEqual([[visa, amex], []])
  })

  test('nothing is offered while a payment is processing, once the invoice is paid, or below the minimum charge', () => {
    const processing = reported(begun(issued()), 'processing')
    expect(offersFor(kranwerk, processing, [visa])).toEqual(noOffers)
    expect(offersFor(kranwerk, reported(processing, 'succeeded'), [visa])).toEqual(noOffers)
    expect(offersFor(kranwerk, issued({ lines: [line('Kabelbinder', '1', '30')] }), [visa])).toEqual(noOffers)
  })

  test('names of Object properties are no methods', () => {
    expect(['card', 'toString', '__proto__', ''].map(isMethodType)).toEqual([true, false, false, false])
  })
})

describe('polls of a payment', () => {
  test('every schedule ends after a fixed number of polls', () => {
    for (const [status, polls, days, paidWith = null] of [
      ['pending', 10, 6.3],
      ['unknown', 10, 6.3],
      ['open', 7, 4.4],
      ['requires_action', 7, 4.4],
      ['requires_action', 26, 84.3, byTransfer.paidWith],
      ['processing', 32, 30.3],
      ['processing', 32, 30.3, byTransfer.paidWith],
    ] as const) {
      let at: number | null = monday
      let made = 0
      let last = monday
      while (at !== null) {
        last = at
        at = nextCheckAt(status, made, at, paidWith)
        if (at !== null) made++
      }
      expect([status, made, (last - monday) / 86_400_000 < days]).toEqual([status, polls, true])
    }
  })
})
