import { getTableName } from 'drizzle-orm'
import { type Aggregate, aggregateOf, readEvent } from '../../src/core/aggregates.ts'
import type { CashReceipt } from '../../src/core/cash-receipts/cash-receipt.ts'
import type { Invoice } from '../../src/core/invoices/invoice.ts'
import type { Recorded } from '../../src/core/recorded.ts'
import { objectTables } from '../../src/db/schema/index.ts'

/** The table of each kind of object. */
export const tables: Readonly<Record<string, string>> = {
  account: '(SELECT id AS account_id, id, created_at, state FROM accounts)',
  cash_receipt: 'cash_receipts',
  ...Object.fromEntries(Object.entries(objectTables).map(([kind, table]) => [kind, getTableName(table)])),
}

type Row = { readonly seq: number; readonly at: number; readonly type: string; readonly data: string }

/** An event read from its row, in the current shape. */
export const recordedIn = (kind: string, { seq, at, type, data }: Row): Recorded<never> =>
  readEvent(aggregateOf(kind), { seq, at, type, data: JSON.parse(data) }) as Recorded<never>

/** The stored state of a row, in the current shape, without derived values. */
export const keptIn = (kind: string, state: string): unknown => aggregateOf(kind).upgrade('state', JSON.parse(state))

/** The text that a row must have for a state folded from the history. */
export const textOf = (kind: string, kept: unknown): string => {
  const { version, keep }: Aggregate = aggregateOf(kind)
  return JSON.stringify({ v: version, ...(keep(kept) as object) })
}

/** The invoice in a row. */
export const invoiceIn = (state: string): Invoice => aggregateOf('invoice').read(keptIn('invoice', state)) as Invoice

/** The receipt in a row. */
export const receiptIn = (state: string): CashReceipt => keptIn('cash_receipt', state) as CashReceipt
