import { assert } from '../assert.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../invoices/invoice.ts'
import type { Payment } from '../payments/payment.ts'
import type { LedgerAccount, LedgerTransaction } from './accounts.ts'
import { post } from './post.ts'

/**
 * The postings of each event, as documented in `docs/domain.md`. `before` and `after` are the invoice around the event.
 */
export function postingsOf(before: Invoice, event: InvoiceEvent, after: Invoice): LedgerTransaction | null {
  switch (event.type) {
    case 'invoice.finalized':
      return post('invoice_finalized', after.id, {
        ...scaled(bill(after), 1),
        receivable: after.totals.totalMinor - event.creditAppliedMinor,
        customer_credit: event.creditAppliedMinor,
      })
    case 'invoice.voided':
      assert(isIssued(before), 'only an issued invoice is voided')
      return post('invoice_voided', before.id, {
        ...scaled(bill(before), -1),
        customer_credit: -before.creditAppliedMinor,
        [before.status === 'uncollectible' ? 'bad_debt' : 'receivable']: -amountRemainingMinor(before),
      })
    case 'invoice.marked_uncollectible':
      return post('invoice_written_off', before.id, {
        bad_debt: event.writtenOffMinor,
        receivable: -event.writtenOffMinor,
      })
    case 'payment.succeeded':
      assert(isIssued(before), 'only an issued invoice is paid')
      return post('payment', causeOf(paymentIn(after, event.paymentId)), {
        [cashOf(paymentIn(after, event.paymentId))]: event.receivedMinor,
        [before.status === 'uncollectible' ? 'bad_debt' : 'receivable']: -event.allocatedMinor,
        customer_credit: event.allocatedMinor - event.receivedMinor,
      })
    case 'payment.refunded':
      return post('refund', event.refundId, {
        refunds: event.amountMinor - event.fromCreditMinor,
        customer_credit: event.fromCreditMinor,
        [cashOf(paymentIn(after, event.paymentId))]: -event.amountMinor,
      })
    case 'payment.refund_failed':
      return post('refund_failed', event.refundId, {
        refunds: event.fromCreditMinor - event.amountMinor,
        customer_credit: -event.fromCreditMinor,
        [cashOf(paymentIn(after, event.paymentId))]: event.amountMinor,
      })
    case 'payment.dispute_opened':
      return post('dispute_opened', event.disputeId, { disputes: event.amountMinor, cash_provider: -event.amountMinor })
    case 'payment.dispute_changed':
      return post('dispute_changed', event.disputeId, { disputes: event.byMinor, cash_provider: -event.byMinor })
    case 'payment.dispute_closed':
      return event.won
        ? post('dispute_won', event.disputeId, { disputes: -event.amountMinor, cash_provider: event.amountMinor })
        : null
    default:
      return null
  }
}

const bill = ({ totals }: Invoice) => ({ revenue: -totals.totalExcludingTaxMinor, tax_payable: -totals.taxMinor })

const scaled = (amounts: { revenue: number; tax_payable: number }, sign: 1 | -1) => ({
  revenue: sign * amounts.revenue,
  tax_payable: sign * amounts.tax_payable,
})

const cashOf = (payment: Payment): LedgerAccount => (payment.kind === 'out_of_band' ? 'cash_bank' : 'cash_provider')

/** Keyed by the provider's payment, since several messages report the same one. */
const causeOf = (payment: Payment): string =>
  payment.providerPaymentId === null
    ? payment.id
    : `${payment.provider}:${payment.providerAccount}:${payment.providerPaymentId}`

function paymentIn(invoice: Invoice, paymentId: string): Payment {
  const payment = (invoice as IssuedInvoice).payments.find(({ id }) => id === paymentId)
  assert(payment, 'a settled payment belongs to its invoice')
  return payment
}
