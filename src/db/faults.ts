import { DrizzleQueryError } from 'drizzle-orm'
import { DatabaseUnavailable } from './conflict.ts'

/** Whether a fault is the database not answering readably, and not a statement of ours that it refused. */
export const isUnavailable = (fault: unknown): boolean =>
  (fault instanceof DrizzleQueryError ? fault.cause : fault) instanceof DatabaseUnavailable
