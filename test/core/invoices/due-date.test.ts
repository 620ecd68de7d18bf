import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, dayMs } from '../../../src/core/calendar/day.ts'
import { dueDay } from '../../../src/core/calendar/terms.ts'
import { dayIn } from '../../../src/core/calendar/zone.ts'
import { dueAtOf, dueDate } from '../../../src/core/invoices/due-date.ts'
import { monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { foundAfter, hold } from '../money/law.ts'
import { drafted } from './drafted.ts'

const berlin = 'Europe/Berlin'

describe('the due moment', () => {
  test('an instant is kept as it was sent, on its day in the merchant’s zone', () => {
    const at = Date.UTC(2026, 10, 16, 23, 30)
    expect(dueDate({ kind: 'at', at }, berlin, monday)).toEqual({ at, day: '2026-11-17' })
  })

  test('days are whole 24 hours from issue', () => {
    expect(dueDate({ kind: 'net', days: 7 }, berlin, monday)).toEqual({ at: monday + 7 * dayMs, day: '2026-11-09' })
    expect(dueDate({ kind: 'on_receipt' }, berlin, monday)).toEqual({ at: monday, day: '2026-11-02' })
  })

  test('a change of the clocks does not move the day: just after midnight, a week across October’s end', () => {
    const justAfterMidnight = Date.UTC(2026, 9, 19, 22, 10)
    const { at, day } = dueDate({ kind: 'net', days: 7 }, berlin, justAfterMidnight)
    expect(day).toBe('2026-10-27')
    expect(dayIn(berlin, at)).toBe('2026-10-27')
  })

  type Case = [zone: string, issuedAt: number, days: number]
  const zone = fc.constantFrom(berlin, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Havana')
  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) })
  const cases: fc.Arbitrary<Case> = fc.tuple(zone, instant, fc.integer({ min: 1, max: 400 }))

  const staysOnItsDay =
    (moment: typeof dueDate) =>
    ([timeZone, issuedAt, days]: Case) => {
      const { at, day } = moment({ kind: 'net', days }, timeZone, issuedAt)
      expect(day).toBe(dueDay({ kind: 'net', days }, dayIn(timeZone, issuedAt)))
      expect(dayIn(timeZone, at)).toBe(day)
      expect(Math.abs(at - issuedAt - days * dayMs)).toBeLessThanOrEqual(3_601_000)
    }

  test('counted from any instant in any zone, its day is the one that was agreed', () => {
    hold('due moments', 2_000, cases, staysOnItsDay(dueDate))
  })

  test('the law detects days that are counted in hours', () => {
    const inHours: typeof dueDate = (terms, timeZone, issuedAt) => ({
      ...dueDate(terms, timeZone, issuedAt),
      at: issuedAt + (terms.kind === 'net' ? terms.days : 0) * dayMs,
    })
    expect(foundAfter(2_000, cases, staysOnItsDay(inHours))).not.toBeNull()
  })
})

describe('what the API calls due_date', () => {
  test('a draft counts from its creation', () => {
    expect(dueAtOf(drafted({ terms: { kind: 'net', days: 7 } }))).toBe(monday + 7 * dayMs)
    expect(dueAtOf(drafted({ terms: null }))).toBeNull()
  })

  test('an invoice without a stored instant is due until its day is over', () => {
    const { dueAt: _, ...old } = issued({ terms: { kind: 'on_day', day: '2026-11-16' as Day } })
    expect(dueAtOf(old)).toBe(Date.UTC(2026, 10, 16, 22, 59, 59))
  })
})
