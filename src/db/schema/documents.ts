import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The invoice of each document by the SHA-256 of its verification code, which names no account; a projection. */
export const documentCodes = sqliteTable(
  'document_codes',
  {
    accountId: text('account_id').notNull(),
    codeHash: text('code_hash').notNull(),
    invoiceId: text('invoice_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.codeHash] }), index('document_codes_by_code').on(t.codeHash)],
)
