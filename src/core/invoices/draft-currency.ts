import type { Currency } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'

type DraftCurrency = {
  readonly asked: Currency | undefined
  /** The currencies of the items that the draft is to take; empty where it takes none. */
  readonly ofItems: readonly Currency[]
  /** The customer's, else the account's. */
  readonly usual: Currency
}

/**
 * The currency of a new draft: the one asked for, else the usual one, unless the waiting items are all in another. Refuses
 * `currency_mismatch` where they are in several others, since a draft that takes none of them would be a surprise.
 */
export function draftCurrency({ asked, ofItems, usual }: DraftCurrency): Result<Currency> {
  const [first = usual, ...others] = new Set(ofItems)
  if (asked !== undefined) return ok(asked)
  if (ofItems.includes(usual)) return ok(usual)
  if (others.length === 0) return ok(first)
  return refuse('currency_mismatch', {
    param: 'currency',
    values: { currency: [first, ...others].sort().join(' or ') },
  })
}
