import type { Day } from '../../src/core/calendar/day.ts'
import type { Statement, StatementEntry } from '../../src/core/statements/statement.ts'

/** An entry of a statement: its day, kind and document, with what it has on either side. */
export type Listed = readonly [
  on: string,
  kind: StatementEntry['kind'],
  number: string,
  sides: { readonly debitMinor?: number; readonly creditMinor?: number; readonly receiptNumber?: string },
]

const usual: readonly Listed[] = [
  ['2026-11-02', 'invoice', 'KW-0017', { debitMinor: 119_000 }],
  ['2026-11-09', 'payment', 'KW-0017', { creditMinor: 119_000, receiptNumber: 'KW-0017-R1' }],
  ['2026-11-10', 'refund', 'KW-0017', { debitMinor: 5_000, creditMinor: 5_000 }],
  ['2026-11-12', 'invoice', 'KW-0018', { debitMinor: 20_000 }],
  ['2026-11-20', 'credit_note', 'KW-GS-0003', { creditMinor: 2_500 }],
]

/** A statement of November with the balances that follow from its entries: what is owed from before is old, the rest not yet due. */
export function accountStatement(
  listed: readonly Listed[] = usual,
  openingMinor = 12_345,
  changes: Partial<Statement> = {},
): Statement {
  let balanceMinor = openingMinor
  const entries = listed.map(([on, kind, invoiceNumber, sides]): StatementEntry => {
    const entry = { on: on as Day, kind, invoiceNumber, receiptNumber: null, debitMinor: 0, creditMinor: 0, ...sides }
    balanceMinor += entry.debitMinor - entry.creditMinor
    return { ...entry, balanceMinor }
  })
  const creditLeftMinor = Math.min(0, balanceMinor) - 2_500
  return {
    currency: 'eur',
    from: '2026-11-01' as Day,
    to: '2026-11-30' as Day,
    openingMinor,
    entries,
    debitMinor: entries.reduce((sum, entry) => sum + entry.debitMinor, 0),
    creditMinor: entries.reduce((sum, entry) => sum + entry.creditMinor, 0),
    closingMinor: balanceMinor,
    ageing: {
      not_due: balanceMinor - creditLeftMinor - Math.max(0, openingMinor),
      days_1_30: 0,
      days_31_60: 0,
      days_61_90: 0,
      over_90_days: Math.max(0, openingMinor),
    },
    creditLeftMinor,
    ...changes,
  }
}
