import type Stripe from 'stripe'
import type { ToCollect } from '../provider.ts'

type Options = NonNullable<Stripe.Checkout.SessionCreateParams['payment_method_options']>

/** The kind of account that Stripe keeps for a customer, by currency (docs.stripe.com/payments/bank-transfers). */
const types: Readonly<Record<string, string>> = {
  eur: 'eu_bank_transfer',
  gbp: 'gb_bank_transfer',
  jpy: 'jp_bank_transfer',
  mxn: 'mx_bank_transfer',
  usd: 'us_bank_transfer',
}

/** The countries in which Stripe has IBANs. Each of them takes transfers from the whole SEPA area. */
const ibanCountries: ReadonlySet<string> = new Set(['BE', 'DE', 'ES', 'FR', 'IE', 'NL'])

/** What a checkout needs to offer bank transfers; null where it does not offer them. Other countries get an Irish IBAN. */
export function bankTransferOptions({
  methodTypes,
  currency,
  sellerCountry,
}: Pick<ToCollect, 'methodTypes' | 'currency' | 'sellerCountry'>): Options | null {
  const type = types[currency]
  if (type === undefined || !methodTypes.includes('customer_balance')) return null
  const country = ibanCountries.has(sellerCountry) ? sellerCountry : 'IE'
  const iban = type === 'eu_bank_transfer' && { eu_bank_transfer: { country } }
  return { customer_balance: { funding_type: 'bank_transfer', bank_transfer: { type, ...iban } } }
}

/** The transfer that an intent waits for, and the sum that has arrived of it in minor units; null for any other intent. */
export function transferIn({ status, amount, next_action }: Stripe.PaymentIntent) {
  const instructions = next_action?.display_bank_transfer_instructions
  if (status !== 'requires_action' || !instructions) return null
  return {
    arrivedMinor: amount - (instructions.amount_remaining ?? amount),
    url: instructions.hosted_instructions_url ?? null,
  }
}
