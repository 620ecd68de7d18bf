import { type CollectionMethod, isLeftToCustomer } from '../collection/collection-method.ts'

type MethodLimits = {
  /** Lower-case ISO codes; null is every currency. */
  readonly currencies: readonly string[] | null
  readonly sendInvoiceOnly: boolean
  /** Settles or fails days after the customer has paid. */
  readonly delayed: boolean
  /** Can be saved and charged again with the customer's consent. */
  readonly reusable: boolean
  /** The customer sends it from their bank: it arrives days later, in one part or several, or never. */
  readonly transfer: boolean
}

const method = (limits: Partial<MethodLimits>): MethodLimits => ({
  currencies: null,
  sendInvoiceOnly: false,
  delayed: false,
  reusable: false,
  transfer: false,
  ...limits,
})

/** The limits of each of the provider's methods (docs.stripe.com/invoicing/payment-methods, /currencies). */
export const methods = {
  card: method({ reusable: true }),
  sepa_debit: method({ currencies: ['eur'], delayed: true, reusable: true }),
  us_bank_account: method({ currencies: ['usd'], delayed: true, reusable: true }),
  bacs_debit: method({ currencies: ['gbp'], delayed: true, reusable: true }),
  au_becs_debit: method({ currencies: ['aud'], delayed: true, reusable: true }),
  acss_debit: method({ currencies: ['cad', 'usd'], delayed: true, reusable: true }),
  bancontact: method({ currencies: ['eur'] }),
  eps: method({ currencies: ['eur'] }),
  ideal: method({ currencies: ['eur'] }),
  p24: method({ currencies: ['eur', 'pln'] }),
  customer_balance: method({
    currencies: ['eur', 'gbp', 'jpy', 'mxn', 'usd'],
    sendInvoiceOnly: true,
    delayed: true,
    transfer: true,
  }),
} as const satisfies Record<string, MethodLimits>

export type MethodType = keyof typeof methods

export const isMethodType = (text: string): text is MethodType => Object.hasOwn(methods, text)

export type ToPay = {
  readonly currency: string
  readonly collectionMethod: CollectionMethod
  readonly isLeftToCustomer?: true
}

/** Whether a method supports this currency, and whether the customer pays themselves. */
export function fits(type: MethodType, toPay: ToPay): boolean {
  const limits: MethodLimits = methods[type]
  return (
    (limits.currencies === null || limits.currencies.includes(toPay.currency)) &&
    (!limits.sendInvoiceOnly || isLeftToCustomer(toPay))
  )
}
