import type Stripe from 'stripe'
import { kranwerk, type Merchant } from './merchant.ts'

let customers = 0

/** A customer with a unique email address, so that tests do not disturb each other. */
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

/** A draft invoice with one line, by default of 1,190.00 in the merchant's currency. */
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

/** A finalized and mailed invoice. */
export const bill = async (customer: { id: string }, params: Bill = {}, merchant = kranwerk): Promise<Issued> =>
  (await merchant.remit.invoices.sendInvoice(await draft(customer, params, merchant))) as Issued

/** Parameters of an invoice that may be paid by transfer to an account at the provider. */
export const withTransfers: Bill = { payment_settings: { payment_method_types: ['card', 'customer_balance'] } }

/** Saves a payment method for a customer with consent and makes it the default. */
export async function keepMethod(customer: { id: string }, method: string, { remit }: Merchant = kranwerk) {
  const { id } = await remit.paymentMethods.attach(method, { customer: customer.id })
  await remit.customers.update(customer.id, { invoice_settings: { default_payment_method: id } })
  return id
}

/** Records an out-of-band payment of a part of an invoice (minor units). */
export const payPart = (invoiceId: string, amountMinor: number, { remit }: Merchant = kranwerk) =>
  remit.invoices.pay(invoiceId, { paid_out_of_band: true, amount: amountMinor } as Stripe.InvoicePayParams)
