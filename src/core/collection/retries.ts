const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * `hard`: needs another method. `action`: the customer must confirm. `soft`: funds may arrive. `transient`: an outage
 * at the bank.
 */
type FailureKind = 'hard' | 'action' | 'soft' | 'transient'

const kinds: Readonly<Record<string, FailureKind>> = {
  incorrect_number: 'hard',
  invalid_number: 'hard',
  invalid_account: 'hard',
  lost_card: 'hard',
  stolen_card: 'hard',
  pickup_card: 'hard',
  restricted_card: 'hard',
  expired_card: 'hard',
  card_not_supported: 'hard',
  fraudulent: 'hard',
  revocation_of_authorization: 'hard',
  revocation_of_all_authorizations: 'hard',
  stop_payment_order: 'hard',
  highest_risk_level: 'hard',
  transaction_not_allowed: 'hard',
  no_account: 'hard',
  account_closed: 'hard',
  debit_not_authorized: 'hard',
  payment_method_missing: 'hard',
  authentication_required: 'action',
  processing_error: 'transient',
  try_again_later: 'transient',
  issuer_not_available: 'transient',
  reenter_transaction: 'transient',
  approve_with_id: 'transient',
}

/** Delays before the next try, by the number of tries so far; codes that are not in the table are soft. */
const waits: Readonly<Record<FailureKind, readonly number[]>> = {
  hard: [],
  action: [],
  transient: [hourMs, 6 * hourMs, dayMs, 2 * dayMs],
  soft: [3 * dayMs, 5 * dayMs, 7 * dayMs, 7 * dayMs],
}

/** When a failed automatic charge is retried, ms since 1970; null if only the customer or the merchant can help. */
export function retryAt(failureCode: string, attempts: number, maxRetries: number, nowMs: number): number | null {
  if (attempts > maxRetries) return null
  const kind = Object.hasOwn(kinds, failureCode) ? kinds[failureCode]! : 'soft'
  const wait = waits[kind][attempts - 1]
  return wait === undefined ? null : nowMs + wait
}
