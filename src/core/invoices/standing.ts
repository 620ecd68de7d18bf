import { daysBetween } from '../calendar/day.ts'
import { dayIn } from '../calendar/zone.ts'
import { allWentBack } from '../payments/money-back.ts'
import { isUnderway } from '../payments/offers.ts'
import { amountPaidMinor } from './amounts.ts'
import type { IssuedInvoice } from './invoice.ts'

/** An invoice's display state at an instant. What changes with time is derived here and never stored. */
export type Standing =
  | 'open'
  | 'due_soon'
  | 'past_due'
  | 'part_paid'
  | 'processing'
  | 'paid'
  | 'refunded'
  | 'reversed'
  | 'void'
  | 'uncollectible'

const soonDays = 7

/** A payment in progress takes precedence over past due, and past due over part paid. `nowMs` in ms since 1970. */
export function standingOf(invoice: IssuedInvoice, nowMs: number): Standing {
  if (invoice.status === 'paid') return allWentBack(invoice) ?? 'paid'
  if (invoice.status === 'void') return 'void'
  if (isUnderway(invoice)) return 'processing'
  if (invoice.status === 'uncollectible') return 'uncollectible'
  if (invoice.overdueFrom !== null && nowMs >= invoice.overdueFrom) return 'past_due'
  if (amountPaidMinor(invoice) > 0) return 'part_paid'
  const daysLeft = invoice.dueOn && daysBetween(dayIn(invoice.seller.timeZone, nowMs), invoice.dueOn)
  return daysLeft !== null && daysLeft <= soonDays ? 'due_soon' : 'open'
}
