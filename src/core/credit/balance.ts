import type { CustomerEvent } from '../customers/customer.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import { type Invoice, isIssued } from '../invoices/invoice.ts'

type Cause = Extract<CustomerEvent, { type: 'customer.balance_changed' }>['cause']

/** What an invoice's events do to its customer's balance, in Stripe's sign: more credit is more negative. */
export function balanceEffects(invoice: Invoice, decided: readonly InvoiceEvent[]): CustomerEvent[] {
  const changed = (cause: Cause, amountMinor: number): CustomerEvent[] =>
    amountMinor === 0
      ? []
      : [{ type: 'customer.balance_changed', amountMinor, currency: invoice.currency, cause, invoiceId: invoice.id }]
  return decided.flatMap((event) => {
    switch (event.type) {
      case 'invoice.finalized':
        return changed('applied_to_invoice', event.creditAppliedMinor)
      case 'invoice.voided':
        return isIssued(invoice) ? changed('unapplied_from_invoice', -invoice.creditAppliedMinor) : []
      case 'payment.succeeded':
        return changed('invoice_overpaid', event.allocatedMinor - event.receivedMinor)
      case 'payment.refunded':
        return changed('refunded', event.fromCreditMinor)
      case 'payment.refund_failed':
        return changed('refund_failed', -event.fromCreditMinor)
      default:
        return []
    }
  })
}
