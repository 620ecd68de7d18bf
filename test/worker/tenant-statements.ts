import { expect } from 'vitest'
import { tenantViolations } from '../forgery/tenant-check.ts'
import { everyStatement } from './fetch-log.ts'

const crossesAccounts = (sql: string): boolean => tenantViolations({ sql }, '').length > 0

/** Expects an account condition in every statement that the Worker sent in this file. */
export function expectTenantPredicates(): void {
  const wrong = [...everyStatement].filter(crossesAccounts)
  console.log(`statements: ${everyStatement.size} different, ${wrong.length} across accounts`)
  expect(wrong).toEqual([])
  // REPLACE deletes the old row without running its delete trigger.
  expect([...everyStatement].filter((text) => /\bor replace\b/i.test(text))).toEqual([])
  expect(everyStatement.size).toBeGreaterThan(5)
  expect(crossesAccounts('select "state" from "invoices" where "invoices"."id" = ?')).toBe(true)
  expect(crossesAccounts('update "timers" set "visible_at" = ? where "timers"."subject_id" = ?')).toBe(true)
  expect(crossesAccounts('delete from "outbox" where "id" = ?')).toBe(true)
}
