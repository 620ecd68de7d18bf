import { type Day, dayMs } from '../calendar/day.ts'
import { dueDay, type Terms } from '../calendar/terms.ts'
import { dayIn, endOfDay, startOfDay } from '../calendar/zone.ts'
import type { Invoice } from './invoice.ts'

/** When an invoice is to be paid: the instant, in ms since 1970, and the day that it falls on for its merchant. */
export type DueMoment = { readonly at: number; readonly day: Day }

/**
 * The due moment of an invoice issued at an instant. Days are counted as whole 24 hours, as Stripe counts them; where the clocks
 * change in between, the day that was agreed stands.
 */
export function dueMoment(terms: Terms, timeZone: string, issuedAt: number): DueMoment {
  if (terms.kind === 'at') return { at: terms.at, day: dayIn(timeZone, terms.at) }
  const day = dueDay(terms, dayIn(timeZone, issuedAt))
  const lastSecond = endOfDay(timeZone, day) - 1000
  if (terms.kind !== 'net' && terms.kind !== 'on_receipt') return { at: lastSecond, day }
  const counted = issuedAt + (terms.kind === 'net' ? terms.days : 0) * dayMs
  return { at: Math.min(Math.max(counted, startOfDay(timeZone, day)), lastSecond), day }
}

/** The instant that the API calls `due_date`; for a draft as if it had been issued when it was created. */
export function dueAtOf(invoice: Invoice): number | null {
  if (invoice.status === 'draft') return invoice.terms && dueMoment(invoice.terms, 'UTC', invoice.createdAt).at
  // Invoices from before instants were kept were due when their day was over.
  return invoice.dueAt ?? (invoice.overdueFrom && invoice.overdueFrom - 1000)
}
