import { type SQLWrapper, sql } from 'drizzle-orm'
import type { DocumentNumber } from '../../core/numbering/series.ts'
import type { Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { documentNumbers, numberSeries } from '../schema/index.ts'

/** The last sequence number of a series, 0 before its first, as a column of a statement about the same account. */
export const lastSequence = (accountId: SQLWrapper | string, series: SQLWrapper | string) =>
  sql<number>`coalesce((select last_used from number_series where account_id = ${accountId} and series = ${series}), 0)`

/** Whether another document has a custom number, as a column of a statement about a document of the same account. */
export const isTakenNumber = (accountId: SQLWrapper, number: SQLWrapper, documentId: SQLWrapper) =>
  sql`exists (select 1 from document_numbers where account_id = ${accountId} and number COLLATE NOCASE = ${number} and document_id <> ${documentId})`.mapWith(
    Boolean,
  )

export type Numbered = DocumentNumber & {
  readonly accountId: string
  readonly kind: string
  readonly documentId: string
}

/**
 * Takes a number for a document, in the commit that issues it: so numbers have no gap. Where another document has the
 * number, or its place in the series, the commit fails as `number`.
 */
export function takeNumber({ accountId, kind, documentId, number, series, sequence }: Numbered): Query[] {
  const taken = insertInto(documentNumbers, [{ accountId, kind, documentId, number, series, sequence }])
  if (series === null || sequence === null) return [taken]
  const counted = insertInto(
    numberSeries,
    [{ accountId, series, lastUsed: sequence }],
    'on conflict (account_id, series) do update set last_used = max(last_used, excluded.last_used)',
  )
  return [taken, counted]
}
