import { api } from './api.ts'
import { now } from './time.ts'

const { stripe } = api()

/** Objects that exist through the whole test, at least two of each kind, so that a page of one differs from the whole list. */
export type Fixtures = Awaited<ReturnType<typeof createFixtures>>

export async function createFixtures() {
  const customer = async (name: string) => (await stripe.customers.create({ name, email: 'someone@example.com' })).id
  const [ida, otto, waiting] = [await customer('Ida Falk'), await customer('Otto Lenz'), await customer('Vera Brand')]
  const card = (await stripe.paymentMethods.attach('pm_card_visa', { customer: ida })).id
  const other = (await stripe.paymentMethods.attach('pm_card_mastercard', { customer: ida })).id
  for (const [customer, amount] of [
    [ida, 700],
    [waiting, 900],
    [waiting, 950],
  ] as const)
    await stripe.invoiceItems.create({ customer, amount, currency: 'eur' })
  const coupon = (await stripe.coupons.create({ percent_off: 10 })).id
  await stripe.coupons.create({ percent_off: 5 })
  const rate = (await stripe.taxRates.create({ display_name: 'USt.', percentage: 19, inclusive: false })).id
  await stripe.taxRates.create({ display_name: 'USt.', percentage: 7, inclusive: true })
  const portal = (
    await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } })
  ).id
  await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: false } } })
  const drafts = [await draft(ida), await draft(ida), await draft(otto)]
  const paid: string[] = []
  for (const [of, params] of [
    [ida, {}],
    [ida, { paid_out_of_band: true }],
    [otto, { paid_out_of_band: true }],
  ] as const) {
    const id = await open(of)
    await stripe.invoices.pay(id, params)
    paid.push(id)
  }
  const events = (await stripe.events.list({ limit: 20 })).data.map(({ id }) => id)
  const payments = (await stripe.invoicePayments.list({ limit: 20 })).data
  const intent = payments.find(({ payment }) => payment.type === 'payment_intent')!.payment.payment_intent as string
  const record = payments.find(({ payment }) => payment.type === 'payment_record')!.payment.payment_record as string
  /** The world's time, in seconds since 1970. */
  const nowS = Math.floor((await now()) / 1000)
  return {
    ida,
    otto,
    waiting,
    card,
    other,
    coupon,
    rate,
    portal,
    draft: drafts[0]!,
    paid: paid[0]!,
    events,
    intent,
    record,
    nowS,
  }
}

export async function draft(customer: string, params: object = {}): Promise<string> {
  const { id } = await stripe.invoices.create({ customer, collection_method: 'send_invoice', ...params })
  await stripe.invoiceItems.create({ invoice: id!, amount: 4200, description: 'Crane inspection' })
  await stripe.invoiceItems.create({ invoice: id!, amount: 800 })
  return id!
}

export async function open(customer: string): Promise<string> {
  const id = await draft(customer)
  await stripe.invoices.finalizeInvoice(id)
  return id
}
