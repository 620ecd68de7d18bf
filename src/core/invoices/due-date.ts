import { type Day, dayMs } from '../calendar/day.ts'
import { dueDay, type Terms } from '../calendar/terms.ts'
import { dayIn, endOfDay, startOfDay } from '../calendar/zone.ts'
import type { Invoice } from './invoice.ts'

/** An invoice's due date: the instant in ms since 1970, and its day in the merchant's zone. */
export type DueDate = { readonly at: number; readonly day: Day }

/**
 * The due date of an invoice issued at an instant. Days count 24 hours, as at Stripe, but a change of the clocks never
 * moves the due day.
 */
export function dueDate(terms: Terms, timeZone: string, issuedAt: number): DueDate {
  if (terms.kind === 'at') return { at: terms.at, day: dayIn(timeZone, terms.at) }
  const day = dueDay(terms, dayIn(timeZone, issuedAt))
  const lastSecond = endOfDay(timeZone, day) - 1000
  if (terms.kind !== 'net' && terms.kind !== 'on_receipt') return { at: lastSecond, day }
  const counted = issuedAt + (terms.kind === 'net' ? terms.days : 0) * dayMs
  return { at: Math.min(Math.max(counted, startOfDay(timeZone, day)), lastSecond), day }
}

/** The API's `due_date`; on a draft as if it had been issued when it was created. */
export function dueAtOf(invoice: Invoice): number | null {
  if (invoice.status === 'draft') return invoice.terms && dueDate(invoice.terms, 'UTC', invoice.createdAt).at
  // Old invoices without an instant are due at the end of their due day.
  return invoice.dueAt ?? (invoice.overdueFrom && invoice.overdueFrom - 1000)
}
