import { createClient, type InValue } from '@libsql/client/http'
import Stripe from 'stripe'
import type { Mail } from '../../dev/mailbox/mail.ts'
import { merchants } from '../../dev/seed/merchants.ts'
import type { Environment } from './environment.ts'

const clientOf = (url: string, key: string): Stripe => {
  const { hostname, port } = new URL(url)
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 })
}

type Bill = Omit<Stripe.InvoiceCreateParams, 'customer'> & { readonly amountMinor?: number }

let customers = 0

/** A seeded merchant (Kranwerk by default) with its API clients, shortcuts for test data, and direct database access. */
export function merchantIn(env: Environment, index = 0) {
  const { account, providerAccount } = merchants[index]!
  const { apiKey, providerKey, webhookSecret } = env.secrets.merchants[account.id]!
  const remit = clientOf(env.app, apiKey)
  const provider = clientOf(env.urls.sandbox, providerKey)
  const database = createClient({ url: env.urls.database, intMode: 'number' })
  const currency = account.defaultCurrency
  return {
    accountId: account.id,
    apiKey,
    webhookSecret,
    providerAccount,
    currency,
    remit,
    provider,
    truth: () => env.sandbox.truth(providerAccount),

    /** A customer with a unique email address. */
    async customer(params: Stripe.CustomerCreateParams = {}) {
      const email = `jonas.${++customers}@wieland.example`
      const made = await remit.customers.create({
        name: 'Jonas Wieland Bau',
        email,
        preferred_locales: ['en-GB'],
        ...params,
      })
      return { id: made.id, email }
    },

    /** Keeps a method with a customer and charges it by default. */
    async keepMethod(customer: { id: string }, method = 'pm_card_visa'): Promise<string> {
      const { id } = await remit.paymentMethods.attach(method, { customer: customer.id })
      await remit.customers.update(customer.id, { invoice_settings: { default_payment_method: id } })
      return id
    },

    /** An invoice with one line (100.00 unless said otherwise) that was finalized but not mailed. */
    async bill(customer: { id: string }, { amountMinor = 10_000, ...params }: Bill = {}): Promise<Issued> {
      const draft = await remit.invoices.create({
        customer: customer.id,
        collection_method: 'send_invoice',
        currency,
        ...params,
      })
      const item = { amount: amountMinor, currency, description: 'Turmdrehkran 30 m, Aufbau' }
      await remit.invoiceItems.create({ customer: customer.id, invoice: draft.id, ...item })
      return (await remit.invoices.finalizeInvoice(draft.id!)) as Issued
    },

    /** Queries the database directly, past the product. */
    rows: async <T>(sql: string, ...args: InValue[]): Promise<T[]> =>
      (await database.execute({ sql, args })).rows as unknown as T[],
  }
}

export type Merchant = ReturnType<typeof merchantIn>

export type Issued = Stripe.Invoice & { id: string; number: string; hosted_invoice_url: string }

/** Every mail that the environment's mailbox holds, newest first; it keeps the last 500. */
export const mailsIn = async ({ mailbox }: Environment): Promise<Mail[]> =>
  (await (await fetch(`${mailbox}/api/mails`)).json()) as Mail[]
