import type { Day } from '../calendar/day.ts'
import type { LedgerAccount, LedgerTransaction } from '../ledger/accounts.ts'
import type { Currency } from '../money/currencies.ts'

/** What an entry of a statement is about, in the order in which entries of one instant are listed. */
const entryKinds = [
  'invoice',
  'credit_applied',
  'credit_note',
  'voided',
  'written_off',
  'payment',
  'refund',
  'refund_failed',
  'dispute',
  'dispute_won',
  'correction',
] as const

export type EntryKind = (typeof entryKinds)[number]

/** Amounts in minor units. Both sides of an entry are used where the books give back what they take. */
export type Entry = {
  readonly kind: EntryKind
  readonly on: Day
  readonly invoiceNumber: string | null
  readonly receiptNumber: string | null
  /** What raises the debt. */
  readonly debitMinor: number
  /** What lowers it. */
  readonly creditMinor: number
}

/** A transaction of the ledger, with what its documents are called. `at` in ms since 1970, `on` in the merchant's zone. */
export type Booked = Pick<LedgerTransaction, 'causeKind' | 'postings'> & {
  readonly id: string
  readonly currency: Currency
  readonly on: Day
  readonly at: number
  readonly invoiceNumber: string | null
  readonly receiptNumber: string | null
}

/** The ledger accounts that are the customer's: what they owe, and what is kept for them. */
export const customerAccounts = ['receivable', 'customer_credit', 'unapplied_cash'] as const satisfies LedgerAccount[]

const kindOf: Readonly<Record<string, EntryKind>> = {
  invoice_finalized: 'invoice',
  invoice_voided: 'voided',
  invoice_written_off: 'written_off',
  credit_note: 'credit_note',
  payment: 'payment',
  refund: 'refund',
  refund_failed: 'refund_failed',
  dispute_opened: 'dispute',
  dispute_changed: 'dispute',
  dispute_won: 'dispute_won',
}

/** Accounts that are one thing to the customer: the price with its tax, and money wherever it is. */
const seenAs: Partial<Readonly<Record<LedgerAccount, LedgerAccount>>> = {
  tax_payable: 'revenue',
  rounding: 'revenue',
  cash_bank: 'cash_provider',
}

/**
 * The entries of a transaction: what its other accounts give is owed, and what they take is owed no more. Money that only moves
 * between the customer's own accounts has none, but for credit that paid an invoice, which is on both sides.
 */
export function entriesOf({ causeKind, postings, on, invoiceNumber, receiptNumber }: Booked): Entry[] {
  const others = new Map<LedgerAccount, number>()
  let creditAppliedMinor = 0
  for (const { account, amountMinor } of postings) {
    const other = seenAs[account] ?? account
    if (!isCustomers(other)) others.set(other, (others.get(other) ?? 0) + amountMinor)
    if (account === 'customer_credit' && causeKind === 'invoice_finalized') creditAppliedMinor += amountMinor
  }
  const sides = [...others.values()]
  const about = { on, invoiceNumber, receiptNumber }
  const kind = kindOf[causeKind] ?? 'correction'
  const debitMinor = sides.reduce((sum, minor) => sum - Math.min(minor, 0), 0)
  const creditMinor = sides.reduce((sum, minor) => sum + Math.max(minor, 0), 0)
  const applied: Entry[] =
    creditAppliedMinor > 0
      ? [{ kind: 'credit_applied', ...about, debitMinor: creditAppliedMinor, creditMinor: creditAppliedMinor }]
      : []
  return debitMinor === 0 && creditMinor === 0 ? applied : [{ kind, ...about, debitMinor, creditMinor }, ...applied]
}

const isCustomers = (account: LedgerAccount): boolean =>
  (customerAccounts as readonly LedgerAccount[]).includes(account)

/** By day, then in the order in which it was booked. */
export const byTime = (one: Booked, other: Booked): number =>
  compare(one.on, other.on) || one.at - other.at || rankOf(one) - rankOf(other) || compare(one.id, other.id)

const rankOf = ({ causeKind }: Booked): number => entryKinds.indexOf(kindOf[causeKind] ?? 'correction')

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
