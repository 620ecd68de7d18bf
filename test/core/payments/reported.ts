import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../../src/core/invoices/invoice.ts'
import { applyReport, type PaymentReport } from '../../../src/core/payments/report.ts'
import { start, type ToStart } from '../../../src/core/payments/start.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import type { Result } from '../../../src/core/result.ts'
import { monday } from '../../world/cast.ts'

export const toStart = (changes: Partial<ToStart> = {}): ToStart => ({
  paymentId: 'inpay_1',
  kind: 'checkout',
  provider: 'stripe',
  providerAccount: 'acct_provider',
  methodId: null,
  brand: null,
  saveMethod: false,
  request: { link: null, methodTypes: ['card'], language: 'de' },
  shownMinor: null,
  part: null,
  now: monday,
  ...changes,
})

/** The invoice after these events. Throws where they were refused. */
export function decided(invoice: Invoice, result: Result<readonly InvoiceEvent[]>, at = monday): IssuedInvoice {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
  const next = replay(evolve, record(result.value, invoice.version, at), invoice)
  if (!next || !isIssued(next)) throw new Error('an issued invoice stays one')
  return next
}

/** The invoice with a started payment. */
export function begun(invoice: Invoice, changes: Partial<ToStart> = {}): IssuedInvoice {
  const started = start(invoice, toStart(changes))
  if (!started.ok || started.value.do !== 'begin') throw new Error('the payment was not started')
  return decided(invoice, { ok: true, value: [started.value.event] }, changes.now)
}

/** The part of a report on a transfer that the customer chose at a checkout. */
export const byTransfer = {
  url: 'https://provider.example/instructions',
  paidWith: { id: 'pm_2', type: 'customer_balance', brand: null, last4: null },
} as const

/** The provider's report of the newest payment, or of the one with the given id. */
export function reportOf(
  invoice: IssuedInvoice,
  status: PaymentReport['status'],
  changes: Partial<PaymentReport> = {},
): PaymentReport {
  const payment = invoice.payments.find(({ id }) => id === changes.paymentId) ?? invoice.payments.at(-1)!
  return {
    paymentId: payment.id,
    provider: 'stripe',
    providerAccount: 'acct_provider',
    livemode: false,
    status,
    amountMinor: payment.amountMinor,
    currency: invoice.currency,
    receivedMinor: status === 'succeeded' ? payment.amountMinor : 0,
    providerPaymentId: `pi_${payment.id}`,
    providerSessionId: null,
    url: null,
    urlExpiresAt: null,
    paidWith: null,
    failure: status === 'failed' ? { code: 'card_declined', declineCode: 'insufficient_funds', at: monday } : null,
    ...changes,
  }
}

/** The invoice after that report. */
export const reported = (
  invoice: IssuedInvoice,
  status: PaymentReport['status'],
  changes: Partial<PaymentReport> = {},
  at = monday,
): IssuedInvoice => decided(invoice, applyReport(invoice, reportOf(invoice, status, changes), false, at), at)
