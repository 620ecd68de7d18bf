import type { IssuedInvoice } from '../invoices/invoice.ts'
import type { Payment } from './payment.ts'

/** What of a payment went back, in minor units: refunded, in dispute now, or lost to a dispute that is over. */
export function moneyBackOf(payment: Payment) {
  const taken = (by: 'open' | 'lost') =>
    payment.disputes.reduce((sum, { status, amountMinor }) => sum + (status === by ? amountMinor : 0), 0)
  return { refundedMinor: refundedMinorOf(payment), disputedMinor: taken('open'), lostMinor: taken('lost') }
}

/** What was sent back and did not return, in minor units. */
export const refundedMinorOf = ({ refunds }: Payment): number =>
  refunds.reduce((sum, { status, amountMinor }) => sum + (status === 'failed' ? 0 : amountMinor), 0)

/** The same of all payments of an invoice. */
export function moneyBackOfInvoice({ payments }: IssuedInvoice) {
  const backs = payments.map(moneyBackOf)
  const sum = (of: (back: (typeof backs)[number]) => number) => backs.reduce((total, back) => total + of(back), 0)
  return {
    refundedMinor: sum(({ refundedMinor }) => refundedMinor),
    disputedMinor: sum(({ disputedMinor }) => disputedMinor),
    lostMinor: sum(({ lostMinor }) => lostMinor),
  }
}

/** How all of what was received left again; null while any of it is still there, or none ever came. */
export function allWentBack(invoice: IssuedInvoice): 'refunded' | 'reversed' | null {
  const { refundedMinor, lostMinor } = moneyBackOfInvoice(invoice)
  const receivedMinor = invoice.payments.reduce((sum, payment) => sum + payment.receivedMinor, 0)
  if (receivedMinor === 0 || refundedMinor + lostMinor < receivedMinor) return null
  return lostMinor > 0 ? 'reversed' : 'refunded'
}
