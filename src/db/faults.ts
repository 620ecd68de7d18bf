import { DrizzleQueryError } from 'drizzle-orm'
import { DatabaseUnavailable } from './conflict.ts'

/** Whether a fault means that the database is unavailable, not that it refused a statement. */
export const isUnavailable = (fault: unknown): boolean =>
  (fault instanceof DrizzleQueryError ? fault.cause : fault) instanceof DatabaseUnavailable
