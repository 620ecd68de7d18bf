import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { answer } from '../../src/providers/stripe/answer.ts'
import { bankTransferOptions } from '../../src/providers/stripe/bank-transfer.ts'
import { readEvent } from '../../src/providers/stripe/read-event.ts'
import { readIntent, readSession, savedIn } from '../../src/providers/stripe/read-payment.ts'
import { monday } from '../world/cast.ts'

const facts = { paymentId: 'inpay_1', account: 'acct_provider', now: monday }
const metadata = {
  remit_account: 'acct_kranwerk',
  remit_invoice: 'in_17',
  remit_payment: 'inpay_1',
  remit_kind: 'checkout',
}
const card = {
  id: 'pm_1',
  type: 'card',
  card: {
    brand: 'visa',
    last4: '4242',
    exp_month: 4,
    exp_year: 2029,
    country: 'DE',
    funding: 'credit',
    networks: { available: ['visa'], preferred: null },
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    three_d_secure_usage: { supported: true },
    wallet: null,
  },
}

const intent = (changes: object = {}) =>
  ({
    id: 'pi_1',
    object: 'payment_intent',
    amount: 119_000,
    amount_received: 0,
    currency: 'eur',
    livemode: false,
    status: 'requires_payment_method',
    metadata: { ...metadata, remit_kind: 'automatic' },
    next_action: null,
    last_payment_error: null,
    payment_method: null,
    latest_charge: null,
    ...changes,
  }) as unknown as Stripe.PaymentIntent

const session = (changes: object = {}) =>
  ({
    id: 'cs_1',
    object: 'checkout.session',
    amount_total: 119_000,
    currency: 'eur',
    livemode: false,
    status: 'open',
    payment_status: 'unpaid',
    payment_method_types: ['card', 'sepa_debit'],
    payment_intent: null,
    url: 'https://checkout.example/cs_1',
    expires_at: monday / 1000 + 3600,
    metadata,
    ...changes,
  }) as unknown as Stripe.Checkout.Session

const declined = { type: 'card_error', code: 'card_declined', decline_code: 'lost_card' }

describe('the report of an intent', () => {
  test.each([
    ['succeeded', { status: 'succeeded', amount_received: 119_000 }],
    ['processing', { status: 'processing' }],
    ['requires_action', { status: 'requires_action' }],
    ['canceled', { status: 'canceled' }],
    ['open', { status: 'requires_payment_method' }],
    ['failed', { status: 'requires_payment_method', last_payment_error: declined }],
    ['open', { status: 'requires_payment_method', last_payment_error: declined, metadata }],
    ['open', { status: 'requires_confirmation' }],
    ['open', { status: 'a_state_to_come' }],
  ])('is %s for %o', (status, changes) => {
    expect(readIntent(intent(changes), facts).status).toBe(status)
  })

  test('has the amounts, the method and the URL for confirmation', () => {
    const paid = intent({ status: 'succeeded', amount_received: 119_000, payment_method: card })
    expect(readIntent(paid, facts)).toEqual({
      paymentId: 'inpay_1',
      provider: 'stripe',
      providerAccount: 'acct_provider',
      livemode: false,
      status: 'succeeded',
      amountMinor: 119_000,
      currency: 'eur',
      receivedMinor: 119_000,
      providerPaymentId: 'pi_1',
      providerSessionId: null,
      url: null,
      urlExpiresAt: null,
      paidWith: { id: 'pm_1', type: 'card', brand: 'visa', last4: '4242' },
      failure: null,
    })
    const challenged = intent({
      status: 'requires_action',
      next_action: { redirect_to_url: { url: 'https://bank.example' } },
    })
    expect(readIntent(challenged, facts).url).toBe('https://bank.example')
  })

  test('has the failure with all of the provider’s codes', () => {
    const failure = readIntent(intent({ last_payment_error: declined }), facts).failure
    expect(failure).toEqual({ code: 'card_declined', declineCode: 'lost_card', at: monday })
    expect(readIntent(intent({ last_payment_error: { type: 'api_error' } }), facts).failure?.code).toBe('api_error')
    const advised = { ...declined, advice_code: 'do_not_try_again', network_decline_code: '41' }
    expect(readIntent(intent({ last_payment_error: advised }), facts).failure).toEqual({
      ...failure,
      adviceCode: 'do_not_try_again',
      networkDeclineCode: '41',
    })
  })

  test('takes the method from the charge where the intent has only its id', () => {
    const details = { type: 'sepa_debit', sepa_debit: { last4: '3000' } }
    const paid = intent({ payment_method: 'pm_9', latest_charge: { id: 'ch_1', payment_method_details: details } })
    expect(readIntent(paid, facts).paidWith).toEqual({ id: 'pm_9', type: 'sepa_debit', brand: null, last4: '3000' })
  })
})

