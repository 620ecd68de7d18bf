import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../../core/invoices/invoice.ts'
import { isSettled, isTransfer } from '../../core/payments/payment.ts'
import type { Notice } from './notice.ts'

/**
 * The notice for a payer who returns from a payment. Null if the id is not that of the invoice's last payment, as something newer
 * happened, and where the page says it itself: they chose to transfer, or there is nothing left to pay.
 */
export function noticeAfter(invoice: IssuedInvoice, paymentId: string | undefined): Notice | null {
  const payment = invoice.payments.at(-1)
  if (!payment || payment.id !== paymentId || (isTransfer(payment) && !isSettled(payment))) return null
  if (payment.status !== 'succeeded' && !isPayable(invoice)) return null
  switch (payment.status) {
    case 'succeeded':
      return { kind: 'success', code: amountRemainingMinor(invoice) === 0 ? 'paid' : 'part_paid' }
    case 'processing':
      return { kind: 'info', code: 'processing' }
    case 'failed':
      return { kind: 'problem', code: 'declined', failure: payment.failure ?? { code: 'unknown', declineCode: null } }
    case 'canceled':
      return { kind: 'info', code: 'canceled' }
    case 'requires_action':
      return { kind: 'info', code: 'challenge' }
    case 'open':
      return payment.failure
        ? { kind: 'problem', code: 'declined', failure: payment.failure }
        : { kind: 'info', code: 'canceled' }
    default:
      return { kind: 'info', code: 'checking' }
  }
}
