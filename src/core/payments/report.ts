import { isCharged } from '../collection/charging.ts'
import { retryAt } from '../collection/retries.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import { type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { nextCheckAt } from './checks.ts'
import { isSettled, type PaidWith, type Payment, type PaymentFailure } from './payment.ts'

/** What a provider says of one of our payments, in our words; from its answer, its webhook, the return, or a look-up. */
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
 * A stronger word stands; a weaker or repeated one that comes later changes nothing. Success beats every failure. The two in which
 * it is the customer's turn may follow each other: a bank's question that failed leaves the checkout open.
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

/** The events that a report adds; none when it says nothing new. Refuses what does not fit our attempt: nothing is booked then. */
export function applyReport(
  invoice: IssuedInvoice,
  report: PaymentReport,
  livemode: boolean,
  now: number,
): Result<InvoiceEvent[]> {
  const payment = invoice.payments.find(({ id }) => id === report.paymentId)
  if (!payment) return refuse('payment_unknown')
  if (!belongs(invoice, payment, report, livemode)) return refuse('provider_mismatch')
  if (isOldNews(payment, report)) return ok([])
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
    report.amountMinor === payment.amountMinor &&
    (report.status !== 'succeeded' || report.receivedMinor === payment.amountMinor)
  )
}

function isOldNews(payment: Payment, report: PaymentReport): boolean {
  if (isSettled(payment) && report.status !== 'succeeded') return true
  if (rank[report.status] !== rank[payment.status]) return rank[report.status] < rank[payment.status]
  return rank[report.status] !== rank.open || !hasNews(payment, report)
}

/** What a report leaves unsaid takes nothing away: an intent does not know the address of the checkout that it is in. */
const hasNews = (payment: Payment, report: PaymentReport): boolean =>
  (knowsUrl(payment, report) && report.url !== payment.url) ||
  (report.failure !== null && !isSameFailure(report.failure, payment.failure)) ||
  (report.providerPaymentId !== null && payment.providerPaymentId === null) ||
  (report.status !== payment.status && saysWhoseTurn(report))

const isSameFailure = (one: PaymentFailure, other: PaymentFailure | null): boolean =>
  one.code === other?.code && one.declineCode === other.declineCode

/** An intent inside a checkout that says no more than "open" may be older than the bank's question; the checkout itself knows. */
const saysWhoseTurn = ({ status, failure, providerSessionId }: PaymentReport): boolean =>
  status === 'requires_action' || failure !== null || providerSessionId !== null

/** A checkout is carried on with at its own page, which the intent in it does not know. */
const knowsUrl = ({ kind, url: known }: Payment, { url, providerSessionId }: PaymentReport): boolean =>
  url !== null && (kind !== 'checkout' || known === null || providerSessionId !== null)

function succeeded(invoice: IssuedInvoice, payment: Payment, report: PaymentReport): InvoiceEvent[] {
  const remainingMinor = isPayable(invoice) ? amountRemainingMinor(invoice) : 0
  const allocatedMinor = Math.min(remainingMinor, report.receivedMinor)
  const event: InvoiceEvent = {
    type: 'payment.succeeded',
    paymentId: payment.id,
    providerPaymentId: report.providerPaymentId,
    paidWith: report.paidWith,
    receivedMinor: report.receivedMinor,
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
    nextCheckAt: nextCheckAt(status, 0, now),
  }
}
