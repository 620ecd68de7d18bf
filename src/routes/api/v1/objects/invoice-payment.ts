import type { IssuedInvoice } from '../../../../core/invoices/invoice.ts'
import { moneyBackOf } from '../../../../core/payments/money-back.ts'
import type { Payment, PaymentStatus } from '../../../../core/payments/payment.ts'
import { type ApiObject, Reference } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { seconds, secondsOrNull } from './seconds.ts'

/** Stripe's three statuses of an invoice payment. */
export const paymentStatuses: Readonly<Record<PaymentStatus, 'open' | 'paid' | 'canceled'>> = {
  pending: 'open',
  unknown: 'open',
  open: 'open',
  requires_action: 'open',
  processing: 'open',
  failed: 'canceled',
  canceled: 'canceled',
  succeeded: 'paid',
}

export function invoicePaymentObject(context: RenderContext, invoice: IssuedInvoice, payment: Payment): ApiObject {
  const status = paymentStatuses[payment.status]
  const { refundedMinor, disputedMinor, lostMinor } = moneyBackOf(payment)
  return {
    id: payment.id,
    object: 'invoice_payment',
    amount_disputed: disputedMinor,
    amount_paid: status === 'paid' ? payment.allocatedMinor : null,
    amount_refunded: refundedMinor,
    amount_requested: payment.amountMinor,
    amount_reversed: lostMinor,
    created: seconds(payment.createdAt),
    currency: invoice.currency,
    invoice: new Reference(invoice.id, () => context.invoice(invoice.id)),
    is_default: invoice.payments.at(-1) === payment,
    livemode: context.livemode,
    payment: sourceObject(payment),
    status,
    status_transitions: {
      canceled_at: status === 'canceled' ? secondsOrNull(payment.settledAt) : null,
      paid_at: status === 'paid' ? secondsOrNull(payment.settledAt) : null,
    },
  }
}

/** Out-of-band money has a payment record of ours instead of a payment intent. */
const sourceObject = ({ kind, id, providerPaymentId }: Payment) =>
  kind === 'out_of_band'
    ? { type: 'payment_record', payment_record: id }
    : { type: 'payment_intent', ...(providerPaymentId === null ? {} : { payment_intent: providerPaymentId }) }
