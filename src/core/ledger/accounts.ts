/** The ledger accounts of a merchant, one set per currency. Debits are positive, credits negative. */
const ledgerAccounts = [
  'receivable',
  'revenue',
  'tax_payable',
  'cash_provider',
  'cash_bank',
  'unapplied_cash',
  'customer_credit',
  'refunds',
  'disputes',
  'fees',
  'bad_debt',
  'rounding',
] as const

export type LedgerAccount = (typeof ledgerAccounts)[number]

export type Posting = { readonly account: LedgerAccount; readonly amountMinor: number }

/**
 * The postings of one cause, about a customer and at most one invoice. `(causeKind, causeId)` is unique within a
 * merchant, so each cause posts once.
 */
export type LedgerTransaction = {
  readonly causeKind: string
  readonly causeId: string
  readonly customerId: string
  readonly invoiceId: string | null
  readonly postings: readonly Posting[]
}
