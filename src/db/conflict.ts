/** The meaning of a failed batch. Over HTTP only the error's code and message are available. */
export type BatchFailure =
  | 'version' // another writer changed first what the decision rests on
  | 'number' // another document has the number, or its place in the series
  | 'duplicate' // the same cause, key or follow-up exists already
  | 'erased' // the customer was erased, who gets nothing new
  | 'limit' // a daily limit is reached
  | 'guard' // a lease was lost, or a condition no longer holds
  | 'law' // the ledger, the history or the schema refused: a bug, never to be retried
  | 'unavailable' // no readable answer; the outcome of a write is unknown

const marks: readonly [pattern: RegExp, failure: BatchFailure][] = [
  [/events\.object_id|customer_unsettled/, 'version'],
  [/(document_numbers|invoices)\.(number|series|sequence)/, 'number'],
  [/guard_broken/, 'guard'],
  [/customer_erased/, 'erased'],
  [/limit_reached/, 'limit'],
  [/account_moved/, 'unavailable'],
  [/ledger_(append_only|unbalanced|closed)|events_append_only/, 'law'],
  [/UNIQUE constraint failed|PRIMARY KEY/, 'duplicate'],
  [/constraint/i, 'law'],
]

/** The server's codes for a statement that it refused. */
const refusal = /^(SQLITE_(AUTH|CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG|UNKNOWN)|SQL_|ARGS_)/

/** Whether the database refused a statement, as opposed to giving no readable response. */
export function isRefusal(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && refusal.test(code)
}

/** Classifies a driver's error. Its text may contain bound values and must never be logged or shown. */
export function failureOf(error: unknown): BatchFailure {
  if (error instanceof DatabaseUnavailable) return 'unavailable'
  const { code, message } = error as { code?: string; message?: string }
  if (
    code?.startsWith('SQLITE_CONSTRAINT') ||
    /SQLITE_CONSTRAINT|RAISE|guard_broken|account_moved|limit_reached|_append_only|ledger_|customer_(erased|unsettled)/.test(
      message ?? '',
    )
  ) {
    for (const [pattern, failure] of marks) if (pattern.test(message ?? '')) return failure
    return 'law'
  }
  return isRefusal(error) ? 'law' : 'unavailable'
}

/** Whether a write was refused because the account has moved away or has not arrived yet. */
export const isMoved = (error: unknown): boolean => /account_moved/.test((error as Error | null)?.message ?? '')

/** Another writer was first: load and decide again. */
export class Conflict extends Error {
  override name = 'Conflict'
  readonly failure: BatchFailure
  constructor(failure: BatchFailure) {
    super(failure)
    this.failure = failure
  }
}

/** Whether work was stopped because another worker holds the lease now. */
export const isLostLease = (fault: unknown): boolean => fault instanceof Conflict && fault.failure === 'guard'

/** Whether the customer was erased for whom something new was to be written. */
export const isErased = (fault: unknown): boolean => fault instanceof Conflict && fault.failure === 'erased'

/** Whether the same row existed already. */
export const isDuplicate = (fault: unknown): boolean => fault instanceof Conflict && fault.failure === 'duplicate'

/** Whether work was stopped because it would have passed a limit. */
export const isOverLimit = (fault: unknown): boolean => fault instanceof Conflict && fault.failure === 'limit'

/** The database gave no readable response. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}
