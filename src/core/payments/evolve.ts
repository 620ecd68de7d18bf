import { assert } from '../assert.ts'
import type { InvoiceEvent, PaymentStarted } from '../invoices/events.ts'
import type { Payment, PaymentDispute, PaymentRefund } from './payment.ts'

/** Applies one event to an invoice's payments; other events leave them unchanged. */
export function evolvePayments(payments: readonly Payment[], event: InvoiceEvent, at: number): readonly Payment[] {
  if (event.type === 'payment.started') return [...payments, started(event, at)]
  if (!('paymentId' in event)) return payments
  assert(
    payments.some((payment) => payment.id === event.paymentId),
    'a payment is started before anything happens to it',
  )
  return payments.map((payment) =>
    payment.id === event.paymentId ? { ...payment, ...changes(payment, event, at) } : payment,
  )
}

type RefundEvent = Extract<InvoiceEvent, { type: 'payment.refunded' | 'payment.refund_failed' }>
type PaymentEvent = Exclude<Extract<InvoiceEvent, { paymentId: string }>, PaymentStarted>

function changes(payment: Payment, event: PaymentEvent, at: number): Partial<Payment> {
  switch (event.type) {
    case 'payment.moved':
      return {
        status: event.status,
        wasProcessing: payment.wasProcessing || event.status === 'processing',
        providerPaymentId: event.providerPaymentId ?? payment.providerPaymentId,
        providerSessionId: event.providerSessionId ?? payment.providerSessionId,
        url: event.url,
        urlExpiresAt: event.urlExpiresAt,
        paidWith: event.paidWith ?? payment.paidWith,
        failure: event.failure ?? payment.failure,
        nextCheckAt: event.nextCheckAt,
        checks: 0,
      }
    case 'payment.succeeded':
      return {
        status: 'succeeded',
        providerPaymentId: event.providerPaymentId ?? payment.providerPaymentId,
        paidWith: event.paidWith ?? payment.paidWith,
        failure: null,
        settledAt: at,
        receivedMinor: event.receivedMinor,
        allocatedMinor: event.allocatedMinor,
        ...closed,
      }
    case 'payment.failed':
      return {
        status: 'failed',
        providerPaymentId: event.providerPaymentId ?? payment.providerPaymentId,
        failure: event.failure,
        settledAt: at,
        ...closed,
      }
    case 'payment.canceled':
      return { status: 'canceled', settledAt: at, ...closed }
    case 'payment.checked':
      return { checks: payment.checks + 1, nextCheckAt: event.nextCheckAt }
    case 'payment.refunded':
      return { refunds: withRefund(payment, event, 'succeeded') }
    case 'payment.refund_failed':
      return { refunds: withRefund(payment, event, 'failed') }
    case 'payment.dispute_opened':
      return { disputes: withDispute(payment, event.disputeId, event.amountMinor, 'open') }
    case 'payment.dispute_changed':
      return {
        disputes: payment.disputes.map((one) =>
          one.id === event.disputeId ? { ...one, amountMinor: one.amountMinor + event.byMinor } : one,
        ),
      }
    case 'payment.dispute_closed':
      return {
        disputes: event.won
          ? withDispute(payment, event.disputeId, 0, 'won')
          : withDispute(payment, event.disputeId, event.amountMinor, 'lost'),
      }
  }
}

const withRefund = (
  { refunds }: Payment,
  { refundId: id, amountMinor, fromCreditMinor }: RefundEvent,
  status: PaymentRefund['status'],
): readonly PaymentRefund[] => [
  ...refunds.filter((refund) => refund.id !== id),
  { id, amountMinor, fromCreditMinor, status },
]

const withDispute = (
  { disputes }: Payment,
  id: string,
  amountMinor: number,
  status: PaymentDispute['status'],
): readonly PaymentDispute[] => [...disputes.filter((dispute) => dispute.id !== id), { id, amountMinor, status }]

const closed = { url: null, urlExpiresAt: null, nextCheckAt: null } as const

const started = (event: PaymentStarted, at: number): Payment => ({
  id: event.paymentId,
  kind: event.kind,
  status: 'pending',
  amountMinor: event.amountMinor,
  ...(event.joint && { joint: event.joint }),
  createdAt: at,
  provider: event.provider,
  providerAccount: event.providerAccount,
  providerPaymentId: null,
  providerSessionId: null,
  url: null,
  urlExpiresAt: null,
  methodId: event.methodId,
  saveMethod: event.saveMethod,
  request: event.request,
  wasProcessing: false,
  paidWith: null,
  failure: null,
  settledAt: null,
  receivedMinor: 0,
  allocatedMinor: 0,
  refunds: [],
  disputes: [],
  nextCheckAt: event.nextCheckAt,
  checks: 0,
})
