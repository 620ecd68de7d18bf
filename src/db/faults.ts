import { DrizzleQueryError } from 'drizzle-orm'
import { DatabaseUnavailable } from './conflict.ts'

/** Whether a fault is the database not answering, and not a statement of ours that it refused. */
export function isUnavailable(fault: unknown): boolean {
  if (fault instanceof DatabaseUnavailable) return true
  const cause = fault instanceof DrizzleQueryError ? fault.cause : fault
  if (!(cause instanceof Error)) return false
  const { code } = cause as { code?: unknown }
  if (typeof code === 'string') return code === 'SQLITE_BUSY' || unreachable.test(code)
  return cause.name === 'TimeoutError' || /fetch failed|network connection|connection refused/i.test(cause.message)
}

const unreachable = /^(HRANA_|SERVER_ERROR|PROTOCOL_VERSION_ERROR|INTERNAL_ERROR|UNKNOWN|STREAM_EXPIRED|ECONN)/
