/** The accounts of a merchant's books, one set per currency. Debits are positive, credits negative. */
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

/** What one fact does to the books. A cause posts once: `(causeKind, causeId)` is unique within a merchant. */
export type LedgerTransaction = {
  readonly causeKind: string
  readonly causeId: string
  readonly postings: readonly Posting[]
}
