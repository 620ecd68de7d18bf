import { expect } from 'vitest'
import { everyStatement } from './wire.ts'

/** The statements that may look across accounts, each by what it is. */
const across: readonly [name: string, pattern: RegExp][] = [
  ['claimOutbox', /^update "outbox" set .* where rowid IN \(SELECT rowid FROM "outbox" WHERE visible_at <= \?/],
  ['claimTimers', /^update "timers" set .* where rowid IN \(SELECT rowid FROM "timers" WHERE visible_at <= \?/],
  [
    'claimProviderEvents',
    /^update "provider_events" set .* where rowid IN \(SELECT rowid FROM "provider_events" WHERE/,
  ],
  ['findApiKey', /from "api_keys" inner join "accounts" .* where "api_keys"."hash" = \?$/],
  ['forgetKeysBefore', /^delete from "idempotency_keys" where/],
]

const tables = /\b(?:from|join|into|update)\s+"?(\w+)"?/gi
const own: ReadonlySet<string> = new Set(['guard', 'accounts'])

/** Whether each table that a statement touches is narrowed to one account. */
export function crosses(statement: string): boolean {
  const text = statement.replace(/\s+/g, ' ').trim()
  if (across.some(([, pattern]) => pattern.test(text))) return false
  const touched = [...text.matchAll(tables)].map(([, table]) => table!.toLowerCase()).filter((table) => !own.has(table))
  if (touched.length === 0) return /accounts/.test(text) && !/"accounts"."id" = (\?|"\w+"."account_id")/.test(text)
  if (/^insert into (?!guard)/i.test(text))
    return !/^insert into "?\w+"? \(("id", )?"?account_id"?|"account_id"/i.test(text)
  const condition = text.slice(text.search(/ where /i))
  return !/"?account_id"? = (\?|")/i.test(condition)
}

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
