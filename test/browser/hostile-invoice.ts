import type { Account } from '../../src/core/accounts/account.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import type { Address } from '../../src/core/parties.ts'
import { customers, harbor, rates } from '../world/cast.ts'
import { discount, failed, issued, later, line, moved, paidInFull, started, succeeded } from '../world/invoices.ts'
import { everyStanding } from '../world/standings.ts'

/** Returns the next payload at each call, so that the fields of one invoice differ and each payload reaches every field. */
export type Next = () => string

export const nextOf = (payloads: readonly string[], first: number): Next => {
  let at = first
  return () => payloads[at++ % payloads.length]!
}

/** One locale for each language with words, used in turn. */
export const locales = ['en-US', 'de-DE', 'fr-FR', 'ja-JP', 'ar-KW'] as const

export const localeOf = (nth: number): string => locales[nth % locales.length]!

const addressOf = (next: Next): Address => ({
  line1: next(),
  line2: next(),
  city: next(),
  postalCode: next(),
  state: next(),
  country: next(),
})

/** A merchant with payloads in all settings, past every check; only the link's target is unchanged. */
export const hostileAccount = (next: Next): Account => ({
  ...harbor,
  name: next(),
  address: addressOf(next),
  taxIds: [
    { type: 'us_ein', value: next() },
    { type: next(), value: next() },
  ],
  supportEmail: next(),
  supportPhone: next(),
  website: next(),
  locale: next(),
  bankAccounts: [
    {
      currency: harbor.defaultCurrency,
      holder: next(),
      bankName: next(),
      number: { kind: 'local', accountNumber: next(), bankCode: { kind: 'routing_number', code: next() } },
    },
  ],
  branding: { brandColor: next(), accentColor: next(), logo: null },
})

const hostileCustomer = (next: Next, locale: string): Customer => ({
  ...customers.nora,
  name: next(),
  email: next(),
  phone: next(),
  address: addressOf(next),
  shipping: { name: next(), phone: next(), address: addressOf(next) },
  taxIds: [{ type: 'eu_vat', value: next() }],
  locales: [next(), locale],
})

const hostileRate = (next: Next) => ({
  ...rates.salesTax,
  displayName: next(),
  jurisdiction: next(),
  country: next(),
  state: next(),
  description: next(),
})

/** An invoice whose every text is a payload, in each standing in turn, with its reader. */
export function hostileInvoice(payloads: readonly string[], nth: number) {
  const next = nextOf(payloads, nth)
  const account = hostileAccount(next)
  const rate = hostileRate(next)
  const wanted = {
    of: account,
    to: hostileCustomer(next, localeOf(nth)),
    number: next().slice(0, 26),
    defaultTaxRates: [rate],
    discounts: [discount(next(), { percent: '5' })],
    lines: [
      line(next(), '1', '100000'),
      line(next(), '3', '1990', { taxRates: [rate], discounts: [discount(next(), { amountMinor: 100 })] }),
    ],
    memo: next(),
    footer: next(),
    customFields: [
      { name: next(), value: next() },
      { name: next(), value: next() },
    ],
    metadata: { [next()]: next() },
    statementDescriptor: next(),
  }
  const standings = Object.entries(everyStanding(wanted))
  const [standing, { invoice, now }] = standings[nth % standings.length]!
  const method = { id: 'pm_x', type: next(), brand: next().slice(0, 30), last4: next().slice(0, 4) }
  const owed = issued(wanted)
  const amount = owed.totals.totalMinor
  return {
    account,
    standing,
    invoice,
    now,
    kept: [{ ...method, type: 'card', expMonth: 4, expYear: 2029, savedAt: now }],
    /** The same invoice as in the mails about a payment. */
    charged: {
      receipt: later(owed, now, started(amount), succeeded(amount, { paidWith: method }), paidInFull),
      payment_failed: later(owed, now, started(amount, { kind: 'automatic' }), failed(next(), next(), now)),
      action_required: later(owed, now, started(amount), moved('requires_action', method)),
    },
  }
}
