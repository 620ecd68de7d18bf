import { expect, test } from 'vitest'
import { type Standing, standingOf } from '../../../src/core/invoices/standing.ts'
import { monday } from '../../world/cast.ts'
import { dayMs, issued } from '../../world/invoices.ts'
import { everyStanding } from '../../world/standings.ts'
import { begun, reported } from '../payments/reported.ts'

test.each(Object.entries(everyStanding()))('an invoice that is %s has that standing', (standing, { invoice, now }) => {
  expect(standingOf(invoice, now)).toBe(standing satisfies string as Standing)
})

test('it is due soon a week before, past due from local midnight after the due day, and not a second earlier', () => {
  const invoice = issued()
  const startOfWeek = Date.UTC(2026, 10, 8, 23)
  expect([standingOf(invoice, startOfWeek - 1), standingOf(invoice, startOfWeek)]).toEqual(['open', 'due_soon'])
  const over = Date.UTC(2026, 10, 16, 23)
  expect([standingOf(invoice, over - 1), standingOf(invoice, over)]).toEqual(['due_soon', 'past_due'])
})

test('a processing payment takes precedence over past due, and an open checkout does not', () => {
  const late = monday + 60 * dayMs
  expect(standingOf(reported(begun(issued()), 'processing'), late)).toBe('processing')
  expect(standingOf(reported(begun(issued()), 'open'), late)).toBe('past_due')
})
