/** How a payment was set going. `out_of_band` is money the merchant says arrived elsewhere. */
export type PaymentKind = 'checkout' | 'saved_method' | 'automatic' | 'out_of_band'

/**
 * `pending`: written down, the provider not yet heard. `unknown`: asked, no readable answer.
 * `open` and `requires_action`: the customer can finish it. The last three are terminal.
 */
export type PaymentStatus =
  | 'pending'
  | 'unknown'
  | 'open'
  | 'requires_action'
  | 'processing'
  | 'failed'
  | 'canceled'
  | 'succeeded'

export type PaidWith = {
  readonly id: string | null
  readonly type: string
  readonly brand: string | null
  readonly last4: string | null
}

export type PaymentFailure = {
  readonly code: string
  readonly declineCode: string | null
  /** What the provider advises, and what the card network said, where they say it. */
  readonly adviceCode?: string
  readonly networkDeclineCode?: string
  readonly at: number
}

/** What else the provider was asked with: a repeat under the same key must say exactly the same. */
export type PaymentRequest = {
  /** The link that the payer comes back to; null when nobody is there. */
  readonly link: { readonly id: string; readonly expiresAt: number } | null
  readonly methodTypes: readonly string[]
  readonly language: string
}

/** Money sent back to the customer, minor units; one that failed returned to the merchant. Each is booked once, by its id. */
export type PaymentRefund = {
  readonly id: string
  readonly amountMinor: number
  /** How much of it had been the customer's credit. */
  readonly fromCreditMinor: number
  readonly status: 'succeeded' | 'failed'
}

/** Money that the customer's bank took back. */
export type PaymentDispute = {
  readonly id: string
  /** What it holds, in minor units: nothing once the dispute was won. */
  readonly amountMinor: number
  readonly status: 'open' | 'won' | 'lost'
}

/** One try at collecting money for an invoice: our attempt and the provider's answer. Amounts in minor units, instants in ms. */
export type Payment = {
  readonly id: string
  readonly kind: PaymentKind
  readonly status: PaymentStatus
  readonly amountMinor: number
  readonly createdAt: number
  readonly provider: string
  readonly providerAccount: string
  readonly providerPaymentId: string | null
  readonly providerSessionId: string | null
  /** Where the customer finishes it: the provider's checkout or the bank's challenge. */
  readonly url: string | null
  readonly urlExpiresAt: number | null
  readonly methodId: string | null
  readonly saveMethod: boolean
  readonly request: PaymentRequest
  /** The customer once saw it as on its way, so its failure is news to them. */
  readonly wasProcessing: boolean
  readonly paidWith: PaidWith | null
  readonly failure: PaymentFailure | null
  readonly settledAt: number | null
  readonly receivedMinor: number
  /** How much of it this invoice took; the rest of what was received is the customer's credit. */
  readonly allocatedMinor: number
  readonly refunds: readonly PaymentRefund[]
  readonly disputes: readonly PaymentDispute[]
  readonly nextCheckAt: number | null
  readonly checks: number
}

const settled: Readonly<Record<PaymentStatus, boolean>> = {
  pending: false,
  unknown: false,
  open: false,
  requires_action: false,
  processing: false,
  failed: true,
  canceled: true,
  succeeded: true,
}

export const isSettled = (payment: Payment): boolean => settled[payment.status]

/** The customer's last try inside a payment that is still open did not go through, or their bank was not answered. */
export const isTroubled = ({ kind, status, failure }: Payment): boolean =>
  (status === 'open' && failure !== null) || (status === 'requires_action' && kind === 'checkout')

/** The payment that may still bring money in; the engine lets at most one exist per invoice. */
export const unsettledOf = (payments: readonly Payment[]): Payment | undefined =>
  payments.find((payment) => !isSettled(payment))
