import { expect, test } from 'vitest'
import type { Day } from '../../../src/core/calendar/day.ts'
import { dayRange, presetRange, wholeYear } from '../../../src/core/calendar/day-range.ts'
import { ok, refuse } from '../../../src/core/result.ts'

test('a range has a first and a last day, which may be the same', () => {
  expect(dayRange('2026-02-01', '2026-02-28')).toEqual(ok({ from: '2026-02-01', to: '2026-02-28' }))
  expect(dayRange('2028-02-29', '2028-02-29').ok).toBe(true)
})

test('what is not a day is refused, and so is a range that ends before it begins', () => {
  for (const wrong of [
    '',
    '2026-02-29',
    '2026-13-01',
    '2026-2-1',
    '26-02-01',
    '2026-02-01T00:00',
    ' 2026-02-01',
    '-026-02-01',
  ]) {
    expect(dayRange(wrong, '2026-12-31')).toEqual(refuse('day_invalid', { param: 'from' }))
    expect(dayRange('2026-01-01', wrong)).toEqual(refuse('day_invalid', { param: 'to' }))
  }
  expect(dayRange('2026-03-01', '2026-02-28')).toEqual(refuse('range_reversed', { param: 'to' }))
})

test('ranges by name end today or with the year before', () => {
  const today = '2026-05-31' as Day
  expect(presetRange('this_year', today)).toEqual({ from: '2026-01-01', to: today })
  expect(presetRange('last_year', today)).toEqual({ from: '2025-01-01', to: '2025-12-31' })
  expect(presetRange('last_three_months', today)).toEqual({ from: '2026-02-28', to: today })
  expect(presetRange('last_three_months', '2026-01-15' as Day).from).toBe('2025-10-15')
  expect(wholeYear(2024)).toEqual({ from: '2024-01-01', to: '2024-12-31' })
})
