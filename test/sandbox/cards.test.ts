import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { isCardNumber, testCards } from '../../dev/sandbox/tables/cards.ts'
import { declines } from '../../dev/sandbox/tables/declines.ts'
import { checkout, errorOf, request, startTestSandbox, validCard } from './test-sandbox.ts'

const cardForm = (number: string) => ({
  type: 'card' as const,
  card: { number, exp_month: 12, exp_year: 2034, cvc: '123' },
})
const paymentWith = (number: string): Stripe.PaymentIntentCreateParams => ({
  amount: 4200,
  currency: 'eur',
  confirm: true,
  payment_method_data: cardForm(number) as unknown as Stripe.PaymentIntentCreateParams.PaymentMethodData,
  return_url: 'https://nord.test/back',
})

const named = (cards: typeof testCards) => cards.map((card) => [card.number, card] as const)
const authenticating = testCards.filter(({ authentication }) => authentication !== 'never')
const unauthenticated = testCards.filter(({ authentication }) => authentication === 'never')

describe('a test card', () => {
  test.each(named(testCards))('%s has a valid card number', (number) => {
    expect(isCardNumber(number)).toBe(true)
  })

  test.each(named(unauthenticated.filter(({ decline }) => decline === null)))(
    '%s pays at once',
    async (number, card) => {
      const { stripe } = startTestSandbox()
      const intent = await stripe.paymentIntents.create({
        ...paymentWith(number),
        expand: ['latest_charge', 'payment_method'],
      })
      expect(intent).toMatchObject({
        status: 'succeeded',
        amount_received: 4200,
        latest_charge: {
          paid: true,
          amount_captured: 4200,
          payment_method_details: { card: { last4: number.slice(-4) } },
        },
        payment_method: { card: { brand: card.brand, funding: card.funding, country: card.country } },
      })
    },
  )

  test.each(named(unauthenticated.filter(({ decline }) => decline !== null)))(
    '%s is declined with the code in the table',
    async (number, card) => {
      const { stripe } = startTestSandbox()
      const decline = declines[card.decline as keyof typeof declines]
      const error = await errorOf(stripe.paymentIntents.create(paymentWith(number)))
      expect(error).toMatchObject({
        type: 'StripeCardError',
        statusCode: 402,
        code: decline.code,
        decline_code: decline.declineCode,
      })
      const intent = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '', { expand: ['latest_charge'] })
      expect(intent).toMatchObject({
        status: 'requires_payment_method',
        payment_method: null,
        amount_received: 0,
        last_payment_error: { code: decline.code, decline_code: decline.declineCode, message: decline.message },
        latest_charge: { status: 'failed', paid: false, failure_code: decline.code },
      })
    },
  )

  test.each(named(authenticating))(
    '%s requires authentication and then has the outcome in the table',
    async (number, card) => {
      const here = startTestSandbox()
      const intent = await here.stripe.paymentIntents.create(paymentWith(number))
      expect(intent.status).toBe('requires_action')
      const url = intent.next_action?.redirect_to_url?.url ?? ''
      expect((await request(here, url)).text).toContain('Confirm with your bank')

      const { location } = await request(here, url, { outcome: 'complete' })
      const back = new URL(location)
      expect(back.origin + back.pathname).toBe('https://nord.test/back')
      expect(Object.fromEntries(back.searchParams)).toEqual({
        payment_intent: intent.id,
        payment_intent_client_secret: intent.client_secret,
        redirect_status: card.decline === null ? 'succeeded' : 'failed',
      })
      const after = await here.stripe.paymentIntents.retrieve(intent.id)
      const decline = card.decline && declines[card.decline]
      expect(after.status).toBe(decline ? 'requires_payment_method' : 'succeeded')
      expect(after.last_payment_error?.decline_code ?? null).toBe(decline ? decline.declineCode : null)
    },
  )

  test.each(named(authenticating))('%s pays nothing when authentication fails', async (number) => {
    const here = startTestSandbox()
    const intent = await here.stripe.paymentIntents.create(paymentWith(number))
    const url = intent.next_action?.redirect_to_url?.url ?? ''
    expect((await request(here, url, { outcome: 'fail' })).location).toContain('redirect_status=failed')
    expect(await here.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    })
    expect((await request(here, url, { outcome: 'complete' })).status).toBe(410)
  })

  // Bug: the authentication page of an abandoned attempt could still be completed, which paid a second time.
  test.each(['pm_card_visa', 'pm_card_chargeDeclined'])(
    'that is replaced by %s can no longer be authenticated',
    async (again) => {
      const here = startTestSandbox()
      const intent = await here.stripe.paymentIntents.create(paymentWith(authenticating[0]!.number))
      const url = intent.next_action?.redirect_to_url?.url ?? ''
      await here.stripe.paymentIntents.confirm(intent.id, { payment_method: again }).catch(() => undefined)
      const before = await here.stripe.paymentIntents.retrieve(intent.id)
      expect((await request(here, url, { outcome: 'complete' })).status).toBe(410)
      expect(await here.stripe.paymentIntents.retrieve(intent.id)).toEqual(before)
    },
  )

  test.each(testCards.flatMap((card) => card.methodIds.map((id) => [id, card] as const)))(
    'has the test id %s, which creates a new method each time',
    async (id, card) => {
      const { stripe } = startTestSandbox()
      const [one, other] = [await stripe.paymentMethods.retrieve(id), await stripe.paymentMethods.retrieve(id)]
      expect(one.card?.last4).toBe(card.number.slice(-4))
      expect(one.id).not.toBe(other.id)
    },
  )

  test('charged off session is declined if it requires authentication, unless it was saved with consent', async () => {
    const { stripe } = startTestSandbox()
    const charge = async (method: string, customer: string) =>
      stripe.paymentIntents.create({
        amount: 4200,
        currency: 'eur',
        customer,
        payment_method: method,
        confirm: true,
        off_session: true,
      })

    for (const [id, outcome] of [
      ['pm_card_authenticationRequired', 'refused'],
      ['pm_card_authenticationRequiredOnSetup', 'refused'],
      ['pm_card_authenticationRequiredSetupForOffSession', 'succeeded'],
    ] as const) {
      const customer = await stripe.customers.create()
      const method = await stripe.paymentMethods.attach(id, { customer: customer.id })
      const call = charge(method.id, customer.id)
      if (outcome === 'succeeded') expect((await call).status).toBe('succeeded')
      else
        expect(await errorOf(call)).toMatchObject({
          code: 'authentication_required',
          decline_code: 'authentication_required',
        })
    }
  })

  test('saved through a setup intent with 3-D Secure can be charged off session', async () => {
    const here = startTestSandbox()
    const { stripe } = here
    const customer = await stripe.customers.create()
    const setup = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
      return_url: 'https://nord.test/back',
    })
    const { location } = await request(here, setup.next_action?.redirect_to_url?.url ?? '', { outcome: 'complete' })
    expect(location).toContain(`setup_intent=${setup.id}`)
    const { data } = await stripe.customers.listPaymentMethods(customer.id)
    expect(data).toHaveLength(1)
    const paid = await stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      customer: customer.id,
      payment_method: data[0]?.id ?? '',
      confirm: true,
      off_session: true,
    })
    expect(paid.status).toBe('succeeded')
  })

  test('that declines cannot be attached, except the one that attaches and then declines', async () => {
    const { stripe } = startTestSandbox()
    const customer = await stripe.customers.create()
    expect(
      await errorOf(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: customer.id })),
    ).toMatchObject({
      code: 'card_declined',
    })
    const method = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
    const call = stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      customer: customer.id,
      payment_method: method.id,
      confirm: true,
    })
    expect(await errorOf(call)).toMatchObject({ decline_code: 'generic_decline' })
  })

  test.each([
    ['4242424242424241', {}, 'incorrect_number'],
    ['4111111111111111', {}, 'card_declined'],
    ['4242424242424242', { exp_month: 13 }, 'invalid_expiry_month'],
    ['4242424242424242', { exp_year: 2020 }, 'invalid_expiry_year'],
    ['4242424242424242', { cvc: '12' }, 'invalid_cvc'],
  ])('%s with %o is not taken: %s', async (number, differs, code) => {
    const { stripe } = startTestSandbox()
    const card = { ...cardForm(number).card, ...differs }
    expect(await errorOf(stripe.paymentMethods.create({ type: 'card', card }))).toMatchObject({ statusCode: 402, code })
  })
})

describe('in the hosted checkout', () => {
  test.each(named(unauthenticated.filter(({ decline }) => decline !== null)))(
    '%s is declined with a message, and the form keeps its values',
    async (number, card) => {
      const here = startTestSandbox()
      const session = await checkout(here, { allowed_payment_method_types: ['card'] })
      const { status, text } = await request(here, session.url ?? '', { ...validCard, number })
      expect(status).toBe(402)
      const { message } = declines[card.decline as keyof typeof declines]
      expect(text).toContain(message.replaceAll("'", '&#39;'))
      expect(text).toContain(`value="${number}"`)
      expect(text).toContain('value="12/34"')
      expect((await here.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
    },
  )
})
