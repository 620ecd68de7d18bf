import { describe, expect, test } from 'vitest'
import { dayMs, errorOf, harbor, nord, siteUrl, startTestSandbox, type TestSandbox } from './test-sandbox.ts'

const raw = ({ sandbox }: TestSandbox, path: string, init: RequestInit = {}, key: string | null = nord.secretKey) =>
  sandbox.fetch(
    new Request(`${siteUrl}${path}`, {
      ...init,
      headers: { ...(key && { authorization: `Bearer ${key}` }), ...init.headers },
    }),
  )

describe('authentication and versions', () => {
  test.each([
    [null, 'You did not provide an API key'],
    ['sk_test_unknown_0123456789', 'Invalid API Key provided: sk_test_'],
  ])('refuses the key %s with 401', async (key, message) => {
    const response = await raw(startTestSandbox(), '/v1/customers', {}, key)
    expect(response.status).toBe(401)
    const { error } = (await response.json()) as { error: { type: string; message: string } }
    expect(error.type).toBe('invalid_request_error')
    expect(error.message).toContain(message)
    expect(error.message).not.toContain('unknown_0123')
  })

  test('the key is accepted as a basic user name too', async () => {
    const authorization = `Basic ${Buffer.from(`${nord.secretKey}:`).toString('base64')}`
    expect((await raw(startTestSandbox(), '/v1/balance', { headers: { authorization } }, null)).status).toBe(200)
  })

  test('a response has a request id and the API version', async () => {
    const here = startTestSandbox()
    const { headers } = await raw(here, '/v1/customers', { headers: { 'stripe-version': '2024-06-20' } })
    expect(headers.get('request-id')).toMatch(/^req_\w{14}$/)
    expect(headers.get('stripe-version')).toBe('2024-06-20')
    expect((await raw(here, '/v1/customers')).headers.get('stripe-version')).toBe('2026-10-28.endive')
    expect((await raw(here, '/v1/customers', { headers: { 'stripe-version': 'newest' } })).status).toBe(400)
  })

  test('`payment_method_types` is accepted only in the versions that have it', async () => {
    const here = startTestSandbox()
    const send = (version: string, types: string) =>
      raw(here, '/v1/payment_intents', {
        method: 'POST',
        body: new URLSearchParams(`amount=4200&currency=eur&${types}`),
        headers: { 'stripe-version': version },
      })
    const old = await send('2026-08-26.dahlia', 'payment_method_types[]=card')
    expect(await old.json()).toMatchObject({ payment_method_types: ['card'] })
    const unfit = await send('2026-08-26.dahlia', 'payment_method_types[]=card&payment_method_types[]=us_bank_account')
    expect(await unfit.json()).toMatchObject({ error: { param: 'payment_method_types' } })
    const current = await send('2026-10-28.endive', 'payment_method_types[]=card')
    expect(await current.json()).toMatchObject({ error: { code: 'parameter_unknown', param: 'payment_method_types' } })
  })

  test.each([
    ['POST', '/v1/customers', 'emial=a@b.c', 400, { code: 'parameter_unknown', param: 'emial' }],
    ['POST', '/v1/customers', '__proto__[x]=1', 400, { code: 'parameter_unknown' }],
    ['POST', '/v1/payment_intents', 'currency=eur', 400, { code: 'parameter_missing', param: 'amount' }],
    [
      'POST',
      '/v1/payment_intents',
      'amount=abc&currency=eur',
      400,
      { code: 'parameter_invalid_integer', param: 'amount' },
    ],
    ['POST', '/v1/payment_intents', 'amount=4200&currency=eur&confirm=maybe', 400, { param: 'confirm' }],
    [
      'POST',
      '/v1/payment_intents',
      'amount=4200&currency=eur&customer=',
      400,
      { code: 'parameter_invalid_empty', param: 'customer' },
    ],
    ['POST', '/v1/payment_intents', 'amount[x]=1&currency=eur', 400, { param: 'amount' }],
    ['POST', '/v1/payment_intents', 'amount=4200&currency=eur&off_session=true', 400, { param: 'off_session' }],
    ['POST', '/v1/customers', 'a[b][c][d][e][f][g][h][i][j]=1', 400, {}],
    ['GET', '/v1/customers/cus_none', '', 404, { code: 'resource_missing', param: 'id' }],
    ['GET', '/v1/payment_intents/pi_none', '', 404, { code: 'resource_missing', param: 'intent' }],
    ['GET', '/v1/payment_intents/__proto__', '', 404, { code: 'resource_missing' }],
    ['GET', '/v1/spaceships', '', 404, { type: 'invalid_request_error' }],
    ['POST', '/v1/balance', '', 404, { type: 'invalid_request_error' }],
  ])('answers %s %s with "%s" by %i', async (method, path, body, status, error) => {
    const response = await raw(startTestSandbox(), path, {
      method,
      ...(method === 'POST' && { body: new URLSearchParams(body) }),
    })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error })
  })

  test('an account does not see the objects of another', async () => {
    const here = startTestSandbox()
    const other = here.stripeOf(harbor.secretKey)
    const customer = await here.stripe.customers.create({ name: 'Ida' })
    const intent = await here.stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      confirm: true,
    })
    expect((await other.customers.list()).data).toEqual([])
    expect((await errorOf(other.customers.retrieve(customer.id))).statusCode).toBe(404)
    expect((await errorOf(other.refunds.create({ payment_intent: intent.id }))).code).toBe('resource_missing')
    expect((await other.events.list()).data).toEqual([])
    expect(here.sandbox.truth('acct_harbor').payments).toEqual([])
    expect(here.sandbox.truth('acct_nord').payments).toHaveLength(1)
  })

  test('objects made with a live key have livemode true', async () => {
    const secretKey = 'sk_live_0123456789abcdef'
    const here = startTestSandbox({ accounts: [{ ...nord, secretKey }] })
    const stripe = here.stripeOf(secretKey)
    expect((await stripe.customers.create({})).livemode).toBe(true)
    expect((await stripe.events.list()).data[0]?.livemode).toBe(true)
  })

  test('the same seed gives the same ids', async () => {
    const run = async (seed: number) => {
      const { stripe } = startTestSandbox({ seed })
      return (
        await stripe.paymentIntents.create({
          amount: 4200,
          currency: 'eur',
          payment_method: 'pm_card_visa',
          confirm: true,
        })
      ).id
    }
    expect(await run(3)).toBe(await run(3))
    expect(await run(3)).not.toBe(await run(4))
  })
})

