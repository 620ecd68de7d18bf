import { daysBetween } from '../calendar/day.ts'
import { dayIn } from '../calendar/zone.ts'
import { allWentBack } from '../payments/money-back.ts'
import { isUnderway } from '../payments/offers.ts'
import { amountPaidMinor } from './amounts.ts'
import type { IssuedInvoice } from './invoice.ts'

/** How an invoice stands at an instant. What only time changes is derived here and stored nowhere. */
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

/** A payment on its way beats past due, past due beats part paid. `nowMs` in ms since 1970. */
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