/** What an intent says of a transfer that it waits for; null where it does not say how much is still to come. */
const instructions = (amount_remaining: number | null) => ({
  status: 'requires_action',
  payment_method: 'pm_2',
  metadata,
  next_action: {
    type: 'display_bank_transfer_instructions',
    display_bank_transfer_instructions: { amount_remaining, hosted_instructions_url: 'https://bank.example/1' },
  },
})
describe('the report of a transfer that is waited for', () => {
  const awaited = {
    url: 'https://bank.example/1',
    urlExpiresAt: null,
    receivedMinor: 0,
    paidWith: { id: 'pm_2', type: 'customer_balance', brand: null, last4: null },
  }

  test.each([
    ['requires_action', 119_000],
    ['requires_action', null],
    ['processing', 118_999],
    ['processing', 1],
  ])('is %s with %s still to come, by intent and by checkout', (status, remaining) => {
    const waiting = intent(instructions(remaining))
    expect(readIntent(waiting, facts)).toMatchObject({ ...awaited, status, providerSessionId: null })
    const complete = session({ status: 'complete', payment_intent: waiting })
    expect(readSession(complete, facts)).toEqual({ ...readIntent(waiting, facts), providerSessionId: 'cs_1' })
  })

  test('is canceled once its intent is, though its checkout is complete', () => {
    const canceled = intent({ status: 'canceled', metadata })
    expect(readSession(session({ status: 'complete', payment_intent: canceled }), facts).status).toBe('canceled')
  })
})

describe.each([
  ['eur', 'DE', { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'DE' } }],
  ['eur', 'AT', { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'IE' } }],
  ['gbp', 'GB', { type: 'gb_bank_transfer' }],
  ['jpy', 'JP', { type: 'jp_bank_transfer' }],
  ['mxn', 'MX', { type: 'mx_bank_transfer' }],
  ['usd', 'DE', { type: 'us_bank_transfer' }],
])('a checkout in %s of a seller in %s', (currency, sellerCountry, bank_transfer) => {
  test('says which account a customer who transfers is given, if it offers transfers', () => {
    const offering = { methodTypes: ['card', 'customer_balance'], currency, sellerCountry }
    expect(bankTransferOptions(offering)).toEqual({
      customer_balance: { funding_type: 'bank_transfer', bank_transfer },
    })
    expect(bankTransferOptions({ ...offering, methodTypes: ['card'] })).toBeNull()
  })
})

test('a checkout in a currency without transfers has no options for them', () => {
  const offering = { methodTypes: ['customer_balance'], currency: 'sek', sellerCountry: 'SE' }
  expect(bankTransferOptions(offering)).toBeNull()
})

describe('the report of a checkout', () => {
  test.each([
    ['open', {}],
    ['canceled', { status: 'expired' }],
    ['processing', { status: 'complete' }],
    ['succeeded', { status: 'complete', payment_status: 'paid' }],
    ['failed', { status: 'complete', payment_intent: intent({ last_payment_error: declined }) }],
    ['open', { payment_intent: intent({ last_payment_error: declined }) }],
  ])('is %s for %o', (status, changes) => {
    expect(readSession(session(changes), facts).status).toBe(status)
  })

  test('has a URL as long as it is open', () => {
    expect(readSession(session(), facts)).toMatchObject({
      url: 'https://checkout.example/cs_1',
      urlExpiresAt: monday + 3_600_000,
    })
    expect(readSession(session({ status: 'expired' }), facts)).toMatchObject({ url: null, urlExpiresAt: null })
  })

  test('has the amount that its intent received, or its total where it has only the intent’s id', () => {
    const paid = { status: 'complete', payment_status: 'paid' }
    expect(readSession(session({ ...paid, payment_intent: 'pi_1' }), facts)).toMatchObject({
      receivedMinor: 119_000,
      providerPaymentId: 'pi_1',
    })
    const less = intent({ status: 'succeeded', amount_received: 118_000 })
    expect(readSession(session({ ...paid, payment_intent: less }), facts).receivedMinor).toBe(118_000)
  })
})

