import { assert } from '../assert.ts'
import type { Invoice } from './invoice.ts'

/** What is asked for: the total less credit applied at finalization, never below zero. Minor units. */
export function amountDueMinor(invoice: Invoice): number {
  const credit = invoice.status === 'draft' ? 0 : invoice.creditAppliedMinor
  return Math.max(0, invoice.totals.totalMinor - credit)
}

/** The fold of the invoice's allocations; never a number that somebody set. Minor units. */
export function amountPaidMinor(invoice: Invoice): number {
  if (invoice.status === 'draft') return 0
  return invoice.payments.reduce((sum, payment) => sum + payment.allocatedMinor, 0)
}

/** What is still to be paid, in minor units. */
export function amountRemainingMinor(invoice: Invoice): number {
  const remaining = amountDueMinor(invoice) - amountPaidMinor(invoice)
  assert(remaining >= 0, 'an invoice never takes more than is due')
  return remaining
}

/** What arrived above what was due and became the customer's credit, in minor units. */
export function amountOverpaidMinor(invoice: Invoice): number {
  if (invoice.status === 'draft') return 0
  return invoice.payments.reduce((sum, payment) => sum + payment.receivedMinor - payment.allocatedMinor, 0)
}
