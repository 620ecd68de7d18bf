import { isDeepStrictEqual } from 'node:util'
import { evolve as evolveCoupon } from '../../src/core/catalog/coupon.ts'
import { evolve as evolveTaxRate } from '../../src/core/catalog/tax-rate.ts'
import { evolve as evolveCustomer } from '../../src/core/customers/evolve.ts'
import { evolve as evolveInvoice } from '../../src/core/invoices/evolve.ts'
import { type Invoice, isIssued } from '../../src/core/invoices/invoice.ts'
import { evolve as evolveItem } from '../../src/core/invoices/item.ts'
import { isSettled } from '../../src/core/payments/payment.ts'
import type { Evolve } from '../../src/core/recorded.ts'
import type { EventRow, Rows } from './database.ts'

type AnyEvolve = Evolve<unknown, { type: string }>

/** The table of each kind of object, and the function that folds its history. */
const kinds: Readonly<Record<string, { table: string; evolve: AnyEvolve }>> = {
  invoice: { table: 'invoices', evolve: evolveInvoice as AnyEvolve },
  customer: { table: 'customers', evolve: evolveCustomer as AnyEvolve },
  coupon: { table: 'coupons', evolve: evolveCoupon as AnyEvolve },
  tax_rate: { table: 'tax_rates', evolve: evolveTaxRate as AnyEvolve },
  invoiceitem: { table: 'invoice_items', evolve: evolveItem as AnyEvolve },
}

type Kept = EventRow & { readonly state: string | null }

/**
 * Each object's events, the last with its row. A single statement, as an open page may record a view between two.
 */
const historyOf = (table: string) =>
  `SELECT e.*, CASE WHEN e.seq = (SELECT max(seq) FROM events l WHERE l.account_id = e.account_id AND l.object_id = e.object_id)
     THEN o.state END AS state
   FROM events e LEFT JOIN ${table} o ON o.account_id = e.account_id AND o.id = e.object_id
   WHERE e.object_kind = ?1 ORDER BY e.object_id, e.seq`

/** Rows that differ from their folded history, and times at which two payments of one invoice were chargeable. */
export async function rebuildViolations(rows: Rows): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(kinds).map(async ([kind, { table, evolve }]) => {
      const history = await rows<Kept>(historyOf(table), kind)
      const lost = await rows<{ id: string }>(
        `SELECT id FROM ${table} o WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.account_id = o.account_id AND e.object_id = o.id)`,
      )
      return [
        ...lost.map(({ id }) => `${id} has no history`),
        ...[...Map.groupBy(history, ({ object_id }) => object_id)].flatMap(([id, mine]) => {
          const state = mine.at(-1)?.state ?? null
          return wrongsOf(id, mine, state === null ? null : (JSON.parse(state) as unknown), evolve)
        }),
      ]
    }),
  )
  return found.flat()
}

function wrongsOf(id: string, history: readonly EventRow[], kept: unknown, evolve: AnyEvolve): string[] {
  const wrongs: string[] = []
  let state: unknown = null
  for (const { seq, at, type, data } of history) {
    state = evolve(state, { seq, at, event: { type, ...JSON.parse(data) } })
    if (openPayments(state) > 1) wrongs.push(`${id} had ${openPayments(state)} unsettled payments after event ${seq}`)
  }
  const rebuilt: unknown = JSON.parse(JSON.stringify(state))
  if (!isDeepStrictEqual(rebuilt, kept)) wrongs.push(`${id}: its row is not what its history adds up to`)
  return wrongs
}

function openPayments(state: unknown): number {
  const invoice = state as Invoice | null
  return invoice && 'payments' in invoice && isIssued(invoice)
    ? invoice.payments.filter((payment) => !isSettled(payment)).length
    : 0
}
