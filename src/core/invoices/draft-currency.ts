import type { Currency } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'

type DraftCurrency = {
  readonly requested: Currency | undefined
  /** The currencies of the pending items that the draft takes; empty if it takes none. */
  readonly ofItems: readonly Currency[]
  /** The customer's, else the account's. */
  readonly usual: Currency
}

/**
 * The currency of a new draft: the requested one, else the usual one, unless all pending items are in another. Refuses
 * `currency_mismatch` if they are in several others, rather than creating an empty draft.
 */
export function draftCurrency({ requested, ofItems, usual }: DraftCurrency): Result<Currency> {
  const [first = usual, ...others] = new Set(ofItems)
  if (requested !== undefined) return ok(requested)
  if (ofItems.includes(usual)) return ok(usual)
  if (others.length === 0) return ok(first)
  return refuse('currency_mismatch', {
    param: 'currency',
    values: { currency: [first, ...others].sort().join(' or ') },
  })
}
