import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import { type Invoice, isPayable } from '../invoices/invoice.ts'
import { stepMinor } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'
import { unsettledOf } from './payment.ts'
import type { ProviderAccount } from './provider-account.ts'

/**
 * Records money received without an online provider: everything still due, or a part of it (minor units). Refused while a
 * payment is in progress, and for more than is due.
 */
export function payOutOfBand(
  invoice: Invoice,
  paymentId: string,
  receivedAt: ProviderAccount,
  partMinor: number | null = null,
): Result<InvoiceEvent[]> {
  if (invoice.status === 'paid') return refuse('invoice_already_paid')
  if (!isPayable(invoice)) return refuse('invoice_not_open')
  if (unsettledOf(invoice.payments)) return refuse('payment_in_progress')
  const remainingMinor = amountRemainingMinor(invoice)
  const amountMinor = partMinor ?? remainingMinor
  if (amountMinor > remainingMinor) return refuse('overpayment', { param: 'amount' })
  if (amountMinor % stepMinor(invoice.currency) !== 0) return refuse('amount_invalid', { param: 'amount' })
  return ok([
    {
      type: 'payment.started',
      paymentId,
      kind: 'out_of_band',
      amountMinor,
      provider: receivedAt.name,
      providerAccount: receivedAt.account,
      methodId: null,
      saveMethod: false,
      request: { link: null, methodTypes: [], language: 'en' },
      nextCheckAt: null,
    },
    {
      type: 'payment.succeeded',
      paymentId,
      providerPaymentId: null,
      paidWith: null,
      receivedMinor: amountMinor,
      allocatedMinor: amountMinor,
    },
    ...(amountMinor === remainingMinor ? [{ type: 'invoice.paid' as const }] : []),
  ])
}
