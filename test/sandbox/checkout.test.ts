import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { checkout, dayMs, errorOf, hourMs, request, startTestSandbox, validCard } from './test-sandbox.ts'

const card = { ...validCard, number: '4242 4242 4242 4242' }
const typesOf = (here: ReturnType<typeof startTestSandbox>) => here.inbox.map(({ event }) => event.type)

describe('a checkout', () => {
  test('shows the merchant, the line, the amount and the methods that fit the currency', async () => {
    const here = startTestSandbox()
    const session = await checkout(here)
    expect(session.payment_method_types).toEqual(['card', 'sepa_debit'])
    const { text } = await request(here, session.url ?? '')
    for (const part of [
      'Atelier Nord',
      'Invoice NORD-0007',
      '€42.00',
      'SEPA Direct Debit',
      'autocomplete="cc-number"',
      'for="iban"',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('<script')
    expect(text).not.toContain('routing')
  })

  test('says that an amount is too large for American Express, and takes it from another card', async () => {
    const here = startTestSandbox()
    const price_data = { currency: 'cop', unit_amount: 1_000_000_000, product_data: { name: 'Grúa torre' } }
    const session = await checkout(here, { line_items: [{ quantity: 1, price_data }] })
    const byAmex = { ...validCard, number: '3782 822463 10005', cvc: '1234' }
    const refused = await request(here, session.url ?? '', byAmex)
    expect(refused.status).toBe(402)
    expect(refused.text).toContain('Amount must be no more than 999999999')
    expect(refused.text).toContain('use another method')
    expect((await request(here, session.url ?? '', card)).status).toBe(303)
  })

  test('is paid by posting its form, and redirects to the success URL', async () => {
    const here = startTestSandbox()
    const session = await checkout(here, {
      client_reference_id: 'inpay_1',
      metadata: { remit_payment: 'inpay_1' },
      payment_intent_data: {
        metadata: { remit_payment: 'inpay_1' },
        description: 'NORD-0007',
        receipt_email: 'ida@example.com',
      },
    })
    const { status, location } = await request(here, session.url ?? '', card)
    expect([status, location]).toEqual([303, `https://nord.test/thanks?session=${session.id}`])

    const after = await here.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge', 'payment_intent.payment_method', 'line_items'],
    })
    expect(after).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      amount_total: 4200,
      client_reference_id: 'inpay_1',
      customer_details: { email: 'ida@example.com', name: 'Ida Lund' },
      line_items: { data: [{ description: 'Invoice NORD-0007', amount_total: 4200 }] },
      payment_intent: {
        status: 'succeeded',
        metadata: { remit_payment: 'inpay_1' },
        description: 'NORD-0007',
        payment_method: { card: { last4: '4242' } },
        latest_charge: { receipt_email: 'ida@example.com', metadata: { remit_payment: 'inpay_1' } },
      },
    })
    await here.sandbox.tick()
    expect(typesOf(here)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
  })

  test('that is submitted twice is paid once', async () => {
    const here = startTestSandbox()
    const session = await checkout(here)
    const answers = await Promise.all([1, 2, 3].map(() => request(here, session.url ?? '', card)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(here.sandbox.truth('acct_nord').payments).toHaveLength(1)
    expect((await request(here, `/c/pay/${session.id}`)).text).toContain('already paid')
  })

  test('that was declined uses the same payment for the next card', async () => {
    const here = startTestSandbox()
    const session = await checkout(here)
    expect((await request(here, session.url ?? '', { ...card, number: '4000000000009995' })).status).toBe(402)
    expect((await request(here, session.url ?? '', card)).status).toBe(303)
    const { payments } = here.sandbox.truth('acct_nord')
    expect(payments).toMatchObject([{ status: 'succeeded', amountReceived: 4200, session: session.id }])
    expect(payments[0]?.charges).toHaveLength(2)
  })

  test.each([
    ['complete', 'https://nord.test/thanks', 'paid'],
    ['fail', '/c/pay/cs_test_', 'unpaid'],
  ])('leads through 3-D Secure, and "%s" leads on to %s', async (outcome, where, paymentStatus) => {
    const here = startTestSandbox()
    const session = await checkout(here)
    const { status, location } = await request(here, session.url ?? '', { ...card, number: '4000002760003184' })
    expect(status).toBe(303)
    const after = await request(here, location, { outcome })
    expect(after.location).toContain(where)
    expect((await here.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe(paymentStatus)
    if (outcome === 'fail') {
      expect((await request(here, after.location)).text).toContain('Your bank could not confirm that it is you.')
      expect((await request(here, session.url ?? '', card)).status).toBe(303)
    }
  })

  test.each([
    [
      'nothing',
      {},
      [
        'Enter your e-mail address.',
        'Enter the card number.',
        'Enter the expiry as MM/YY.',
        'Enter the security code.',
      ],
    ],
    ['a wrong expiry', { ...card, expiry: 'soon' }, ['Enter the expiry as MM/YY.']],
    ['a mistyped number', { ...card, number: '4242424242424241' }, ['Your card number is incorrect.']],
    ['a card of last year', { ...card, expiry: '12/25' }, ['expiration year is invalid']],
    [
      'a bad IBAN',
      { email: 'ida@example.com', method: 'sepa_debit', iban: 'AT00', sepa_debit_name: 'Ida' },
      ['The IBAN you provided is invalid.'],
    ],
  ])('says what is wrong with %s', async (_what, typed, sentences) => {
    const here = startTestSandbox()
    const session = await checkout(here)
    const { status, text } = await request(here, session.url ?? '', { method: 'card', ...typed })
    expect(status).toBe(422)
    expect(text).toContain('role="alert"')
    for (const sentence of sentences) expect(text).toContain(sentence)
    expect(here.sandbox.truth('acct_nord').payments).toEqual([])
  })

  test('escapes all text of the merchant and the customer', async () => {
    const here = startTestSandbox()
    const session = await here.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://nord.test/',
      line_items: [
        { quantity: 1, price_data: { currency: 'eur', unit_amount: 500, product_data: { name: '<img src=x>' } } },
      ],
    })
    const { text } = await request(here, session.url ?? '', { ...card, number: '"><script>', name: '"><script>' })
    expect(text).not.toMatch(/<script|<img/)
    expect(text).toContain('&lt;img src=x&gt;')
  })

  test('expires by the clock, and then shows so and cannot be paid', async () => {
    const here = startTestSandbox()
    const session = await checkout(here)
    await here.advance(dayMs + hourMs)
    expect((await here.stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired')
    expect(typesOf(here)).toEqual(['checkout.session.expired'])
    const { status, text } = await request(here, `/c/pay/${session.id}`, card)
    expect(status).toBe(410)
    expect(text).toContain('https://nord.test/invoice')
  })

  test('can be expired by the merchant, once', async () => {
    const here = startTestSandbox()
    const session = await checkout(here)
    expect((await here.stripe.checkout.sessions.expire(session.id)).status).toBe('expired')
    expect((await errorOf(here.stripe.checkout.sessions.expire(session.id))).statusCode).toBe(400)
  })

  test('saves the method only if the customer ticks the box', async () => {
    const here = startTestSandbox()
    const customer = await here.stripe.customers.create({ email: 'ida@example.com' })
    const offered = { customer: customer.id, saved_payment_method_options: { payment_method_save: 'enabled' as const } }
    const savedMethods = async () => (await here.stripe.customers.listPaymentMethods(customer.id)).data
    const first = await checkout(here, offered)
    expect((await request(here, first.url ?? '')).text).toContain('name="save"')
    await request(here, first.url ?? '', card)
    expect(await savedMethods()).toEqual([])

    const second = await checkout(here, offered)
    await request(here, second.url ?? '', { ...card, save: 'yes' })
    expect(await savedMethods()).toMatchObject([{ type: 'card', allow_redisplay: 'always', customer: customer.id }])
    const again = await here.stripe.paymentIntents.create({
      amount: 999,
      currency: 'eur',
      customer: customer.id,
      payment_method: (await savedMethods())[0]?.id ?? '',
      off_session: true,
      confirm: true,
    })
    expect(again.status).toBe('succeeded')
  })

  test('in setup mode saves a method and charges nothing', async () => {
    const here = startTestSandbox()
    const customer = await here.stripe.customers.create({ email: 'ida@example.com' })
    const session = await here.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer: customer.id,
      success_url: 'https://nord.test/saved',
    })
    expect((await request(here, session.url ?? '', card)).location).toBe('https://nord.test/saved')
    const after = await here.stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] })
    expect(after).toMatchObject({ status: 'complete', setup_intent: { status: 'succeeded', customer: customer.id } })
    expect((await here.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1)
    expect(here.sandbox.truth('acct_nord').payments).toEqual([])
  })

  test('redirects an iDEAL customer to the bank and back', async () => {
    const here = startTestSandbox()
    const session = await checkout(here, { allowed_payment_method_types: ['ideal'] })
    const { location } = await request(here, session.url ?? '', { email: 'ida@example.com', method: 'ideal' })
    expect((await request(here, location, { outcome: 'complete' })).location).toContain('https://nord.test/thanks')
    expect(here.sandbox.truth('acct_nord').payments).toMatchObject([{ status: 'succeeded', method: 'ideal' }])
  })

  test.each<[string, Partial<Stripe.Checkout.SessionCreateParams>, string]>([
    ['no methods that fit', { allowed_payment_method_types: ['us_bank_account'] }, 'payment_intent_invalid_parameter'],
    ['an end in ten minutes', { expires_at: 1 }, ''],
    ['an address that is none', { success_url: 'nowhere' }, 'url_invalid'],
    ['both a customer and an e-mail', { customer: 'cus_x', customer_email: 'a@b.c' }, 'parameters_exclusive'],
    ['an unknown customer', { customer: 'cus_x' }, 'resource_missing'],
    ['nothing to pay for', { line_items: [] }, 'parameter_missing'],
  ])('cannot be opened with %s', async (_what, params, code) => {
    const { code: found = '', statusCode } = await errorOf(checkout(startTestSandbox(), params))
    expect([statusCode, found]).toEqual([400, code])
  })
})
