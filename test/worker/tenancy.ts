import { expect } from 'vitest'
import { tenantViolations } from '../forgery/tenant-check.ts'
import { everyStatement } from './wire.ts'

const crosses = (sql: string): boolean => tenantViolations({ sql }, '').length > 0

/** Holds for everything that the Worker sent in this file. */
export function namesItsAccount(): void {
  const wrong = [...everyStatement].filter(crosses)
  console.log(`statements: ${everyStatement.size} different, ${wrong.length} across accounts`)
  expect(wrong).toEqual([])
  // A replaced row is deleted without its trigger being asked.
  expect([...everyStatement].filter((text) => /\bor replace\b/i.test(text))).toEqual([])
  expect(everyStatement.size).toBeGreaterThan(5)
  expect(crosses('select "state" from "invoices" where "invoices"."id" = ?')).toBe(true)
  expect(crosses('update "timers" set "visible_at" = ? where "timers"."subject_id" = ?')).toBe(true)
  expect(crosses('delete from "outbox" where "id" = ?')).toBe(true)
}
