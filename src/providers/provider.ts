import type { SavedMethod, SetupRequest } from '../core/customers/customer.ts'
import type { MoneyBackReport } from '../core/payments/money-back-report.ts'
import type { ProviderAccount } from '../core/payments/provider-account.ts'
import type { PaymentReport } from '../core/payments/report.ts'

/** Our ids of a payment, written into the provider's objects and read back from its events. */
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
  /** Two letters: the country of the account to which a customer transfers, where the provider has one there. */
  readonly sellerCountry: string
}

/** Our ids of the set-up of a method, written into the provider's objects and read back from its events. */
export type SetupReference = { readonly accountId: string; readonly customerId: string; readonly setupId: string }

export type ToSetUp = SetupReference &
  SetupRequest & {
    readonly providerCustomerId: string
    readonly returnUrl: string
    /** In ms since 1970. */
    readonly expiresAt: number
  }

/** How a set-up stands at the provider, and the method that it saved with the customer whom it belongs to there. */
export type SetupReport = {
  readonly status: 'open' | 'complete' | 'expired'
  readonly reference: SetupReference | null
  readonly providerSessionId: string
  /** Where the customer goes on; null once it has ended. */
  readonly url: string | null
  readonly saved: OwnedMethod | null
}

/** A method with the provider's customer that it is attached to; null where it was detached. */
export type OwnedMethod = SavedMethod & { readonly providerCustomerId: string | null }

export type ToCharge = PaymentReference & {
  readonly amountMinor: number
  readonly currency: string
  readonly providerCustomerId: string
  readonly methodId: string
  readonly methodType: string
  readonly description: string
  /** Where the customer returns to after confirming the payment; null if they are not present. */
  readonly returnUrl: string | null
}

/** `refused`: the call had no effect. `unknown`: no readable response, so it may have had its effect. */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: string; readonly declineCode: string | null }
  | { readonly kind: 'unknown' }

/**
 * What a provider of online payments must do; a merchant's bank takes transfers only and does none of it (decision 11). Every call
 * with an effect has an idempotency key derived from our ids.
 */
export type OnlineProvider = ProviderAccount & {
  /** The name by which customers know it. */
  readonly title: string
  readonly livemode: boolean
  createCustomer(customer: {
    accountId: string
    customerId: string
    email: string | null
    name: string | null
  }): Promise<Answer<string>>
  /** Opens the provider's hosted checkout for one payment. */
  openCheckout(toCollect: ToCollect): Promise<Answer<PaymentReport>>
  /**
   * Ends a payment that is with the customer, so that it can no longer be paid, and returns the payment's state. One of which
   * money has arrived is left as it is.
   */
  closeCheckout(reference: PaymentReference, ids: ProviderIds): Promise<Answer<PaymentReport>>
  charge(toCharge: ToCharge): Promise<Answer<PaymentReport>>
  /** The current state of a payment whose id at the provider is known. */
  lookUp(reference: PaymentReference, ids: ProviderIds): Promise<Answer<PaymentLookup>>
  /** Searches for a payment whose creation got no response (`since` in ms since 1970); null if the provider has none. */
  search(
    reference: PaymentReference,
    since: number,
    providerCustomerId: string | null,
  ): Promise<Answer<PaymentReport | null>>
  /** Opens the provider's page on which a customer saves a method; nothing is charged. */
  openSetup(toSetUp: ToSetUp): Promise<Answer<SetupReport>>
  lookUpSetup(providerSessionId: string): Promise<Answer<SetupReport>>
  method(methodId: string): Promise<Answer<OwnedMethod>>
  attachMethod(methodId: string, providerCustomerId: string): Promise<Answer<SavedMethod>>
  /** Takes a method from its customer for good: it can never be charged again. */
  detachMethod(methodId: string): Promise<Answer<null>>
  /** The event in a webhook with a valid signature and time, else null. */
  verify(body: Uint8Array, signature: string): Promise<ProviderMessage | null>
  /** The handled events within a span of time (ms since 1970), to find those whose webhooks got lost. */
  listMessages(from: number, until: number): Promise<Answer<ProviderMessage[]>>
  /** The content of a stored event; null if it does not concern payments. Throws if its object does not fit its type. */
  read(message: ProviderMessage): Fact | null
}

/** A payment's state at the provider, the payment method that was saved with it, and our ids from its metadata. */
export type PaymentLookup = {
  readonly report: PaymentReport
  readonly saved: SavedMethod | null
  readonly reference: PaymentReference | null
}

export type ProviderMessage = {
  readonly id: string
  readonly type: string
  readonly payload: Record<string, unknown>
  /** False for a type that is not handled: the event is stored and ignored. */
  readonly isRead?: boolean
}

export type Fact =
  | { readonly kind: 'payment'; readonly report: PaymentReport; readonly reference: PaymentReference | null }
  /** Something happened to one of our payments; how it stands only the provider can say. */
  | { readonly kind: 'to_look_up'; readonly reference: PaymentReference; readonly ids: ProviderIds }
  | { readonly kind: 'money_back'; readonly report: MoneyBackReport }
  /** A method was saved without a payment. */
  | { readonly kind: 'method_set_up'; readonly reference: SetupReference | null; readonly methodId: string }
  | { readonly kind: 'method_detached'; readonly methodId: string }
  /** What had arrived (minor units) of a transfer whose payment was canceled went back to the customer's balance at the provider. */
  | {
      readonly kind: 'transfer_returned'
      readonly providerPaymentId: string
      readonly amountMinor: number
      readonly currency: string
    }

export type ProviderIds = { readonly providerPaymentId: string | null; readonly providerSessionId: string | null }
