import type { Day } from '../calendar/day.ts'
import type { SavedMethod } from './customer.ts'

/** How near the end of a card is: it is good until the last day of its month. Null for months ahead, and for what is no card. */
export function cardExpiry(
  { expMonth, expYear }: Pick<SavedMethod, 'expMonth' | 'expYear'>,
  today: Day,
): 'expired' | 'this_month' | 'next_month' | null {
  if (expMonth === null || expYear === null) return null
  const [year = 0, month = 0] = today.split('-').map(Number)
  const monthsLeft = (expYear - year) * 12 + expMonth - month
  if (monthsLeft < 0) return 'expired'
  if (monthsLeft === 0) return 'this_month'
  return monthsLeft === 1 ? 'next_month' : null
}
