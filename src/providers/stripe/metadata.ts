import type { PaymentKind } from '../../core/payments/payment.ts'
import type { PaymentReference } from '../provider.ts'

/** Our ids inside the provider's objects, so that each of its messages names the payment that it is about. */
export const metadataOf = ({ accountId, invoiceId, paymentId }: PaymentReference, kind: PaymentKind) => ({
  remit_account: accountId,
  remit_invoice: invoiceId,
  remit_payment: paymentId,
  remit_kind: kind,
})

type Metadata = Readonly<Record<string, string>> | null | undefined

/** Reads our ids back; null where the object was not made by us. */
export function referenceIn(metadata: Metadata): PaymentReference | null {
  const { remit_account, remit_invoice, remit_payment } = metadata ?? {}
  if (!remit_account || !remit_invoice || !remit_payment) return null
  return { accountId: remit_account, invoiceId: remit_invoice, paymentId: remit_payment }
}

/** Whether a payment lives inside a hosted checkout, where a decline is not the end of it. */
export const isCheckout = (metadata: Metadata): boolean => metadata?.remit_kind === 'checkout'
