import { expect, test } from 'vitest'
import { addDays, type Day, daysBetween, lastOfMonth } from '../../../src/core/calendar/day.ts'
import { formatDay } from '../../../src/core/calendar/format.ts'
import { dueDay, netDays, type Terms } from '../../../src/core/calendar/terms.ts'
import { ok, refuse } from '../../../src/core/result.ts'

const day = (text: string) => text as Day

test('days are counted across months, leap years and centuries', () => {
  expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01')
  expect(addDays(day('2028-03-01'), -1)).toBe('2028-02-29')
  expect(daysBetween(day('2026-01-01'), day('2027-01-01'))).toBe(365)
  expect(daysBetween(day('2100-03-01'), day('2100-02-28'))).toBe(-1)
  let walked = day('2024-01-01')
  for (let count = 0; count < 5_000; count++) walked = addDays(walked, 1)
  expect(daysBetween(day('2024-01-01'), walked)).toBe(5_000)
})

test('a month ends on its own last day', () => {
  expect(['2026-01-31', '2026-02-01', '2028-02-10', '2026-12-05'].map((text) => lastOfMonth(day(text)))).toEqual([
    '2026-01-31',
    '2026-02-28',
    '2028-02-29',
    '2026-12-31',
  ])
})

test.each<[Exclude<Terms, { kind: 'at' }>, string]>([
  [{ kind: 'on_receipt' }, '2026-01-31'],
  [{ kind: 'net', days: 30 }, '2026-03-02'],
  [{ kind: 'end_of_month', days: 0 }, '2026-01-31'],
  [{ kind: 'end_of_month', days: 15 }, '2026-02-15'],
  [{ kind: 'on_day', day: day('2026-04-01') }, '2026-04-01'],
])('an invoice of 31 January 2026 under %o is due on %s', (terms, due) => {
  expect(dueDay(terms, day('2026-01-31'))).toBe(due)
})

test('terms of no days are due on receipt, and days that are not whole, negative or past ten years are refused', () => {
  expect(netDays(0)).toEqual(ok({ kind: 'on_receipt' }))
  expect(netDays(30)).toEqual(ok({ kind: 'net', days: 30 }))
  for (const days of [-1, 1.5, Number.NaN, 3651]) expect(netDays(days)).toEqual(refuse('terms_invalid'))
})

test("a day is written in a locale's words, in the Gregorian calendar everywhere", () => {
  expect(formatDay(day('2026-03-09'), 'en')).toBe('March 9, 2026')
  expect(formatDay(day('2026-03-09'), 'de')).toBe('9. März 2026')
  expect(formatDay(day('2026-03-09'), 'fr', 'full')).toBe('lundi 9 mars 2026')
  expect(formatDay(day('2026-03-09'), 'ja', 'medium')).toBe('2026/03/09')
  for (const locale of ['th-TH', 'ar-SA', 'fa-IR'])
    expect(formatDay(day('2026-03-09'), `${locale}-u-nu-latn`)).toContain('2026')
})
