import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { isUnderway } from '../payments/offers.ts'
import { isSettled } from '../payments/payment.ts'
import { isCharged } from './charging.ts'
import { nextReminderAt } from './reminders.ts'

export type TimerKind = 'reminder' | 'charge' | 'check'

/**
 * When an invoice must be processed next, by kind of timer; ms since 1970, null for never. A projection of its state.
 */
export function timersOf(invoice: Invoice): Record<TimerKind, number | null> {
  if (!isIssued(invoice)) return { reminder: null, charge: null, check: null }
  const checks = invoice.payments
    .filter((payment) => !isSettled(payment))
    .flatMap(({ nextCheckAt }) => nextCheckAt ?? [])
  return {
    reminder: nextReminderAt(invoice),
    charge: isCharged(invoice) && !isUnderway(invoice) ? invoice.nextChargeAt : null,
    check: checks.length > 0 ? Math.min(...checks) : null,
  }
}
