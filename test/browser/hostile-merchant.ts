import type { Account } from '../../src/core/accounts/account.ts'
import { type Issued, newCustomer, payPart } from '../world/billing.ts'
import { payWithoutReturning } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { harborPine } from '../world/merchant.ts'
import { truthOf } from '../world/provider.ts'
import { rows } from '../world/records.ts'
import { settled } from '../world/time.ts'
import { hostileAccount, localeOf, type Next, nextOf } from './hostile-invoice.ts'

const { remit, accountId } = harborPine

/** The merchant's current settings, to be restored. */
export async function settings(): Promise<Account> {
  const [row] = await rows<{ state: string }>('SELECT state FROM accounts WHERE id = ?', accountId)
  return JSON.parse(row!.state) as Account
}

/** Writes settings directly into the database, past every check. */
export const settle = (account: Account) =>
  rows('UPDATE accounts SET state = ? WHERE id = ?', JSON.stringify(account), accountId)

/** The part of a text that the API accepts: without control characters and lone surrogates, and not too long. */
const taken = (text: string, most: number) =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, most)
    .toWellFormed()
    .trim() || 'x'

/** Writes a customer's locales directly into the database, past every check. */
const writeLocales = (customerId: string, locales: readonly string[]) =>
  rows(
    "UPDATE customers SET state = json_set(state, '$.locales', json(?)) WHERE id = ?",
    JSON.stringify(locales),
    customerId,
  )

async function customer(next: Next, locale: string) {
  const address = () => ({
    line1: taken(next(), 500),
    line2: taken(next(), 500),
    city: taken(next(), 500),
    postal_code: taken(next(), 40),
    country: 'US',
  })
  return newCustomer(
    {
      name: taken(next(), 256),
      phone: taken(next(), 40),
      description: taken(next(), 5000),
      address: { ...address(), state: taken(next(), 500) },
      shipping: { name: taken(next(), 500), phone: taken(next(), 40), address: address() },
      tax_id_data: [{ type: 'eu_vat', value: taken(next(), 100) }],
      preferred_locales: [locale],
      metadata: { [taken(next(), 40).replace(/[[\]]/g, '_')]: taken(next(), 500) },
      invoice_settings: { footer: taken(next(), 5000) },
    },
    harborPine,
  )
}

/** What happens to an invoice after it was sent. */
const outcomes: readonly ((invoice: Issued) => Promise<unknown>)[] = [
  async () => undefined,
  (invoice) => payPart(invoice.id, 1000, harborPine),
  async (invoice) => {
    await post(`${pathOf(invoice)}/payments`, checkoutFor(invoice.amount_remaining))
    const { sessions } = await truthOf(harborPine)
    await payWithoutReturning(sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!.id)
  },
  (invoice) => remit.invoices.voidInvoice(invoice.id),
  (invoice) => post(pathOf(invoice)),
  (invoice) => post(`${pathOf(invoice)}/payments`, checkoutFor(invoice.amount_remaining)),
  (invoice) => remit.invoices.markUncollectible(invoice.id),
]

export type Sent = {
  readonly invoice: Issued
  readonly account: Account
  readonly email: string
  readonly locale: string
  /** The amounts on the page and in the mails in order: first due, then paid or due again. */
  readonly amount: string
  readonly mailed: readonly string[]
}

/** Sends the nth hostile invoice in the running world, with payloads in the settings and in every text that the API accepts. */
export async function sendHostile(usual: Account, payloads: readonly string[], nth: number): Promise<Sent> {
  // Spread over the list, so that a share of them uses every kind of payload.
  const next = nextOf(payloads, nth * 7)
  const account = {
    ...usual,
    ...pick(hostileAccount(next)),
    branding: { ...hostileAccount(next).branding, logo: usual.branding.logo },
  }
  await settle(account)
  const locale = localeOf(nth)
  const { id, email } = await customer(next, locale)
  const rate = await remit.taxRates.create({
    display_name: taken(next(), 50),
    description: taken(next(), 500),
    jurisdiction: taken(next(), 50),
    percentage: 19,
    inclusive: false,
  })
  const coupon = await remit.coupons.create({ name: taken(next(), 40), percent_off: 5, duration: 'once' })
  const made = await remit.invoices.create({
    customer: id,
    collection_method: 'send_invoice',
    description: taken(next(), 1500),
    footer: taken(next(), 5000),
    custom_fields: [
      { name: taken(next(), 40), value: taken(next(), 140) },
      { name: taken(next(), 40), value: taken(next(), 140) },
    ],
    discounts: [{ coupon: coupon.id }],
    default_tax_rates: [rate.id],
    metadata: { note: taken(next(), 500) },
  })
  for (const amount of [100_000, 1990])
    await remit.invoiceItems.create({
      customer: id,
      invoice: made.id!,
      amount,
      currency: 'usd',
      description: taken(next(), 500),
    })
  // The unreadable locale comes first; the invoice stores it with the buyer's data.
  await writeLocales(id, [next(), locale])
  const invoice = (await remit.invoices.sendInvoice(made.id!)) as Issued
  await writeLocales(id, [locale])
  await outcomes[nth % outcomes.length]!(invoice)
  await settled()
  const { status, total, amount_paid, amount_remaining } = await remit.invoices.retrieve(invoice.id)
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' })
  const money = (minor: number) => format.format(minor / 100)
  const amount = money(status === 'paid' || status === 'void' ? total : amount_remaining)
  return { invoice, account, email, locale, amount, mailed: [money(total), money(amount_paid || amount_remaining)] }
}

const pick = ({ name, address, taxIds, supportEmail, supportPhone, website, locale }: Account) => ({
  name,
  address,
  taxIds,
  supportEmail,
  supportPhone,
  website,
  locale,
})
