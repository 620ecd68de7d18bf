import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Inserted before their transaction, whose row a trigger refuses unless they sum to zero. */
export const ledgerPostings = sqliteTable(
  'ledger_postings',
  {
    accountId: text('account_id').notNull(),
    transactionId: text('transaction_id').notNull(),
    position: integer('position').notNull(),
    ledgerAccount: text('ledger_account').notNull(),
    currency: text('currency').notNull(),
    /** Debits are positive, credits negative. */
    amountMinor: integer('amount_minor').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.transactionId, t.position] }),
    index('ledger_postings_by_account').on(t.accountId, t.ledgerAccount, t.currency),
  ],
)

export const ledgerTransactions = sqliteTable(
  'ledger_transactions',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    currency: text('currency').notNull(),
    causeKind: text('cause_kind').notNull(),
    causeId: text('cause_id').notNull(),
    invoiceId: text('invoice_id'),
    customerId: text('customer_id'),
    day: text('day').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('ledger_one_posting_per_cause').on(t.accountId, t.causeKind, t.causeId),
    index('ledger_by_day').on(t.accountId, t.day),
    index('ledger_by_customer').on(t.accountId, t.customerId, t.day),
  ],
)
