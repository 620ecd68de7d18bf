import type { Day } from '../../core/calendar/day.ts'
import type { CashReceipt, CashReceiptEvent } from '../../core/cash-receipts/cash-receipt.ts'
import { evolve } from '../../core/cash-receipts/evolve.ts'
import { postingsOf } from '../../core/cash-receipts/postings.ts'
import type { Change } from '../commit.ts'
import { upsertInto } from '../insert.ts'
import { cashReceipts } from '../schema/index.ts'
import { objectChange } from './object-change.ts'

/** Prepares the commit of a receipt's events, posted on this day: history, row and ledger. */
export function cashReceiptChange(
  before: CashReceipt | null,
  decided: readonly CashReceiptEvent[],
  at: number,
  day: Day,
): Change {
  const { change, after } = objectChange('cash_receipt', evolve, before, decided, at, (_, state) => rowsOf(state))
  const posted = decided.flatMap((event) => (after && postingsOf(after, event)) ?? [])
  return { ...change, ledger: posted.map((transaction) => ({ ...transaction, currency: after!.currency, day })) }
}

function rowsOf(state: CashReceipt | null) {
  if (!state) return []
  const { accountId, id, version, createdAt, provider, providerPaymentId } = state
  return [upsertInto(cashReceipts, { accountId, id, version, createdAt, provider, providerPaymentId, state })]
}
