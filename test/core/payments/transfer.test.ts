import { describe, expect, test } from 'vitest'
import type { BankAccount } from '../../../src/core/accounts/bank-account.ts'
import { offer } from '../../../src/core/payments/offer.ts'
import { payOutOfBand } from '../../../src/core/payments/out-of-band.ts'
import { elsewhere, isOffline } from '../../../src/core/payments/provider-account.ts'
import { bankProvider, jointTransfer, transferFor } from '../../../src/core/payments/transfer.ts'
import { refuse } from '../../../src/core/result.ts'
import { account, customers, harbor, kranwerk, monday, visa } from '../../world/cast.ts'
import { dayMs, failed, issued, later, line, started, succeeded } from '../../world/invoices.ts'
import { everyStanding } from '../../world/standings.ts'
import { begun, byTransfer, decided, reported } from './reported.ts'

const [euros] = kranwerk.bankAccounts as [BankAccount]
const dollars: BankAccount = {
  currency: 'usd',
  holder: 'Kranwerk Berlin GmbH',
  bankName: null,
  number: { kind: 'local', accountNumber: '000123456789', bankCode: { kind: 'routing_number', code: '110000000' } },
}
const payer = { customer: customers.jonas, hasProvider: true }

describe('a transfer', () => {
  test('is for what remains, under the number of the invoice', () => {
    expect(transferFor(kranwerk, issued())).toEqual({ to: euros, amountMinor: 119_000, reference: 'KW-0017' })
    const half = later(issued(), monday, started(50_000), succeeded(50_000))
    expect(transferFor(kranwerk, half)?.amountMinor).toBe(69_000)
  })

  test("goes to the account of the invoice's currency, or is not offered", () => {
    const both = account({ bankAccounts: [euros, dollars] })
    const inDollars = issued({ currency: 'usd' })
    expect(transferFor(both, inDollars)?.to).toEqual(dollars)
    expect(transferFor(both, issued())?.to).toEqual(euros)
    expect(transferFor(kranwerk, inDollars)).toBeNull()
    expect(transferFor(harbor, issued())).toBeNull()
  })

  test('is offered while an amount is to be paid, and not for a paid or void invoice or beside a payment in progress', () => {
    const offered = Object.entries(everyStanding())
      .filter(([, { invoice }]) => invoice.currency === 'eur' && transferFor(kranwerk, invoice) !== null)
      .map(([standing]) => standing)
    expect(offered.sort()).toEqual(['due_soon', 'open', 'part_paid', 'past_due', 'uncollectible'])
    expect(transferFor(kranwerk, begun(issued()))).toBeNull()
    expect(transferFor(kranwerk, reported(begun(issued()), 'processing'))).toBeNull()
  })

  test('is offered beside an abandoned checkout, whose payment ends when the transfer is booked', () => {
    const left = reported(begun(issued()), 'open', { url: 'https://provider.example/checkout' })
    expect(transferFor(kranwerk, left)).not.toBeNull()
  })

  test('is not offered while the customer has an account of the provider to transfer to', () => {
    expect(transferFor(kranwerk, reported(begun(issued()), 'requires_action', byTransfer))).toBeNull()
  })

  test('is not offered while a charge is planned, which would take the money a second time', () => {
    const charged = issued({ collectionMethod: 'charge_automatically' })
    expect(charged.nextChargeAt).not.toBeNull()
    expect(transferFor(kranwerk, charged)).toBeNull()
    const givenUp = later(
      charged,
      monday,
      started(119_000, { kind: 'automatic' }),
      failed('card_declined', 'lost_card', monday, null),
    )
    expect(givenUp.nextChargeAt).toBeNull()
    expect(transferFor(kranwerk, givenUp)).not.toBeNull()
    const again = later(
      charged,
      monday,
      started(119_000, { kind: 'automatic' }),
      failed('card_declined', null, monday, monday + dayMs),
    )
    expect(transferFor(kranwerk, again)).toBeNull()
  })
})

