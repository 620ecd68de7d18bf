import type { CollectionMethod } from '../invoices/invoice.ts'

type MethodLimits = {
  /** Lower-case ISO codes; null is every currency. */
  readonly currencies: readonly string[] | null
  readonly sendInvoiceOnly: boolean
  /** Settles or fails days after the customer is done. */
  readonly delayed: boolean
  /** Can be kept and charged again with the customer's consent. */
  readonly reusable: boolean
  /** Most digits that the amount may have, in minor units. */
  readonly maxDigits: number
}

const method = (limits: Partial<MethodLimits>): MethodLimits => ({
  currencies: null,
  sendInvoiceOnly: false,
  delayed: false,
  reusable: false,
  maxDigits: 8,
  ...limits,
})

/** What each of the provider's methods can carry (docs.stripe.com/invoicing/payment-methods, /currencies). */
export const methods = {
  card: method({ reusable: true, maxDigits: 12 }),
  sepa_debit: method({ currencies: ['eur'], delayed: true, reusable: true }),
  us_bank_account: method({ currencies: ['usd'], delayed: true, reusable: true }),
  bacs_debit: method({ currencies: ['gbp'], delayed: true, reusable: true }),
  au_becs_debit: method({ currencies: ['aud'], delayed: true, reusable: true }),
  acss_debit: method({ currencies: ['cad', 'usd'], delayed: true, reusable: true }),
  bancontact: method({ currencies: ['eur'] }),
  eps: method({ currencies: ['eur'] }),
  ideal: method({ currencies: ['eur'] }),
  p24: method({ currencies: ['eur', 'pln'] }),
} as const satisfies Record<string, MethodLimits>

export type MethodType = keyof typeof methods

export const isMethodType = (text: string): text is MethodType => Object.hasOwn(methods, text)

export type ToPay = {
  readonly currency: string
  readonly amountMinor: number
  readonly collectionMethod: CollectionMethod
}

/** Whether a method can carry this amount for an invoice collected this way. */
export function fits(type: MethodType, { currency, amountMinor, collectionMethod }: ToPay): boolean {
  const limits: MethodLimits = methods[type]
  return (
    (limits.currencies === null || limits.currencies.includes(currency)) &&
    (!limits.sendInvoiceOnly || collectionMethod === 'send_invoice') &&
    String(amountMinor).length <= limits.maxDigits
  )
}

/** Smallest charge the provider takes, in minor units of the currency (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const minimumChargeMinor: Readonly<Record<string, number>> = {
  aed: 200,
  ars: 50,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  cop: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  idr: 50,
  ils: 50,
  inr: 50,
  jpy: 50,
  krw: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  php: 50,
  pln: 200,
  ron: 200,
  rub: 50,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
  zar: 50,
}

export const tooSmallToCharge = (amountMinor: number, currency: string): boolean =>
  amountMinor < (minimumChargeMinor[currency] ?? 1)
