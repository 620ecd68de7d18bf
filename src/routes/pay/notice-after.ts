import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { isSettled, isTransfer } from '../../core/payments/payment.ts'
import type { Notice } from '../../views/pay/notice.ts'

/**
 * The notice for a payer who returns from a payment; null if the id is not one of the invoice's, or where they chose to transfer, which
 * the page says itself.
 */
export function noticeAfter(invoice: IssuedInvoice, paymentId: string | undefined): Notice | null {
  const payment = invoice.payments.find(({ id }) => id === paymentId)
  if (!payment || (isTransfer(payment) && !isSettled(payment))) return null
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
