/** What a failed batch means. Over HTTP only the code and the message tell. */
export type BatchFailure =
  | 'version' // somebody else wrote the same object first
  | 'number' // somebody else took the same invoice number
  | 'duplicate' // the same fact, key or follow-up is already there
  | 'limit' // as much was done as is allowed in a day
  | 'guard' // a lease was lost, or a condition no longer holds
  | 'law' // the ledger, the history or the schema refused: a bug, never to be retried
  | 'unavailable' // no readable answer; the outcome of a write is unknown

const marks: readonly [pattern: RegExp, failure: BatchFailure][] = [
  [/events\.object_id/, 'version'],
  [/invoices\.(number|series|sequence)/, 'number'],
  [/guard_broken/, 'guard'],
  [/limit_reached/, 'limit'],
  [/account_moved/, 'unavailable'],
  [/ledger_(append_only|unbalanced|closed)|events_append_only/, 'law'],
  [/UNIQUE constraint failed|PRIMARY KEY/, 'duplicate'],
  [/constraint/i, 'law'],
]

/** What the server says of a statement that it read and will not do. */
const refusal = /^(SQLITE_(AUTH|CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG|UNKNOWN)|SQL_|ARGS_)/

/** Whether the database refused a statement, rather than gave no readable answer. */
export function isRefusal(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && refusal.test(code)
}

/** Sorts a driver's error. Its text may carry bound values: it is never logged or shown. */
export function failureOf(error: unknown): BatchFailure {
  if (error instanceof DatabaseUnavailable) return 'unavailable'
  const { code, message } = error as { code?: string; message?: string }
  if (
    code?.startsWith('SQLITE_CONSTRAINT') ||
    /SQLITE_CONSTRAINT|RAISE|guard_broken|account_moved|limit_reached|_append_only|ledger_/.test(message ?? '')
  ) {
    for (const [pattern, failure] of marks) if (pattern.test(message ?? '')) return failure
    return 'law'
  }
  return isRefusal(error) ? 'law' : 'unavailable'
}

/** Whether a database refused to write because the account has moved away from it, or has not arrived yet. */
export const isMoved = (error: unknown): boolean => /account_moved/.test((error as Error | null)?.message ?? '')

/** Another writer was first: load again and ask the core again. */
export class Conflict extends Error {
  override name = 'Conflict'
  readonly failure: BatchFailure
  constructor(failure: BatchFailure) {
    super(failure)
    this.failure = failure
  }
}

/** Whether work was stopped because somebody else holds it now. */
export const isLostLease = (fault: unknown): boolean => fault instanceof Conflict && fault.failure === 'guard'

/** Whether the same fact was there already. */
export const isDuplicate = (fault: unknown): boolean => fault instanceof Conflict && fault.failure === 'duplicate'

/** Whether work was stopped because it would have passed a limit. */
export const isOverLimit = (fault: unknown): boolean => fault instanceof Conflict && fault.failure === 'limit'

/** The database gave no readable answer. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}