test('a method is saved if the customer agreed and the payment succeeded or is processing', () => {
  const agreed = { setup_future_usage: 'off_session', payment_method: card }
  const saved = {
    id: 'pm_1',
    type: 'card',
    brand: 'visa',
    last4: '4242',
    expMonth: 4,
    expYear: 2029,
    savedAt: monday,
    card: { country: 'DE', funding: 'credit', networks: ['visa'], cvcCheck: 'pass', supports3ds: true, wallet: null },
  }
  expect(savedIn(intent({ ...agreed, status: 'succeeded' }), monday)).toMatchObject(saved)
  expect(savedIn(intent({ ...agreed, status: 'processing' }), monday)).toMatchObject(saved)
  expect(savedIn(intent({ ...agreed, status: 'requires_action' }), monday)).toBeNull()
  expect(savedIn(intent({ payment_method: card, status: 'succeeded' }), monday)).toBeNull()
  expect(savedIn(null, monday)).toBeNull()
})

describe('an event', () => {
  const read = (type: string, object: unknown) =>
    readEvent({ id: 'evt_1', type, payload: { data: { object } } }, 'acct_provider', monday)

  test.each([
    ['payment_intent.succeeded', intent({ status: 'succeeded' }), 'succeeded'],
    ['payment_intent.processing', intent({ status: 'processing' }), 'processing'],
    ['payment_intent.payment_failed', intent({ last_payment_error: declined }), 'failed'],
    ['payment_intent.requires_action', intent({ status: 'requires_action' }), 'requires_action'],
    ['payment_intent.partially_funded', intent({ ...instructions(1_000) }), 'processing'],
    ['payment_intent.canceled', intent({ status: 'canceled' }), 'canceled'],
    ['checkout.session.completed', session({ status: 'complete' }), 'processing'],
    ['checkout.session.expired', session({ status: 'expired' }), 'canceled'],
    ['checkout.session.async_payment_succeeded', session({ status: 'complete', payment_status: 'paid' }), 'succeeded'],
    ['checkout.session.async_payment_failed', session({ status: 'complete' }), 'failed'],
  ])('%s is about a payment', (type, object, status) => {
    const reference = { accountId: 'acct_kranwerk', invoiceId: 'in_17', paymentId: 'inpay_1' }
    expect(read(type, object)).toMatchObject({ kind: 'payment', reference, report: { paymentId: 'inpay_1', status } })
  })

  test('about a complete checkout at which transfers were offered does not say how the payment stands', () => {
    const complete = session({ status: 'complete', payment_method_types: ['card', 'customer_balance'] })
    const ids = { providerSessionId: 'cs_1', providerPaymentId: null }
    expect(read('checkout.session.completed', complete)).toMatchObject({ kind: 'to_look_up', ids })
    for (const changes of [{ payment_status: 'paid' }, { metadata: {} }])
      expect(read('checkout.session.completed', { ...complete, ...changes })).toMatchObject({ kind: 'payment' })
  })

  test.each(['pi_1', { id: 'pi_1' }])(
    'about a transfer that was returned has the payment (%o) and the amount',
    (paid) => {
      const returned = { net_amount: 19_000, currency: 'eur', unapplied_from_payment: { payment_intent: paid } }
      expect(read('customer_cash_balance_transaction.created', returned)).toEqual({
        kind: 'transfer_returned',
        providerPaymentId: 'pi_1',
        amountMinor: 19_000,
        currency: 'eur',
      })
    },
  )

  test('about a payment without our metadata has no reference', () => {
    expect(read('payment_intent.succeeded', intent({ metadata: {} }))).toMatchObject({
      reference: null,
      report: { paymentId: '' },
    })
  })

  const refund = { id: 're_1', amount: 500, currency: 'eur', status: 'succeeded', payment_intent: 'pi_1' }
  const dispute = { id: 'dp_1', amount: 700, currency: 'eur', status: 'needs_response', payment_intent: { id: 'pi_1' } }

  test.each([
    ['refund.created', refund, 'refund'],
    ['refund.updated', refund, 'refund'],
    ['refund.failed', { ...refund, status: 'failed' }, 'refund_failed'],
    ['refund.updated', { ...refund, status: 'canceled' }, 'refund_failed'],
    ['charge.dispute.created', dispute, 'dispute_opened'],
    ['charge.dispute.updated', { ...dispute, status: 'under_review' }, 'dispute_opened'],
    ['charge.dispute.updated', { ...dispute, status: 'appeal_under_review' }, 'dispute_opened'],
    ['charge.dispute.closed', { ...dispute, status: 'won' }, 'dispute_won'],
    ['charge.dispute.closed', { ...dispute, status: 'lost' }, 'dispute_lost'],
  ])('%s is read as a refund or a dispute', (type, object, kind) => {
    expect(read(type, object)).toEqual({
      kind: 'money_back',
      report: { kind, id: object.id, amountMinor: object.amount, currency: 'eur', providerPaymentId: 'pi_1' },
    })
  })

  test.each([
    ['refund.created', { ...refund, status: 'pending' }],
    ['charge.dispute.closed', { ...dispute, status: 'prevented' }],
    ['refund.created', { ...refund, payment_intent: null }],
    ['charge.dispute.created', { ...dispute, status: 'warning_needs_response' }],
    ['charge.dispute.closed', { ...dispute, status: 'warning_closed' }],
    ['customer_cash_balance_transaction.created', { type: 'funded', net_amount: 19_000, currency: 'eur' }],
    ['charge.succeeded', {}],
    ['constructor', {}],
    ['__proto__', {}],
  ])('%s moves no money where %o', (type, object) => {
    expect(read(type, object)).toBeNull()
  })

  test('whose object does not fit its type throws', () => {
    expect(() => read('payment_intent.succeeded', undefined)).toThrow()
    expect(() => read('charge.dispute.created', null)).toThrow()
    expect(() => read('charge.dispute.closed', { ...dispute, status: 'settled_somehow' })).toThrow()
  })
})

