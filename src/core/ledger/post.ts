import { assert } from '../assert.ts'
import type { LedgerAccount, LedgerTransaction, Posting } from './accounts.ts'

/** A balanced transaction without zero postings; null if nothing is posted. Amounts in minor units. */
export function post(
  about: Omit<LedgerTransaction, 'postings'>,
  amounts: Partial<Record<LedgerAccount, number>>,
): LedgerTransaction | null {
  const postings = (Object.entries(amounts) as [LedgerAccount, number][])
    .filter(([, amountMinor]) => amountMinor !== 0)
    .map(([account, amountMinor]): Posting => ({ account, amountMinor }))
  assert(
    postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === 0,
    `a ${about.causeKind} posts debits equal to credits`,
  )
  assert(
    postings.every(({ amountMinor }) => Number.isSafeInteger(amountMinor)),
    'postings are whole minor units',
  )
  return postings.length === 0 ? null : { ...about, postings }
}
