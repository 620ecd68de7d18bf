import type { IssuedInvoice } from '../invoices/invoice.ts'
import type { Payment } from './payment.ts'

/** How much of a payment was refunded, is in dispute, or was lost to a dispute; minor units. */
export function moneyBackOf(payment: Payment) {
  const taken = (by: 'open' | 'lost') =>
    payment.disputes.reduce((sum, { status, amountMinor }) => sum + (status === by ? amountMinor : 0), 0)
  return { refundedMinor: refundedMinorOf(payment), disputedMinor: taken('open'), lostMinor: taken('lost') }
}

/** The sum of successful refunds, in minor units. */
export const refundedMinorOf = ({ refunds }: Payment): number =>
  refunds.reduce((sum, { status, amountMinor }) => sum + (status === 'failed' ? 0 : amountMinor), 0)

/** The same over all payments of an invoice. */
export function moneyBackOfInvoice({ payments }: IssuedInvoice) {
  const backs = payments.map(moneyBackOf)
  const sum = (of: (back: (typeof backs)[number]) => number) => backs.reduce((total, back) => total + of(back), 0)
  return {
    refundedMinor: sum(({ refundedMinor }) => refundedMinor),
    disputedMinor: sum(({ disputedMinor }) => disputedMinor),
    lostMinor: sum(({ lostMinor }) => lostMinor),
  }
}

/** How all of the money received was returned; null while any of it is left, or none was received. */
export function allWentBack(invoice: IssuedInvoice): 'refunded' | 'reversed' | null {
  const { refundedMinor, lostMinor } = moneyBackOfInvoice(invoice)
  const receivedMinor = invoice.payments.reduce((sum, payment) => sum + payment.receivedMinor, 0)
  if (receivedMinor === 0 || refundedMinor + lostMinor < receivedMinor) return null
  return lostMinor > 0 ? 'reversed' : 'refunded'
}
