import { isCharged } from '../collection/charging.ts'
import { retryAt } from '../collection/retries.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import { type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import {
  chargedMinor,
  isAwaitingTransfer,
  isPolled,
  isSettled,
  type PaidWith,
  type Payment,
  type PaymentFailure,
} from './payment.ts'
import { nextCheckAt } from './poll-schedule.ts'

/** A provider's report about one of our payments, from its response, a webhook, the payer's return or a poll. */
export type PaymentReport = {
  readonly paymentId: string
  readonly provider: string
  readonly providerAccount: string
  readonly livemode: boolean
  readonly status: 'open' | 'requires_action' | 'processing' | 'succeeded' | 'failed' | 'canceled'
  readonly amountMinor: number
  readonly currency: string
  readonly receivedMinor: number
  readonly providerPaymentId: string | null
  readonly providerSessionId: string | null
  readonly url: string | null
  readonly urlExpiresAt: number | null
  readonly paidWith: PaidWith | null
  readonly failure: PaymentFailure | null
}

/**
 * A status of lower rank never replaces one of higher rank, so success beats every failure. The two of rank 1 may
 * alternate: a failed bank challenge leaves the checkout open.
 */
const rank = {
  pending: 0,
  unknown: 0,
  open: 1,
  requires_action: 1,
  processing: 3,
  canceled: 4,
  failed: 5,
  succeeded: 6,
} as const

/** A transfer that is waited for ends what happened in its checkout before. */
const rankOf = (one: Pick<Payment, 'status' | 'paidWith'>): number => (isAwaitingTransfer(one) ? 2 : rank[one.status])

/**
 * The events of a report for an invoice; none if it changes nothing. Refuses a report that does not match our attempt. A
 * report about a joint payment is applied to each of its invoices, under the id that the payment has there.
 */
export function applyReport(
  invoice: IssuedInvoice,
  report: PaymentReport,
  livemode: boolean,
  now: number,
): Result<InvoiceEvent[]> {
  const payment = invoice.payments.find(({ id }) => id === report.paymentId)
  if (!payment) return refuse('payment_unknown')
  if (!belongs(invoice, payment, report, livemode)) return refuse('provider_mismatch')
  if (isStale(payment, report)) return ok([])
  switch (report.status) {
    case 'succeeded':
      return ok(succeeded(invoice, payment, report))
    case 'failed':
      return ok([failed(invoice, payment, report, now)])
    case 'canceled':
      return ok([{ type: 'payment.canceled', paymentId: payment.id, reason: 'expired' }])
    default:
      return ok([moved(payment, report, report.status, now)])
  }
}

function belongs(invoice: IssuedInvoice, payment: Payment, report: PaymentReport, livemode: boolean): boolean {
  const isSamePayment =
    payment.providerPaymentId === null ||
    report.providerPaymentId === null ||
    payment.providerPaymentId === report.providerPaymentId
  return (
    isSamePayment &&
    report.provider === payment.provider &&
    report.providerAccount === payment.providerAccount &&
    report.livemode === livemode &&
    report.currency === invoice.currency &&
    report.amountMinor === chargedMinor(payment) &&
    (report.status !== 'succeeded' || report.receivedMinor === chargedMinor(payment))
  )
}

function isStale(payment: Payment, report: PaymentReport): boolean {
  if (isSettled(payment) && report.status !== 'succeeded') return true
  if (rankOf(report) !== rankOf(payment)) return rankOf(report) < rankOf(payment)
  return rankOf(report) !== rank.open || !hasChanges(payment, report)
}

/** Missing fields do not clear known values: an intent does not know the URL of its checkout. */
const hasChanges = (payment: Payment, report: PaymentReport): boolean =>
  (knowsUrl(payment, report) && report.url !== payment.url) ||
  (report.failure !== null && !isSameFailure(report.failure, payment.failure)) ||
  (report.providerPaymentId !== null && payment.providerPaymentId === null) ||
  (report.status !== payment.status && namesNextActor(report))

const isSameFailure = (one: PaymentFailure, other: PaymentFailure | null): boolean =>
  one.code === other?.code && one.declineCode === other.declineCode

/**
 * A plain "open" from an intent inside a checkout may be older than the bank's challenge; the checkout itself is
 * authoritative.
 */
const namesNextActor = ({ status, failure, providerSessionId }: PaymentReport): boolean =>
  status === 'requires_action' || failure !== null || providerSessionId !== null

/** A checkout continues at its own URL, which the intent in it does not know; a transfer has left it. */
const knowsUrl = ({ kind, url: known }: Payment, report: PaymentReport): boolean =>
  report.url !== null &&
  (kind !== 'checkout' || known === null || report.providerSessionId !== null || isAwaitingTransfer(report))

/** What the provider received is what it was asked for, of which this invoice has its share. */
function succeeded(invoice: IssuedInvoice, payment: Payment, report: PaymentReport): InvoiceEvent[] {
  const remainingMinor = isPayable(invoice) ? amountRemainingMinor(invoice) : 0
  const receivedMinor = payment.amountMinor
  const allocatedMinor = Math.min(remainingMinor, receivedMinor)
  const event: InvoiceEvent = {
    type: 'payment.succeeded',
    paymentId: payment.id,
    providerPaymentId: report.providerPaymentId,
    paidWith: report.paidWith,
    receivedMinor,
    allocatedMinor,
  }
  return isPayable(invoice) && allocatedMinor === remainingMinor ? [event, { type: 'invoice.paid' }] : [event]
}

function failed(invoice: IssuedInvoice, payment: Payment, report: PaymentReport, now: number): InvoiceEvent {
  const failure = report.failure ?? { code: 'unknown', declineCode: null, at: now }
  const isRetried = payment.kind === 'automatic' && isCharged(invoice)
  return {
    type: 'payment.failed',
    paymentId: payment.id,
    providerPaymentId: report.providerPaymentId,
    failure,
    retryAt: isRetried
      ? retryAt(failure.declineCode ?? failure.code, invoice.attemptCount, invoice.plan.maxRetries, now)
      : null,
  }
}

function moved(
  payment: Payment,
  report: PaymentReport,
  status: 'open' | 'requires_action' | 'processing',
  now: number,
): InvoiceEvent {
  const { providerPaymentId, providerSessionId, paidWith, failure } = report
  const { url, urlExpiresAt } = status === 'processing' || knowsUrl(payment, report) ? report : payment
  return {
    type: 'payment.moved',
    paymentId: payment.id,
    status,
    providerPaymentId,
    providerSessionId,
    url,
    urlExpiresAt,
    paidWith,
    failure,
    nextCheckAt: isPolled(payment) ? nextCheckAt(status, 0, now, paidWith) : null,
  }
}
