import type { SavedMethod } from '../core/customers/customer.ts'
import type { MoneyBackReport } from '../core/payments/money-back-report.ts'
import type { ProviderAccount } from '../core/payments/provider-account.ts'
import type { PaymentReport } from '../core/payments/report.ts'

/** Which of a merchant's payments this is, written into the provider's objects and read back from its messages. */
export type PaymentReference = { readonly accountId: string; readonly invoiceId: string; readonly paymentId: string }

export type ToCollect = PaymentReference & {
  readonly amountMinor: number
  readonly currency: string
  readonly providerCustomerId: string
  readonly description: string
  readonly returnUrl: string
  readonly cancelUrl: string
  readonly methodTypes: readonly string[]
  readonly saveMethod: boolean
  readonly locale: string
  readonly expiresAt: number
}

export type ToCharge = PaymentReference & {
  readonly amountMinor: number
  readonly currency: string
  readonly providerCustomerId: string
  readonly methodId: string
  readonly methodType: string
  readonly description: string
  /** Whether the customer is there to confirm: then where to bring them back to. */
  readonly returnUrl: string | null
}

/** `unknown`: no readable answer, so the effect may or may not have happened. `refused`: it certainly did not. */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: string; readonly declineCode: string | null }
  | { readonly kind: 'unknown' }

/**
 * What a provider must do that takes payments online; the merchant's bank is one that does nothing of it (decision 11). Every call
 * that changes something carries a key derived from our attempt.
 */
export type OnlineProvider = ProviderAccount & {
  readonly livemode: boolean
  createCustomer(customer: {
    accountId: string
    customerId: string
    email: string | null
    name: string | null
  }): Promise<Answer<string>>
  /** Opens the provider's hosted checkout for one payment. */
  openCheckout(toCollect: ToCollect): Promise<Answer<PaymentReport>>
  /** Ends an open checkout so that it can no longer bring money; answers what became of the payment. */
  closeCheckout(reference: PaymentReference, ids: ProviderIds): Promise<Answer<PaymentReport>>
  charge(toCharge: ToCharge): Promise<Answer<PaymentReport>>
  /** Asks what became of a payment that the provider has acknowledged. */
  lookUp(reference: PaymentReference, ids: ProviderIds): Promise<Answer<LookedUp>>
  /** Looks for a payment that was asked for and never acknowledged; null where the provider has none. */
  search(
    reference: PaymentReference,
    since: number,
    providerCustomerId: string | null,
  ): Promise<Answer<PaymentReport | null>>
  method(methodId: string): Promise<Answer<SavedMethod & { providerCustomerId: string | null }>>
  attachMethod(methodId: string, providerCustomerId: string): Promise<Answer<SavedMethod>>
  /** A message whose signature and time hold, or null; nothing of it is read before that. */
  verify(body: Uint8Array, signature: string): Promise<ProviderMessage | null>
  /** What happened in the provider's account within a span of time (ms since 1970), of what we read: for messages that got lost. */
  listMessages(from: number, until: number): Promise<Answer<ProviderMessage[]>>
  /** What a kept message says; null where it is about nothing we keep. Throws where it has not the shape it promises. */
  read(message: ProviderMessage): Fact | null
}

/** How a payment stands, the method that it left with the customer, and which of ours its metadata says it is. */
export type LookedUp = {
  readonly report: PaymentReport
  readonly saved: SavedMethod | null
  readonly reference: PaymentReference | null
}

export type ProviderMessage = {
  readonly id: string
  readonly type: string
  readonly payload: Record<string, unknown>
  /** False where we read no messages of this type: it is kept, and that is all. */
  readonly isRead?: boolean
}

export type Fact =
  | { readonly kind: 'payment'; readonly report: PaymentReport; readonly reference: PaymentReference | null }
  | { readonly kind: 'money_back'; readonly report: MoneyBackReport }

export type ProviderIds = { readonly providerPaymentId: string | null; readonly providerSessionId: string | null }
