import { assert } from '../../core/assert.ts'
import type { Day } from '../../core/calendar/day.ts'
import type { CashReceipt, CashReceiptEvent } from '../../core/cash-receipts/cash-receipt.ts'
import { evolve } from '../../core/cash-receipts/evolve.ts'
import { postingsOf } from '../../core/cash-receipts/postings.ts'
import { record, replay } from '../../core/recorded.ts'
import type { Change } from '../commit.ts'
import { upsertInto } from '../insert.ts'
import { cashReceipts } from '../schema/index.ts'

/** Prepares the commit of a receipt's events, posted on this day: history, row and ledger. */
export function cashReceiptChange(
  before: CashReceipt | null,
  decided: readonly CashReceiptEvent[],
  at: number,
  day: Day,
): Change {
  const recorded = record(decided, before?.version ?? 0, at)
  const state = replay(evolve, recorded, before)
  assert(state !== null, 'a receipt begins with what was received')
  const { accountId, id, version, createdAt, provider, providerPaymentId, currency } = state
  const rows = [upsertInto(cashReceipts, { accountId, id, version, createdAt, provider, providerPaymentId, state })]
  const posted = decided.flatMap((event) => postingsOf(state, event) ?? [])
  return {
    objectKind: 'cash_receipt',
    objectId: id,
    recorded,
    rows,
    ledger: posted.map((transaction) => ({ ...transaction, currency, day })),
  }
}
