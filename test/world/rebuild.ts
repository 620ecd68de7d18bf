import { isDeepStrictEqual } from 'node:util'
import { aggregateOf } from '../../src/core/aggregates.ts'
import { type Invoice, isIssued } from '../../src/core/invoices/invoice.ts'
import { isSettled } from '../../src/core/payments/payment.ts'
import type { EventRow, Rows } from './database.ts'
import { keptIn, recordedIn, tables } from './stored.ts'

type Kept = EventRow & { readonly state: string | null }

/**
 * Each object's events, the last with its row. A single statement, as an open page may record a view between two.
 */
const historyOf = (table: string) =>
  `SELECT e.*, CASE WHEN e.seq = (SELECT max(seq) FROM events l WHERE l.account_id = e.account_id AND l.object_id = e.object_id)
     THEN o.state END AS state
   FROM events e LEFT JOIN ${table} o ON o.account_id = e.account_id AND o.id = e.object_id
   WHERE e.object_kind = ?1 AND (?2 = 0 OR e.object_id IN (SELECT object_id FROM events WHERE at >= ?2))
   ORDER BY e.object_id, e.seq`

const codeHash = "json_extract(d.value, '$.codeHash')"

/** Stored documents that are not found by their code, and codes that find no document. */
const codesAstray = `SELECT i.id FROM invoices i, json_each(i.state, '$.documents') d
   WHERE ${codeHash} IS NOT NULL AND (?1 = 0 OR i.id IN (SELECT object_id FROM events WHERE at >= ?1)) AND NOT EXISTS
     (SELECT 1 FROM document_codes c WHERE c.account_id = i.account_id AND c.invoice_id = i.id AND c.code_hash = ${codeHash})
   UNION SELECT c.invoice_id FROM document_codes c
   WHERE (?1 = 0 OR c.invoice_id IN (SELECT object_id FROM events WHERE at >= ?1)) AND NOT EXISTS
     (SELECT 1 FROM invoices i, json_each(i.state, '$.documents') d
      WHERE i.account_id = c.account_id AND i.id = c.invoice_id AND ${codeHash} = c.code_hash)`

/**
 * Rows that differ from their folded history, and times at which two payments of one invoice were chargeable: of all objects, or
 * of those that changed since an instant (ms since 1970).
 */
export async function rebuildViolations(rows: Rows, since = 0): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(tables).map(async ([kind, table]) => {
      const history = await rows<Kept>(historyOf(table), kind, since)
      const lost = await rows<{ id: string }>(
        `SELECT id FROM ${table} o WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.account_id = o.account_id AND e.object_id = o.id)`,
      )
      return [
        ...lost.map(({ id }) => `${id} has no history`),
        ...[...Map.groupBy(history, ({ object_id }) => object_id)].flatMap(([id, mine]) => {
          const state = mine.at(-1)?.state ?? null
          return violationsIn(kind, id, mine, state === null ? null : keptIn(kind, state))
        }),
      ]
    }),
  )
  const astray = await rows<{ id: string }>(codesAstray, since)
  return [...found.flat(), ...astray.map(({ id }) => `${id}: its codes are not those of its documents`)]
}

function violationsIn(kind: string, id: string, history: readonly EventRow[], kept: unknown): string[] {
  const violations: string[] = []
  let state: unknown = null
  for (const row of history) {
    state = aggregateOf(kind).evolve(state, recordedIn(kind, row))
    if (openPayments(state) > 1)
      violations.push(`${id} had ${openPayments(state)} unsettled payments after event ${row.seq}`)
  }
  const rebuilt: unknown = JSON.parse(JSON.stringify(state))
  if (!isDeepStrictEqual(rebuilt, kept)) violations.push(`${id}: its row does not equal its folded history`)
  return violations
}

function openPayments(state: unknown): number {
  const invoice = state as Invoice | null
  return invoice && 'payments' in invoice && isIssued(invoice)
    ? invoice.payments.filter((payment) => !isSettled(payment)).length
    : 0
}
