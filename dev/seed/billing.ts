import type Stripe from 'stripe'
import type { MerchantClients } from './merchant-clients.ts'

type Line = {
  readonly what: string
  readonly unit: string
  readonly quantity?: number
  readonly taxes?: readonly string[]
}

export type Bill = {
  readonly customer: string
  readonly currency: string
  readonly lines: readonly Line[]
} & Omit<Stripe.InvoiceCreateParams, 'customer' | 'currency'>

/** Drafts an invoice with its lines; `unit` is a decimal in the currency's minor units. */
export async function draft(
  { remit }: MerchantClients,
  { customer, currency, lines, ...terms }: Bill,
): Promise<string> {
  const { id } = await remit.invoices.create({ collection_method: 'send_invoice', customer, currency, ...terms })
  for (const { what, unit, quantity = 1, taxes } of lines) {
    await remit.invoiceItems.create({
      customer,
      invoice: id!,
      currency,
      description: what,
      unit_amount_decimal: unit as never,
      quantity,
      ...(taxes && { tax_rates: [...taxes] }),
    })
  }
  return id!
}

/** Drafts, finalizes and mails an invoice. */
export async function bill(clients: MerchantClients, order: Bill): Promise<Stripe.Invoice> {
  return clients.remit.invoices.sendInvoice(await draft(clients, order))
}

/** Saves a payment method for a customer, as if they had paid with it before. */
export async function saveMethod({ remit }: MerchantClients, customer: string, method: string): Promise<string> {
  const { id } = await remit.paymentMethods.attach(method, { customer })
  await remit.customers.update(customer, { invoice_settings: { default_payment_method: id } })
  return id
}

export const urlOf = (invoice: Stripe.Invoice): string => invoice.hosted_invoice_url ?? ''
