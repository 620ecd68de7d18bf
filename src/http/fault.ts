import type { Refusal } from '../core/result.ts'
import { Conflict, isOverLimit } from '../db/conflict.ts'
import { isUnavailable } from '../db/faults.ts'

/** The refusal for a fault. It never contains the fault's text, which may hold anybody's data. */
export function refusalOf(fault: unknown): Refusal {
  if (isUnavailable(fault)) return { code: 'database_unavailable' }
  if (isOverLimit(fault)) return { code: 'rate_limit', values: { reason: 'a limit is reached' } }
  if (fault instanceof Conflict) return { code: fault.failure === 'guard' ? 'idempotency_key_in_use' : 'conflict' }
  return { code: 'unexpected' }
}

/** Logs where a fault happened, without its message, which may hold a statement's bound values. */
export function logFault(fault: unknown, requestId: string): void {
  const { name, stack = '' } = fault instanceof Error ? fault : { name: typeof fault }
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line))
  console.error(JSON.stringify({ fault: name, requestId, places: places.slice(0, 6).map((line) => line.trim()) }))
}
