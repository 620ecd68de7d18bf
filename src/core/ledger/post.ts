import { assert } from '../assert.ts'
import type { LedgerAccount, LedgerTransaction, Posting } from './accounts.ts'

/** A balanced transaction without zero postings; null if nothing is posted. */
export function post(
  causeKind: string,
  causeId: string,
  amounts: Partial<Record<LedgerAccount, number>>,
): LedgerTransaction | null {
  const postings = (Object.entries(amounts) as [LedgerAccount, number][])
    .filter(([, amountMinor]) => amountMinor !== 0)
    .map(([account, amountMinor]): Posting => ({ account, amountMinor }))
  assert(
    postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === 0,
    `a ${causeKind} posts debits equal to credits`,
  )
  assert(
    postings.every(({ amountMinor }) => Number.isSafeInteger(amountMinor)),
    'postings are whole minor units',
  )
  return postings.length === 0 ? null : { causeKind, causeId, postings }
}
