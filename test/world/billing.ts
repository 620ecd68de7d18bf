import type Stripe from 'stripe'
import { kranwerk, type Merchant } from './merchant.ts'

let customers = 0

/** A customer of a merchant with an address nobody else in the world has, so that stories do not disturb each other. */
export async function newCustomer(
  params: Stripe.CustomerCreateParams = {},
  { remit }: Merchant = kranwerk,
): Promise<Stripe.Customer & { email: string }> {
  customers += 1
  const email = `jonas.${Date.now().toString(36)}.${customers}@wieland.example`
  const made = await remit.customers.create({
    name: 'Jonas Wieland Bau',
    email,
    preferred_locales: ['en-GB'],
    address: { line1: 'Torstraße 12', postal_code: '10119', city: 'Berlin', country: 'DE' },
    ...params,
  })
  return { ...made, email: made.email ?? '' }
}

export type Issued = Stripe.Invoice & { id: string; number: string; hosted_invoice_url: string }

type Bill = Omit<Stripe.InvoiceCreateParams, 'customer'> & { readonly amountMinor?: number }

/** An invoice with one line (1,190.00 in the merchant's currency unless said otherwise), still a draft. */
export async function draft(
  customer: { id: string },
  { amountMinor = 119_000, ...params }: Bill = {},
  { remit, currency }: Merchant = kranwerk,
): Promise<string> {
  const invoice = await remit.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    currency,
    ...params,
  })
  await remit.invoiceItems.create({
    customer: customer.id,
    invoice: invoice.id!,
    amount: amountMinor,
    currency: params.currency ?? currency,
    description: 'Turmdrehkran 30 m, Aufbau',
  })
  return invoice.id!
}

/** An invoice that is finalized and mailed. */
export const bill = async (customer: { id: string }, params: Bill = {}, merchant = kranwerk): Promise<Issued> =>
  (await merchant.remit.invoices.sendInvoice(await draft(customer, params, merchant))) as Issued

/** Lets a customer keep a payment method, as if they had agreed to it before, and charges it by default. */
export async function keepMethod(customer: { id: string }, method: string, { remit }: Merchant = kranwerk) {
  const { id } = await remit.paymentMethods.attach(method, { customer: customer.id })
  await remit.customers.update(customer.id, { invoice_settings: { default_payment_method: id } })
  return id
}

/** The merchant notes that a part of an invoice (minor units) arrived outside the provider. */
export const payPart = (invoiceId: string, amountMinor: number, { remit }: Merchant = kranwerk) =>
  remit.invoices.pay(invoiceId, { paid_out_of_band: true, amount: amountMinor } as Stripe.InvoicePayParams)
