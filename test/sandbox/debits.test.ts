import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { type DebitType, isIban, settlementDays, testBankAccounts } from '../../dev/sandbox/tables/bank-accounts.ts'
import {
  checkout,
  dayMs,
  errorOf,
  hourMs,
  minuteMs,
  monday,
  request,
  startTestSandbox,
  type TestSandbox,
} from './test-sandbox.ts'

const currencyOf: Readonly<Record<DebitType, string>> = {
  sepa_debit: 'eur',
  us_bank_account: 'usd',
  bacs_debit: 'gbp',
  au_becs_debit: 'aud',
}

const consent = {
  customer_acceptance: { type: 'online' as const, online: { ip_address: '127.0.0.1', user_agent: 'test' } },
}

const debit = ({ stripe }: TestSandbox, method: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    payment_method: method,
    mandate_data: consent,
    confirm: true,
    ...params,
  })

const accounts = testBankAccounts.map((account) => [account.methodIds[0] as string, account] as const)

describe('a debit from the bank account of', () => {
  test.each(accounts)('%s has the outcome in the table, on its day and not before', async (id, account) => {
    const here = startTestSandbox()
    const intent = await debit(here, id, { currency: currencyOf[account.type] })
    expect(intent).toMatchObject({ status: 'processing', amount_received: 0 })
    const status = async () => await here.stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })

    // Counted from a Monday, up to five bank days end before the next Monday is over.
    const waitMs = account.pace === 'minutes' ? 3 * minuteMs : bankDays(settlementDays[account.type]) * dayMs
    await here.advance(waitMs - minuteMs)
    expect((await status()).status).toBe('processing')
    await here.advance(minuteMs)
    const after = await status()

    if (account.pace === 'never') expect(after.status).toBe('processing')
    else if (account.failure === null)
      expect(after).toMatchObject({ status: 'succeeded', amount_received: 4200, latest_charge: { paid: true } })
    else
      expect(after).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code: 'payment_intent_payment_attempt_failed' },
        latest_charge: { status: 'failed', failure_code: account.failure, captured: false },
      })
    await here.advance(2 * hourMs)
    const { data: disputes } = await here.stripe.disputes.list({ payment_intent: intent.id })
    expect(disputes.map((dispute) => dispute.status)).toEqual(account.isDisputed ? ['lost'] : [])
  })
})

/** The calendar days from a Monday in which so many bank days pass. */
const bankDays = (days: number) => days + 2 * Math.floor(days / 5)

describe('a debit', () => {
  test('by SEPA has valid test IBANs', () => {
    const ibans = testBankAccounts.filter(({ type }) => type === 'sepa_debit')
    expect(ibans.map(({ number }) => [number, isIban(number)])).toEqual(ibans.map(({ number }) => [number, true]))
    expect(isIban('AT611904300234573202')).toBe(false)
  })

  test('without a mandate leaves the payment at requires_confirmation', async () => {
    const here = startTestSandbox()
    const error = await errorOf(debit(here, 'pm_sepaDebit', { mandate_data: '' }))
    expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_mandate_invalid' })
    const left = await here.stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '')
    expect(left.status).toBe('requires_confirmation')
  })

  test('emits processing, then succeeded with its charge', async () => {
    const here = startTestSandbox()
    await debit(here, 'pm_sepaDebit')
    await here.advance(8 * dayMs)
    expect(here.inbox.map(({ event }) => event.type)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
  })

  test('through the checkout completes the session at once and is paid days later', async () => {
    const here = startTestSandbox()
    const session = await checkout(here)
    const typed = {
      email: 'ida@example.com',
      method: 'sepa_debit',
      iban: 'AT61 1904 3002 3457 3201',
      sepa_debit_name: 'Ida Lund',
    }
    expect((await request(here, session.url ?? '', typed)).location).toContain('https://nord.test/thanks')
    const look = () => here.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(await look()).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
    })
    await here.advance(8 * dayMs)
    expect(await look()).toMatchObject({ payment_status: 'paid', payment_intent: { status: 'succeeded' } })
    const types = here.inbox.map(({ event }) => event.type)
    expect(types.filter((type) => type.startsWith('checkout'))).toEqual([
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
    ])
  })

  test('through the checkout that fails days later emits async_payment_failed', async () => {
    const here = startTestSandbox()
    const session = await checkout(here, {}, { currency: 'usd' })
    await request(here, session.url ?? '', {
      email: 'ida@example.com',
      method: 'us_bank_account',
      routing_number: '110000000',
      us_account_number: '000222222227',
      us_bank_account_name: 'Ida Lund',
    })
    await here.advance(8 * dayMs)
    const after = await here.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(after).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_payment_method' },
    })
    expect(here.inbox.at(-1)?.event.type).toBe('checkout.session.async_payment_failed')
  })

  test.each([
    ['settle', 'succeeded'],
    ['fail', 'requires_payment_method'],
  ])('can be made to %s at once by a control, and does not change afterwards', async (command, status) => {
    const here = startTestSandbox()
    const intent = await debit(here, 'pm_sepaDebit')
    await here.control('POST', `payments/${intent.id}/${command}`)
    expect((await here.stripe.paymentIntents.retrieve(intent.id)).status).toBe(status)
    await here.advance(8 * dayMs)
    expect((await here.stripe.paymentIntents.retrieve(intent.id)).status).toBe(status)
    expect(await here.control('POST', `payments/${intent.id}/settle`)).toMatchObject({
      error: { message: expect.stringContaining(status) },
    })
  })

  test('that is returned after success becomes a lost dispute', async () => {
    const here = startTestSandbox()
    const intent = await debit(here, 'pm_sepaDebit')
    await here.control('POST', `payments/${intent.id}/settle`)
    await here.control('POST', `payments/${intent.id}/late-failure`, { code: 'insufficient_funds' })
    const { data } = await here.stripe.disputes.list({ payment_intent: intent.id })
    expect(data).toMatchObject([{ status: 'lost', reason: 'insufficient_funds', amount: 4200 }])
    expect(here.sandbox.truth('acct_nord').payments[0]?.disputes).toEqual([data[0]?.id])
  })

  test('from a closed account ends its mandate, so that it cannot be charged again', async () => {
    const here = startTestSandbox()
    const customer = await here.stripe.customers.create()
    const terms = {
      currency: 'usd',
      customer: customer.id,
      setup_future_usage: 'off_session' as const,
      expand: ['latest_charge'],
    }
    const intent = await debit(here, 'pm_usBankAccount_accountClosed', terms)
    const charge = intent.latest_charge as Stripe.Charge
    const mandateId = String(charge.payment_method_details?.us_bank_account?.mandate)
    expect(await here.stripe.mandates.retrieve(mandateId)).toMatchObject({ status: 'active', type: 'multi_use' })
    await here.advance(8 * dayMs)
    expect((await here.stripe.mandates.retrieve(mandateId)).status).toBe('inactive')
    const again = debit(here, String(charge.payment_method), { ...terms, mandate_data: '', off_session: true })
    expect((await errorOf(again)).code).toBe('payment_intent_mandate_invalid')
  })

  test('with a reusable mandate needs no second one', async () => {
    const here = startTestSandbox()
    const customer = await here.stripe.customers.create()
    const setup = await here.stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_sepaDebit',
      confirm: true,
      mandate_data: consent,
    })
    expect(setup.status).toBe('succeeded')
    const later = { customer: customer.id, mandate_data: '' as const, off_session: true }
    expect((await debit(here, String(setup.payment_method), later)).status).toBe('processing')
  })

  test('of these tests starts on a Monday', () => {
    expect(new Date(monday).getUTCDay()).toBe(1)
  })
})
