import { assert } from '../assert.ts'
import type { Invoice } from './invoice.ts'

/** The amount due: the total less credit applied at finalization, never below zero. Minor units. */
export function amountDueMinor(invoice: Invoice): number {
  const credit = invoice.status === 'draft' ? 0 : invoice.creditAppliedMinor
  return Math.max(0, invoice.totals.totalMinor - credit)
}

/** The sum of the invoice's allocations, never set directly. Minor units. */
export function amountPaidMinor(invoice: Invoice): number {
  if (invoice.status === 'draft') return 0
  return invoice.payments.reduce((sum, payment) => sum + payment.allocatedMinor, 0)
}

/** The amount still to be paid, in minor units. */
export function amountRemainingMinor(invoice: Invoice): number {
  const remaining = amountDueMinor(invoice) - amountPaidMinor(invoice)
  assert(remaining >= 0, 'an invoice never takes more than is due')
  return remaining
}

/** Money received above the amount due, which became the customer's credit; minor units. */
export function amountOverpaidMinor(invoice: Invoice): number {
  if (invoice.status === 'draft') return 0
  return invoice.payments.reduce((sum, payment) => sum + payment.receivedMinor - payment.allocatedMinor, 0)
}
