import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { isIban } from '../../dev/sandbox/tables/bank-accounts.ts'
import { checkout, errorOf, request, startTestSandbox, type TestSandbox } from './test-sandbox.ts'

const byTransfer = ({ stripe }: TestSandbox, customer: string, amount: number) =>
  stripe.paymentIntents.create({
    amount,
    currency: 'eur',
    customer,
    allowed_payment_method_types: ['customer_balance'],
    payment_method_data: { type: 'customer_balance' },
    payment_method_options: {
      customer_balance: {
        funding_type: 'bank_transfer',
        bank_transfer: { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'DE' } },
      },
    },
    confirm: true,
  })

const send = (here: TestSandbox, customer: string, amount: number, reference?: string) =>
  here.control('POST', 'transfers', {
    account: 'acct_nord',
    customer,
    amount,
    currency: 'eur',
    reference,
    payerName: 'Ida Lund',
  })

const ida = ({ stripe }: TestSandbox) => stripe.customers.create({ name: 'Ida Lund', email: 'ida@example.com' })
const left = async ({ stripe }: TestSandbox, customer: string) =>
  (await stripe.customers.retrieveCashBalance(customer)).available?.eur ?? 0

describe('a bank transfer', () => {
  test.each([
    ['eur', 'eu_bank_transfer', 'iban'],
    ['gbp', 'gb_bank_transfer', 'sort_code'],
    ['usd', 'us_bank_transfer', 'aba'],
    ['jpy', 'jp_bank_transfer', 'zengin'],
  ] as const)('in %s has an account number of the customer, the same each time', async (currency, type, address) => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    const ask = () =>
      here.stripe.customers.createFundingInstructions(id, {
        currency,
        funding_type: 'bank_transfer',
        bank_transfer: { type, ...(currency === 'eur' && { eu_bank_transfer: { country: 'DE' } }) },
      })
    const first = await ask()
    expect(first.bank_transfer.financial_addresses[0]).toMatchObject({ type: address })
    expect((await ask()).bank_transfer).toEqual(first.bank_transfer)
    const iban = first.bank_transfer.financial_addresses[0]?.iban?.iban
    if (currency === 'eur') expect(isIban(iban ?? '')).toBe(true)
  })

  test('pays the waiting payment', async () => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    const intent = await byTransfer(here, id, 50_000)
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: { display_bank_transfer_instructions: { amount_remaining: 50_000, type: 'eu_bank_transfer' } },
    })
    await send(here, id, 50_000)
    expect(await here.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'succeeded',
      amount_received: 50_000,
    })
    expect(await left(here, id)).toBe(0)
    await here.sandbox.tick()
    expect(here.inbox.map(({ event }) => event.type)).toEqual([
      'customer.created',
      'payment_intent.created',
      'payment_intent.requires_action',
      'customer_cash_balance_transaction.created',
      'customer_cash_balance_transaction.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
  })

  test('that is too small leaves a remainder for a second one', async () => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    const intent = await byTransfer(here, id, 50_000)
    await send(here, id, 20_000)
    const partly = await here.stripe.paymentIntents.retrieve(intent.id)
    expect(partly.next_action?.display_bank_transfer_instructions?.amount_remaining).toBe(30_000)
    await send(here, id, 30_000)
    expect((await here.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded')
    const { data } = await here.stripe.customers.listCashBalanceTransactions(id)
    expect(data.map(({ type, net_amount, ending_balance }) => [type, net_amount, ending_balance])).toEqual([
      ['applied_to_payment', -30_000, 0],
      ['funded', 30_000, 30_000],
      ['applied_to_payment', -20_000, 0],
      ['funded', 20_000, 20_000],
    ])
  })

  test('that is too large leaves the rest as a balance, with which the customer cannot be deleted', async () => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    await byTransfer(here, id, 50_000)
    await send(here, id, 50_700)
    expect(await left(here, id)).toBe(700)
    expect(here.sandbox.truth('acct_nord').cashBalances).toEqual([{ customer: id, currency: 'eur', amount: 700 }])
    await here.sandbox.tick()
    const reported = here.inbox.find(({ event }) => event.type === 'cash_balance.funds_available')?.event.data.object
    expect((reported as Stripe.CashBalance).available).toEqual({ eur: 700 })
    expect((await errorOf(here.stripe.customers.del(id))).statusCode).toBe(400)
  })

  test('pays the payment with its reference before one of its exact amount', async () => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    const [meant, exact] = [await byTransfer(here, id, 90_000), await byTransfer(here, id, 40_000)]
    const reference = meant.next_action?.display_bank_transfer_instructions?.reference ?? ''
    await send(here, id, 40_000, `Invoice ${reference}`)
    expect((await here.stripe.paymentIntents.retrieve(exact.id)).status).toBe('requires_action')
    const partly = await here.stripe.paymentIntents.retrieve(meant.id)
    expect(partly.next_action?.display_bank_transfer_instructions?.amount_remaining).toBe(50_000)
  })

  test('of an exact amount pays that payment rather than the oldest', async () => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    const [oldest, exact] = [await byTransfer(here, id, 90_000), await byTransfer(here, id, 40_000)]
    await send(here, id, 40_000)
    expect((await here.stripe.paymentIntents.retrieve(exact.id)).status).toBe('succeeded')
    expect((await here.stripe.paymentIntents.retrieve(oldest.id)).status).toBe('requires_action')
  })

  test('stays in the balance where reconciliation is manual', async () => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    await here.stripe.customers.updateCashBalance(id, { settings: { reconciliation_mode: 'manual' } })
    const intent = await byTransfer(here, id, 40_000)
    await send(here, id, 40_000)
    expect((await here.stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_action')
    expect((await errorOf(here.stripe.paymentIntents.applyCustomerBalance(intent.id, { amount: 40_001 }))).param).toBe(
      'amount',
    )
    expect((await here.stripe.paymentIntents.applyCustomerBalance(intent.id)).status).toBe('succeeded')
  })

  test('of which a part has arrived returns to the balance of the customer if its payment is canceled', async () => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    const intent = await byTransfer(here, id, 40_000)
    await send(here, id, 15_000)
    expect(here.sandbox.truth('acct_nord').payments[0]?.amountTransferred).toBe(15_000)
    expect((await here.stripe.paymentIntents.cancel(intent.id)).status).toBe('canceled')
    expect(await left(here, id)).toBe(15_000)
    expect(here.sandbox.truth('acct_nord').payments[0]?.amountTransferred).toBe(0)
    const { data } = await here.stripe.customers.listCashBalanceTransactions(id)
    expect(data[0]).toMatchObject({ type: 'unapplied_from_payment', net_amount: 15_000, ending_balance: 15_000 })
  })

  test('that is refunded returns to the balance of the customer', async () => {
    const here = startTestSandbox()
    const { id } = await ida(here)
    const intent = await byTransfer(here, id, 40_000)
    await send(here, id, 40_000)
    await here.stripe.refunds.create({ payment_intent: intent.id, amount: 15_000 })
    expect(await left(here, id)).toBe(15_000)
  })
})