describe('a list', () => {
  async function five() {
    const here = startTestSandbox()
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      ids.unshift((await here.stripe.customers.create({ email: i % 2 ? 'odd@example.com' : 'even@example.com' })).id)
      await here.advance(dayMs)
    }
    return { ...here, ids }
  }

  test('is sorted newest first and can be paged by the client', async () => {
    const { stripe, ids } = await five()
    const page = await stripe.customers.list({ limit: 2 })
    expect([page.data.map(({ id }) => id), page.has_more, page.url]).toEqual([ids.slice(0, 2), true, '/v1/customers'])
    const walked: string[] = []
    for await (const { id } of stripe.customers.list({ limit: 2 })) walked.push(id)
    expect(walked).toEqual(ids)
    const last = await stripe.customers.list({ limit: 2, starting_after: ids[2] ?? '' })
    expect([last.data.map(({ id }) => id), last.has_more]).toEqual([ids.slice(3), false])
    const before = await stripe.customers.list({ limit: 2, ending_before: ids[4] ?? '' })
    expect([before.data.map(({ id }) => id), before.has_more]).toEqual([ids.slice(2, 4), true])
  })

  test('can be filtered by time and by field', async () => {
    const { stripe, ids, clock } = await five()
    const since = Math.floor(clock.now() / 1000) - 2.5 * 86_400
    expect((await stripe.customers.list({ created: { gte: since } })).data.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    expect((await stripe.customers.list({ created: { lt: since } })).data).toHaveLength(3)
    expect((await stripe.customers.list({ email: 'odd@example.com' })).data).toHaveLength(2)
  })

  test.each([
    [{ limit: 0 }],
    [{ limit: 101 }],
    [{ starting_after: 'cus_none' }],
    [{ created: { gt: 'soon' as unknown as number } }],
  ])('refuses %o', async (page) => {
    expect((await errorOf(startTestSandbox().stripe.customers.list(page))).statusCode).toBe(400)
  })
})

describe('expanding', () => {
  test('replaces ids by objects up to four levels deep', async () => {
    const { stripe } = startTestSandbox()
    const customer = await stripe.customers.create({ name: 'Ida' })
    await stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
    })
    const { data } = await stripe.paymentIntents.list({
      expand: ['data.customer', 'data.latest_charge.balance_transaction.source'],
    })
    expect(data[0]).toMatchObject({
      customer: { name: 'Ida' },
      latest_charge: { object: 'charge', balance_transaction: { fee: 88, source: { object: 'charge' } } },
    })
    const refused = stripe.paymentIntents.list({ expand: ['data.amount'] })
    expect((await errorOf(refused)).message).toContain('cannot be expanded')
  })
})

