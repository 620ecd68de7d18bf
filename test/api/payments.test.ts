import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'

const { stripe } = api()

/** An open invoice of 50 euros, to be charged to a card that its customer keeps. */
async function openInvoice(card: string) {
  const { id: customer } = await stripe.customers.create({ name: 'Anouk Verhoef', email: 'anouk@verhoef.example' })
  const method = await stripe.paymentMethods.attach(card, { customer })
  const { id } = await stripe.invoices.create({ customer, auto_advance: false, default_payment_method: method.id })
  await stripe.invoiceItems.create({ invoice: id!, amount: 50_00 })
  await stripe.invoices.finalizeInvoice(id!)
  return { id: id!, method: method.id }
}

test('an invoice is charged to the method it names', async () => {
  const { id, method } = await openInvoice('pm_card_visa')
  const paid = await stripe.invoices.pay(id, { expand: ['payments'] })
  expect(paid).toMatchObject({
    status: 'paid',
    amount_paid: 5000,
    amount_paid_off_stripe: 0,
    default_payment_method: method,
  })
  expect(paid.payments?.data).toMatchObject([
    {
      status: 'paid',
      amount_paid: 5000,
      is_default: true,
      payment: { type: 'payment_intent', payment_intent: expect.stringMatching(/^pi_/) },
    },
  ])
  const payment_intent = paid.payments!.data[0]!.payment.payment_intent as string
  const { data } = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent } })
  expect(data.map(({ invoice }) => invoice)).toEqual([id])
})

test('a declined card is a card error, and the invoice stays open', async () => {
  const { id } = await openInvoice('pm_card_chargeCustomerFail')
  const refusal = await refusalOf(stripe.invoices.pay(id))
  expect(refusal).toMatchObject({ type: 'StripeCardError', statusCode: 402, code: 'card_declined' })
  expect(refusal.decline_code).toMatch(/^[a-z_]+$/)
  expect(refusal.raw).toMatchObject({ advice_code: 'try_again_later' })
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open', amount_paid: 0, attempted: true })
  expect((await stripe.invoicePayments.list({ invoice: id })).data).toMatchObject([
    { status: 'canceled', amount_paid: null },
  ])
})

test('a charge that is requested twice under one key is made once', async () => {
  const { id } = await openInvoice('pm_card_visa')
  const twice = await Promise.allSettled([1, 2].map(() => stripe.invoices.pay(id, {}, { idempotencyKey: `pay-${id}` })))
  const outcomes = twice.map((one) => (one.status === 'fulfilled' ? one.value.status : one.reason.code)).sort()
  expect([
    ['idempotency_key_in_use', 'paid'],
    ['paid', 'paid'],
  ]).toContainEqual(outcomes)
  expect(await stripe.invoices.pay(id, {}, { idempotencyKey: `pay-${id}` })).toMatchObject({ status: 'paid' })
  expect((await stripe.invoicePayments.list({ invoice: id })).data).toHaveLength(1)
})

test('an out-of-band part payment lowers what is due, and the rest settles it', async () => {
  const { id } = await openInvoice('pm_card_visa')
  const part: Stripe.InvoicePayParams & { amount: number } = { paid_out_of_band: true, amount: 2000 }
  const tooMuch = { ...part, amount: 3001 }
  expect(await stripe.invoices.pay(id, part)).toMatchObject({
    status: 'open',
    amount_paid: 2000,
    amount_remaining: 3000,
  })
  const refusal = await refusalOf(stripe.invoices.pay(id, tooMuch))
  expect(refusal).toMatchObject({ statusCode: 400, param: 'amount' })
  expect(await stripe.invoices.pay(id)).toMatchObject({
    status: 'paid',
    amount_paid: 5000,
    amount_paid_off_stripe: 2000,
  })
})

test('an amount can be given only for an out-of-band payment', async () => {
  const { id } = await openInvoice('pm_card_visa')
  const part: Stripe.InvoicePayParams & { amount: number } = { amount: 2000 }
  expect(await refusalOf(stripe.invoices.pay(id, part))).toMatchObject({ statusCode: 400, param: 'paid_out_of_band' })
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open', amount_paid: 0 })
})

test('a charge without a saved method is refused with a code that does not stand for 3-D Secure', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Oliver Pryce' })
  const { id } = await stripe.invoices.create({ customer, auto_advance: false })
  await stripe.invoiceItems.create({ invoice: id!, amount: 50_00 })
  await stripe.invoices.finalizeInvoice(id!)
  expect(await refusalOf(stripe.invoices.pay(id!))).toMatchObject({ statusCode: 400, code: 'resource_missing' })
  expect(await stripe.invoices.retrieve(id!)).toMatchObject({ status: 'open', attempted: false })
})

test('a method can be attached again to its own customer, and to no other', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Oliver Pryce' })
  const { id: other } = await stripe.customers.create({ name: 'Anouk Verhoef' })
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  expect(await stripe.paymentMethods.attach(id, { customer })).toMatchObject({ id, customer })
  const refusal = await refusalOf(stripe.paymentMethods.attach(id, { customer: other }))
  expect(refusal).toMatchObject({ statusCode: 400, code: 'payment_method_attached', param: 'payment_method' })
  expect(refusal.message).toContain('already been attached')
  expect(await refusalOf(stripe.paymentMethods.attach('pm_none', { customer }))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    param: 'payment_method',
  })
})

test('a card that its bank refuses to save is a decline', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Oliver Pryce' })
  const refusal = await refusalOf(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer }))
  expect(refusal).toMatchObject({ type: 'StripeCardError', statusCode: 402 })
})
