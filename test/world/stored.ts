import { getTableName } from 'drizzle-orm'
import { type Aggregate, aggregateOf, readEvent } from '../../src/core/aggregates.ts'
import type { CashReceipt } from '../../src/core/cash-receipts/cash-receipt.ts'
import type { Invoice } from '../../src/core/invoices/invoice.ts'
import type { Recorded } from '../../src/core/recorded.ts'
import { objectTables } from '../../src/db/schema/index.ts'

/** Where each kind of object keeps its row; an account's row names its account as every other. */
export const tables: Readonly<Record<string, string>> = {
  account: '(SELECT id AS account_id, id, created_at, state FROM accounts)',
  cash_receipt: 'cash_receipts',
  ...Object.fromEntries(Object.entries(objectTables).map(([kind, table]) => [kind, getTableName(table)])),
}

type Row = { readonly seq: number; readonly at: number; readonly type: string; readonly data: string }

/** An event as its row has it, in the current shape. */
export const recordedIn = (kind: string, { seq, at, type, data }: Row): Recorded<never> =>
  readEvent(aggregateOf(kind), { seq, at, type, data: JSON.parse(data) }) as Recorded<never>

/** What a row keeps of its object, in the current shape, without what follows from it. */
export const keptIn = (kind: string, state: string): unknown => aggregateOf(kind).upgrade('state', JSON.parse(state))

/** What a row's text would be for an object that its history adds up to. */
export const textOf = (kind: string, kept: unknown): string => {
  const { version, keep }: Aggregate = aggregateOf(kind)
  return JSON.stringify({ v: version, ...(keep(kept) as object) })
}

/** The invoice that a row keeps. */
export const invoiceIn = (state: string): Invoice => aggregateOf('invoice').read(keptIn('invoice', state)) as Invoice

/** The receipt that a row keeps. */
export const receiptIn = (state: string): CashReceipt => keptIn('cash_receipt', state) as CashReceipt
