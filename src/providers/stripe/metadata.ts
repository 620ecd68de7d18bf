import type { PaymentKind } from '../../core/payments/payment.ts'
import type { PaymentReference, SetupReference } from '../provider.ts'

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

/** The same for the set-up of a method, which belongs to a customer and to no invoice. */
export const setupMetadata = ({ accountId, customerId, setupId }: SetupReference) => ({
  remit_account: accountId,
  remit_customer: customerId,
  remit_setup: setupId,
})

export function setupReferenceIn(metadata: Metadata): SetupReference | null {
  const { remit_account, remit_customer, remit_setup } = metadata ?? {}
  if (!remit_account || !remit_customer || !remit_setup) return null
  return { accountId: remit_account, customerId: remit_customer, setupId: remit_setup }
}

/** Whether a payment belongs to a hosted checkout, where the customer can try again after a decline. */
export const isCheckout = (metadata: Metadata): boolean => metadata?.remit_kind === 'checkout'
