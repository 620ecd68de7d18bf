import type Stripe from 'stripe'
import type { Context } from '../context.ts'
import { declinedBy, noSuch, Problem } from '../problem.ts'
import { cardForMethodId, cardWithNumber, isCardNumber, type TestCard } from '../tables/cards.ts'
import { declines } from '../tables/declines.ts'
import { fingerprintOf } from './fingerprint.ts'

export function cardFor(number: string): TestCard {
  if (!isCardNumber(number))
    throw new Problem(402, 'card_error', 'Your card number is incorrect.', {
      code: 'incorrect_number',
      param: 'number',
    })
  const card = cardWithNumber(number)
  if (!card) throw declinedBy(declines.test_mode_live_card)
  return card
}

/** `tok_visa` and other tokens stand for the same cards as `pm_card_visa`. */
export function cardForToken(token = ''): TestCard {
  const card = cardForMethodId(token.replace(/^tok_/, 'pm_card_'))
  if (!card) throw noSuch('token', token, 'card[token]')
  return card
}

export type Expiry = { exp_month: number; exp_year: number }

export function checkExpiry({ nowMs }: Context, { exp_month, exp_year }: Partial<Expiry>): Expiry {
  const year = exp_year !== undefined && exp_year < 100 ? 2000 + exp_year : exp_year
  const today = new Date(nowMs)
  const thisYear = today.getUTCFullYear()
  if (exp_month === undefined || exp_month < 1 || exp_month > 12) throw badExpiry('month')
  if (year === undefined || year < thisYear || year > thisYear + 50) throw badExpiry('year')
  if (year === thisYear && exp_month < today.getUTCMonth() + 1) throw badExpiry('month')
  return { exp_month, exp_year: year }
}

const badExpiry = (part: 'month' | 'year') =>
  new Problem(402, 'card_error', `Your card's expiration ${part} is invalid.`, {
    code: `invalid_expiry_${part}`,
    param: `exp_${part}`,
  })

export const expiryFor = ({ nowMs }: Context): Expiry => {
  const today = new Date(nowMs)
  return { exp_month: today.getUTCMonth() + 1, exp_year: today.getUTCFullYear() + 1 }
}

export function checkCvc(cvc: string, { brand }: TestCard): void {
  if (!new RegExp(`^\\d{${brand === 'amex' ? 4 : 3}}$`).test(cvc) && !(brand === 'amex' && /^\d{3}$/.test(cvc)))
    throw new Problem(402, 'card_error', "Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' })
}

export function cardDetails(context: Context, card: TestCard, expiry: Expiry): Partial<Stripe.PaymentMethod> {
  return {
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: card.country,
      display_brand: card.brand === 'amex' ? 'american_express' : card.brand,
      ...expiry,
      fingerprint: fingerprintOf(context, card.number),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: card.brand !== 'amex' },
      wallet: null,
    },
  }
}
