const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** `hard`: only another method helps. `action`: the customer must confirm. `soft`: money may be there later. `passing`: their systems. */
type FailureKind = 'hard' | 'action' | 'soft' | 'passing'

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
  processing_error: 'passing',
  try_again_later: 'passing',
  issuer_not_available: 'passing',
  reenter_transaction: 'passing',
  approve_with_id: 'passing',
}

/** Waits before the next try, by how many tries there have been; what is not in the table is soft. */
const waits: Readonly<Record<FailureKind, readonly number[]>> = {
  hard: [],
  action: [],
  passing: [hourMs, 6 * hourMs, dayMs, 2 * dayMs],
  soft: [3 * dayMs, 5 * dayMs, 7 * dayMs, 7 * dayMs],
}

/** When a failed automatic charge is tried again, ms since 1970; null when only the customer or the merchant can help. */
export function retryAt(failureCode: string, attempts: number, maxRetries: number, nowMs: number): number | null {
  if (attempts > maxRetries) return null
  const kind = Object.hasOwn(kinds, failureCode) ? kinds[failureCode]! : 'soft'
  const wait = waits[kind][attempts - 1]
  return wait === undefined ? null : nowMs + wait
}
