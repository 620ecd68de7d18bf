import type { Currency } from '../money/currencies.ts'

/** How a bank is named beside an account number where there are no IBANs: in the US, in the UK, elsewhere. */
export type BankCodeKind = 'routing_number' | 'sort_code' | 'bank_code'

/** A merchant's own bank account, as customers see it who pay by transfer. Numbers are kept without blanks. */
export type BankAccount = {
  readonly currency: Currency
  readonly holder: string
  readonly bankName: string | null
  readonly number:
    | { readonly kind: 'iban'; readonly iban: string; readonly bic: string | null }
    | {
        readonly kind: 'local'
        readonly accountNumber: string
        readonly bankCode: { readonly kind: BankCodeKind; readonly code: string }
      }
}
