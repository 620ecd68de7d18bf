/** How a payment method works: at once, by a debit that takes days, by a redirect, or by a transfer that the customer sends. */
export type MethodKind = 'card' | 'debit' | 'transfer' | 'redirect'

type MethodRules = {
  readonly kind: MethodKind
  /** Null is every supported currency. */
  readonly currencies: readonly string[] | null
  readonly name: string
  /** Offered only when requested by name, and needs a customer. */
  readonly onRequest: boolean
}

/** The payment methods of this provider and their currencies. */
export const methodTypes = {
  card: { kind: 'card', currencies: null, name: 'Card', onRequest: false },
  sepa_debit: { kind: 'debit', currencies: ['eur'], name: 'SEPA Direct Debit', onRequest: false },
  us_bank_account: { kind: 'debit', currencies: ['usd'], name: 'US bank account', onRequest: false },
  bacs_debit: { kind: 'debit', currencies: ['gbp'], name: 'Bacs Direct Debit', onRequest: false },
  au_becs_debit: { kind: 'debit', currencies: ['aud'], name: 'BECS Direct Debit', onRequest: false },
  ideal: { kind: 'redirect', currencies: ['eur'], name: 'iDEAL', onRequest: true },
  bancontact: { kind: 'redirect', currencies: ['eur'], name: 'Bancontact', onRequest: true },
  eps: { kind: 'redirect', currencies: ['eur'], name: 'EPS', onRequest: true },
  p24: { kind: 'redirect', currencies: ['eur', 'pln'], name: 'Przelewy24', onRequest: true },
  customer_balance: {
    kind: 'transfer',
    currencies: ['eur', 'gbp', 'jpy', 'mxn', 'usd'],
    name: 'Bank transfer',
    onRequest: true,
  },
} as const satisfies Record<string, MethodRules>

export type MethodType = keyof typeof methodTypes

export const isMethodType = (text: string): text is MethodType => Object.hasOwn(methodTypes, text)

export const kindOf = (type: MethodType): MethodKind => methodTypes[type].kind

export function takesCurrency(type: MethodType, currency: string): boolean {
  const { currencies }: MethodRules = methodTypes[type]
  return currencies === null || currencies.includes(currency)
}

/** The methods offered for a currency: of the allowed ones, or of all that need no request. */
export function offeredTypes(currency: string | null, allowed: readonly string[] | null): MethodType[] {
  const all = Object.keys(methodTypes) as MethodType[]
  return all.filter((type) => {
    const wanted = allowed === null ? !methodTypes[type].onRequest : allowed.includes(type)
    return wanted && (currency === null || takesCurrency(type, currency))
  })
}