describe('a customer', () => {
  test('can be updated partially, and its metadata key by key', async () => {
    const { stripe } = startTestSandbox()
    const { id } = await stripe.customers.create({
      name: 'Ida',
      email: 'ida@example.com',
      metadata: { a: '1', b: '2' },
    })
    const after = await stripe.customers.update(id, {
      email: '',
      metadata: { a: '', c: '3' },
      preferred_locales: ['de'],
      address: { city: 'Oslo', country: 'NO' },
    })
    expect(after).toMatchObject({
      name: 'Ida',
      email: null,
      metadata: { b: '2', c: '3' },
      preferred_locales: ['de'],
      address: { city: 'Oslo', line1: null },
    })
    expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({})
  })

  test('that was deleted can be retrieved, but not used', async () => {
    const { stripe } = startTestSandbox()
    const { id } = await stripe.customers.create({})
    expect(await stripe.customers.del(id)).toEqual({ id, object: 'customer', deleted: true })
    expect(await stripe.customers.retrieve(id)).toMatchObject({ deleted: true })
    expect((await stripe.customers.list()).data).toEqual([])
    const pay = stripe.paymentIntents.create({ amount: 4200, currency: 'eur', customer: id })
    expect((await errorOf(pay)).code).toBe('resource_missing')
  })

  test('has payment methods with which no other customer can be charged', async () => {
    const { stripe } = startTestSandbox()
    const [ida, jon] = [await stripe.customers.create({}), await stripe.customers.create({})]
    const method = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: ida.id })
    expect((await stripe.customers.listPaymentMethods(ida.id, { type: 'card' })).data.map(({ id }) => id)).toEqual([
      method.id,
    ])
    expect((await stripe.paymentMethods.list({ customer: jon.id })).data).toEqual([])
    for (const customer of [jon.id, undefined]) {
      const pay = stripe.paymentIntents.create({
        amount: 4200,
        currency: 'eur',
        payment_method: method.id,
        confirm: true,
        ...(customer && { customer }),
      })
      expect((await errorOf(pay)).param).toBe('payment_method')
    }
    await stripe.customers.update(ida.id, { invoice_settings: { default_payment_method: method.id } })
    expect(
      (await errorOf(stripe.customers.update(jon.id, { invoice_settings: { default_payment_method: method.id } })))
        .statusCode,
    ).toBe(400)
    expect((await stripe.paymentMethods.detach(method.id)).customer).toBeNull()
    expect((await errorOf(stripe.paymentMethods.attach(method.id, { customer: ida.id }))).statusCode).toBe(400)
    expect(await stripe.customers.retrieve(ida.id)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    })
  })
})

describe('a payment', () => {
  test('can be created, updated and confirmed, and then neither updated nor canceled', async () => {
    const { stripe } = startTestSandbox()
    const intent = await stripe.paymentIntents.create({ amount: 4200, currency: 'eur', metadata: { n: '1' } })
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      capture_method: 'automatic_async',
      client_secret: expect.stringContaining('_secret_'),
    })
    await stripe.paymentIntents.update(intent.id, { amount: 5000, metadata: { m: '2' } })
    expect((await errorOf(stripe.paymentIntents.confirm(intent.id))).code).toBe('payment_intent_unexpected_state')
    expect(await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'succeeded',
      amount_received: 5000,
      metadata: { n: '1', m: '2' },
    })
    for (const call of [
      stripe.paymentIntents.update(intent.id, { amount: 1000 }),
      stripe.paymentIntents.cancel(intent.id),
      stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }),
    ])
      expect((await errorOf(call)).code).toBe('payment_intent_unexpected_state')
  })

  test('with a method that was used once without being saved is refused', async () => {
    const { stripe } = startTestSandbox()
    const { payment_method } = await stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      confirm: true,
    })
    const again = stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      payment_method: String(payment_method),
      confirm: true,
    })
    expect((await errorOf(again)).message).toContain('previously used')
  })

  test('with error_on_requires_action is declined where the bank requires authentication', async () => {
    const { stripe } = startTestSandbox()
    const pay = stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      error_on_requires_action: true,
    })
    expect(await errorOf(pay)).toMatchObject({ statusCode: 402, decline_code: 'authentication_not_handled' })
  })

  test('of a checkout can only be canceled through the checkout', async () => {
    const here = startTestSandbox()
    const session = await here.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://nord.test',
      line_items: [{ quantity: 2, price_data: { currency: 'eur', unit_amount: 2100, product_data: { name: 'Hour' } } }],
    })
    expect(session).toMatchObject({ amount_total: 4200, payment_intent: null })
    expect((await here.stripe.checkout.sessions.listLineItems(session.id)).data).toMatchObject([
      { quantity: 2, amount_total: 4200 },
    ])
    await here.sandbox.fetch(
      new Request(`${siteUrl}/c/pay/${session.id}`, {
        method: 'POST',
        body: new URLSearchParams({
          email: 'a@b.c',
          method: 'card',
          number: '4000000000000002',
          expiry: '12/34',
          cvc: '123',
        }),
      }),
    )
    const { payment_intent } = await here.stripe.checkout.sessions.retrieve(session.id)
    expect((await errorOf(here.stripe.paymentIntents.cancel(String(payment_intent)))).message).toContain(
      'Checkout Session',
    )
    await here.stripe.checkout.sessions.expire(session.id)
    expect((await here.stripe.paymentIntents.retrieve(String(payment_intent))).status).toBe('canceled')
  })
})