describe('what is offered', () => {
  test('is both where both are there', () => {
    const { online, transfer } = offer(kranwerk, issued(), payer)
    expect(online).toMatchObject({ ok: true, value: { checkout: ['card', 'sepa_debit', 'ideal'] } })
    expect(transfer?.to).toEqual(euros)
  })

  test('is the transfer alone without an online provider, and for an amount that cannot be charged', () => {
    const without = offer(kranwerk, issued(), { ...payer, hasProvider: false })
    expect(without.online).toEqual(refuse('payment_provider_unavailable'))
    expect(without.transfer).toMatchObject({ amountMinor: 119_000 })
    const small = issued({ lines: [line('Bolt', '1', '49')], defaultTaxRates: [] })
    const { online, transfer } = offer(kranwerk, small, payer)
    expect(online).toEqual(refuse('amount_too_small'))
    expect(transfer).toMatchObject({ amountMinor: 49 })
  })

  test('is nothing at all once the customer was deleted', () => {
    expect(offer(kranwerk, issued(), { ...payer, customer: null })).toEqual({
      online: refuse('customer_deleted'),
      transfer: null,
    })
  })

  test('depends on the account, and not on the saved methods of the customer', () => {
    const { online, transfer } = offer(harbor, issued({ of: harbor, currency: 'usd' }), {
      customer: { ...customers.nora, methods: [visa] },
      hasProvider: true,
    })
    expect([online.ok, transfer]).toEqual([true, null])
  })
})

describe('money that is marked as paid', () => {
  const paid = (of = kranwerk, invoice = issued()) =>
    decided(invoice, payOutOfBand(invoice, 'inpay_0', bankProvider(of, invoice.currency) ?? elsewhere))

  test('is recorded with the bank account that received it', () => {
    expect(paid().payments).toMatchObject([
      { kind: 'out_of_band', status: 'succeeded', provider: 'bank', providerAccount: 'DE89370400440532013000' },
    ])
    const inDollars = paid(account({ bankAccounts: [dollars] }), issued({ currency: 'usd' }))
    expect(inDollars.payments).toMatchObject([{ provider: 'bank', providerAccount: '000123456789' }])
  })

  test('is recorded without one where the merchant has none in that currency', () => {
    expect(paid(harbor).payments).toMatchObject([{ provider: 'none', providerAccount: 'none' }])
  })

  test('has no provider that could be polled', () => {
    expect(['bank', 'none', 'stripe', ''].map(isOffline)).toEqual([true, true, false, false])
  })

  test('leaves nothing to offer', () => {
    expect(offer(kranwerk, paid(), payer)).toEqual({ online: refuse('invoice_already_paid'), transfer: null })
  })
})

describe('one transfer for several invoices', () => {
  const { jonas } = customers
  const several = [issued(), issued(), issued()]

  test('is for all that remains of them, by the reference of the customer', () => {
    const each = several.map((invoice) => transferFor(kranwerk, invoice)!.amountMinor)
    expect(jointTransfer(kranwerk, jonas, several)).toEqual({
      to: euros,
      amountMinor: each.reduce((sum, minor) => sum + minor, 0),
      reference: jonas.invoicePrefix,
    })
  })

  test('is not shown where one of them is to be charged, or a payment of it has begun', () => {
    const planned = issued({ collectionMethod: 'charge_automatically' })
    expect(jointTransfer(kranwerk, jonas, [...several, planned])).toBeNull()
    expect(jointTransfer(kranwerk, jonas, [...several, begun(issued())])).toBeNull()
  })

  test('is not shown without an account in the currency, nor for a QR-IBAN', () => {
    const number = { kind: 'iban', iban: 'CH4431999123000889012', bic: null } as const
    const swiss = account({ bankAccounts: [{ ...euros, number }] })
    expect(jointTransfer(swiss, jonas, several)).toBeNull()
    expect(jointTransfer(account({ bankAccounts: [] }), jonas, several)).toBeNull()
  })
})
