import { sql } from 'drizzle-orm'
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** The numbers of an account's documents, of every kind: who takes one that is taken fails with the whole commit. */
export const documentNumbers = sqliteTable(
  'document_numbers',
  {
    accountId: text('account_id').notNull(),
    kind: text('kind').notNull(),
    documentId: text('document_id').notNull(),
    number: text('number').notNull(),
    series: text('series'),
    sequence: integer('sequence'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.kind, t.documentId] }),
    // Numbers that differ only in case count as the same.
    uniqueIndex('document_numbers_one_number').on(t.accountId, sql`${t.number} COLLATE NOCASE`),
    uniqueIndex('document_numbers_no_gap').on(t.accountId, t.series, t.sequence).where(sql`${t.sequence} IS NOT NULL`),
  ],
)

/** The last sequence number of each series, so that the next one need not be searched for. */
export const numberSeries = sqliteTable(
  'number_series',
  {
    accountId: text('account_id').notNull(),
    series: text('series').notNull(),
    lastUsed: integer('last_used').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.series] })],
)