describe('a checkout that offers bank transfers', () => {
  const offering = (bank_transfer: object) => ({
    allowed_payment_method_types: ['customer_balance'] as const,
    payment_method_options: { customer_balance: { funding_type: 'bank_transfer' as const, bank_transfer } },
  })
  const iban = { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'DE' } }

  test.each([
    [{ type: 'gb_bank_transfer' }, '[bank_transfer][type]'],
    [{ type: 'eu_bank_transfer' }, 'eu_bank_transfer'],
    [{ type: 'eu_bank_transfer', eu_bank_transfer: { country: 'AT' } }, '[eu_bank_transfer][country]'],
  ])('is refused for %o', async (bankTransfer, param) => {
    const here = startTestSandbox()
    const { id: customer } = await ida(here)
    const refused = await errorOf(checkout(here, { customer, ...offering(bankTransfer) } as never))
    expect(refused.param).toContain(param)
  })

  test('is refused without a customer', async () => {
    expect((await errorOf(checkout(startTestSandbox(), offering(iban) as never))).param).toBe('customer')
  })

  test('is complete once one is chosen, and its payment can then be canceled, but not before', async () => {
    const here = startTestSandbox()
    const { id: customer } = await ida(here)
    const types = { allowed_payment_method_types: ['card', 'customer_balance'] }
    const session = await checkout(here, { customer, ...offering(iban), ...types } as never)
    await request(here, session.url ?? '', { method: 'card', number: '4000000000009995', expiry: '12/34', cvc: '123' })
    const [{ id = '' } = {}] = here.sandbox.truth('acct_nord').payments
    expect((await errorOf(here.stripe.paymentIntents.cancel(id))).message).toContain('Expire the session instead')
    expect((await request(here, session.url ?? '', { method: 'customer_balance' })).status).toBe(303)
    expect((await here.stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete')
    expect((await here.stripe.paymentIntents.cancel(id)).status).toBe('canceled')
  })
})