describe('the outcome of a call', () => {
  const { errors } = Stripe
  const raw = (type: string, changes: object = {}) => ({ type, message: 'no', ...changes }) as never

  test.each([
    [
      new errors.StripeCardError(raw('card_error', { code: 'card_declined', decline_code: 'lost_card' })),
      'refused',
      'card_declined',
    ],
    [
      new errors.StripeInvalidRequestError(raw('invalid_request_error', { code: 'resource_missing' })),
      'refused',
      'resource_missing',
    ],
    [new errors.StripeAuthenticationError(raw('authentication_error')), 'refused', 'provider_credentials'],
    [new errors.StripePermissionError(raw('invalid_request_error')), 'refused', 'provider_credentials'],
  ])('is refused if Stripe rejected it: %s', async (error, kind, code) => {
    expect(await answer(() => Promise.reject(error))).toMatchObject({ kind, code })
  })

  test.each([
    new errors.StripeConnectionError(raw('api_error')),
    new errors.StripeAPIError(raw('api_error')),
    new errors.StripeRateLimitError(raw('rate_limit_error')),
    new errors.StripeIdempotencyError(raw('idempotency_error')),
    new TypeError('fetch failed'),
    new SyntaxError('half a body'),
  ])('is unknown if it may have had an effect: %s', async (error) => {
    expect(await answer(() => Promise.reject(error))).toEqual({ kind: 'unknown' })
  })

  test('is answered if there is a response', async () => {
    expect(await answer(async () => 17)).toEqual({ kind: 'answered', value: 17 })
  })
})

describe('an event about a payment method', () => {
  const read = (type: string, object: object) =>
    readEvent({ id: 'evt_1', type, payload: { data: { object } } }, 'acct_provider', monday)
  const ours = { remit_account: 'acct_kranwerk', remit_customer: 'cus_1', remit_setup: 'pmset_1' }
  const reference = { accountId: 'acct_kranwerk', customerId: 'cus_1', setupId: 'pmset_1' }

  test('that was set up names our set-up; without our ids it names none', () => {
    const succeeded = (metadata: object) => read('setup_intent.succeeded', { payment_method: 'pm_1', metadata })
    expect(succeeded(ours)).toEqual({ kind: 'method_set_up', reference, methodId: 'pm_1' })
    expect(succeeded({})).toEqual({ kind: 'method_set_up', reference: null, methodId: 'pm_1' })
    expect(succeeded({ ...ours, remit_setup: '' })).toMatchObject({ reference: null })
    expect(read('setup_intent.succeeded', { payment_method: null, metadata: ours })).toBeNull()
  })

  test('that was detached names it, and the checkout session of a set-up says nothing of a payment', () => {
    expect(read('payment_method.detached', { id: 'pm_1' })).toEqual({ kind: 'method_detached', methodId: 'pm_1' })
    expect(read('checkout.session.completed', session({ mode: 'setup', metadata: ours }))).toBeNull()
  })
})
