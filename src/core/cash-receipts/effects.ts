import { assert } from '../assert.ts'
import type { InvoiceEvent, PaymentSucceeded } from '../invoices/events.ts'
import { type Invoice, isIssued } from '../invoices/invoice.ts'
import type { Payment } from '../payments/payment.ts'
import { allocationTo } from './allocate.ts'
import type { CashReceipt, CashReceiptEvent, MoneyReturned, Returned } from './cash-receipt.ts'

/**
 * What an invoice's events about one payment do to the receipt of its money. A payment that succeeds gets a receipt
 * with the new id, and so does one whose money was booked before there were receipts, once some of it goes back.
 */
export function receiptEffects(
  before: Invoice,
  decided: readonly InvoiceEvent[],
  after: Invoice,
  receipt: CashReceipt | null,
  newId: string,
): CashReceiptEvent[] {
  const effects = decided.flatMap((event): CashReceiptEvent[] =>
    event.type === 'payment.succeeded' ? [received(before, event, after, newId)] : returned(event),
  )
  const isCarriedOver = receipt === null && effects[0]?.type === 'cash_receipt.returned'
  const about = decided.find((event) => 'refundId' in event || 'disputeId' in event)
  return isCarriedOver && about ? [carriedOver(before, paymentIn(before, about.paymentId), newId), ...effects] : effects
}

function received(before: Invoice, event: PaymentSucceeded, after: Invoice, id: string): CashReceiptEvent {
  const payment = paymentIn(after, event.paymentId)
  return { type: 'cash_receipt.received', ...opening(before, payment, id) }
}

function carriedOver(invoice: Invoice, payment: Payment, id: string): CashReceiptEvent {
  const receivedAt = payment.settledAt ?? payment.createdAt
  const refunds = payment.refunds
    .filter(({ status }) => status === 'succeeded')
    .map((refund) => ({ ...refund, kind: 'refund' as const }))
  const disputes = payment.disputes.map((dispute) => ({ ...dispute, kind: 'dispute' as const, fromCreditMinor: 0 }))
  const returns = [...refunds, ...disputes]
    .filter(({ amountMinor }) => amountMinor > 0)
    .map(({ kind, id, amountMinor, fromCreditMinor }): MoneyReturned => ({ kind, id, amountMinor, fromCreditMinor }))
  const fromCreditMinor = returns.reduce((sum, one) => sum + one.fromCreditMinor, 0)
  return {
    type: 'cash_receipt.carried_over',
    ...opening(invoice, payment, id, wasWrittenOff(invoice, receivedAt)),
    creditedMinor: payment.receivedMinor - payment.allocatedMinor - fromCreditMinor,
    returns,
    receivedAt,
  }
}

/** An invoice keeps the instant at which it was written off, also when it is paid later. */
const wasWrittenOff = (invoice: Invoice, at: number): boolean =>
  'markedUncollectibleAt' in invoice && Number(invoice.markedUncollectibleAt) <= at

const opening = (invoice: Invoice, payment: Payment, id: string, isWrittenOff?: boolean) => ({
  accountId: invoice.accountId,
  id,
  customerId: invoice.customerId,
  currency: invoice.currency,
  provider: payment.provider,
  providerAccount: payment.providerAccount,
  providerPaymentId: payment.providerPaymentId,
  attempt: { invoiceId: invoice.id, paymentId: payment.id },
  receivedMinor: payment.receivedMinor,
  allocation:
    payment.allocatedMinor === 0 ? null : allocationTo(invoice, payment.id, payment.allocatedMinor, isWrittenOff),
  creditedMinor: payment.receivedMinor - payment.allocatedMinor,
})

function returned(event: InvoiceEvent): Returned[] {
  const by = (by: Returned['by'], returnId: string, amountMinor: number, fromCreditMinor = 0): Returned[] =>
    amountMinor === 0 ? [] : [{ type: 'cash_receipt.returned', by, returnId, amountMinor, fromCreditMinor }]
  switch (event.type) {
    case 'payment.refunded':
      return by('refund', event.refundId, event.amountMinor, event.fromCreditMinor)
    case 'payment.refund_failed':
      return by('refund_failed', event.refundId, -event.amountMinor, -event.fromCreditMinor)
    case 'payment.dispute_opened':
      return by('dispute_opened', event.disputeId, event.amountMinor)
    case 'payment.dispute_changed':
      return by('dispute_changed', event.disputeId, event.byMinor)
    case 'payment.dispute_closed':
      return event.won ? by('dispute_won', event.disputeId, -event.amountMinor) : []
    default:
      return []
  }
}

function paymentIn(invoice: Invoice, paymentId: string): Payment {
  const payment = isIssued(invoice) && invoice.payments.find(({ id }) => id === paymentId)
  assert(payment, 'a settled payment belongs to its invoice')
  return payment
}
