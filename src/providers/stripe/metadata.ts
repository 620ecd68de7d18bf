import type { PaymentKind } from '../../core/payments/payment.ts'
import type { PaymentReference } from '../provider.ts'

/** Our ids as metadata of the provider's objects, so that each of its events names our payment. */
export const metadataOf = ({ accountId, invoiceId, paymentId }: PaymentReference, kind: PaymentKind) => ({
  remit_account: accountId,
  remit_invoice: invoiceId,
  remit_payment: paymentId,
  remit_kind: kind,
})

type Metadata = Readonly<Record<string, string>> | null | undefined

/** Reads our ids back; null for an object that we did not create. */
export function referenceIn(metadata: Metadata): PaymentReference | null {
  const { remit_account, remit_invoice, remit_payment } = metadata ?? {}
  if (!remit_account || !remit_invoice || !remit_payment) return null
  return { accountId: remit_account, invoiceId: remit_invoice, paymentId: remit_payment }
}

/** Whether a payment belongs to a hosted checkout, where the customer can try again after a decline. */
export const isCheckout = (metadata: Metadata): boolean => metadata?.remit_kind === 'checkout'
