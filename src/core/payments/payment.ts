import { isMethodType, methods } from './methods.ts'

/** How a payment was started. `out_of_band` is money that the merchant received elsewhere. */
export type PaymentKind = 'checkout' | 'saved_method' | 'automatic' | 'out_of_band'

/**
 * `pending`: committed, without an answer from the provider yet. `unknown`: sent, without a readable answer. `open` and
 * `requires_action`: the customer can finish it. The last three are terminal.
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
  /** The provider's advice code and the card network's decline code, if given. */
  readonly adviceCode?: string
  readonly networkDeclineCode?: string
  readonly at: number
}

/** The bank wants its customer to confirm the payment, which banks report in either code. */
export const isToBeConfirmed = ({ code, declineCode }: PaymentFailure): boolean =>
  code === 'authentication_required' || declineCode === 'authentication_required'

/** The other parameters of the provider call: a repeat under the same key must be identical. */
export type PaymentRequest = {
  /** The link that the payer returns to; null for off-session charges, and where there is a return path. */
  readonly link: { readonly id: string; readonly expiresAt: number } | null
  /** The path of ours that the payer returns to, who did not come by a link. */
  readonly returnPath?: string
  readonly methodTypes: readonly string[]
  readonly language: string
}

/**
 * One payment at the provider for several invoices of a customer. Each of them has a payment in its own history, for its
 * share; all of them change together (decision 14).
 */
export type Joint = {
  /** The payment of the oldest of the invoices, by which the provider knows all of them. */
  readonly paymentId: string
  /** The whole sum, in minor units. */
  readonly amountMinor: number
  /** How many invoices it pays. */
  readonly invoices: number
}

/** A refund, in minor units; a failed one returned to the merchant. Each is recorded once, by its id. */
export type PaymentRefund = {
  readonly id: string
  readonly amountMinor: number
  /** The part taken from the customer's credit. */
  readonly fromCreditMinor: number
  readonly status: 'succeeded' | 'failed'
}

/** A dispute: money that the customer's bank took back. */
export type PaymentDispute = {
  readonly id: string
  /** The disputed amount in minor units: zero once the dispute was won. */
  readonly amountMinor: number
  readonly status: 'open' | 'won' | 'lost'
}

/** One attempt to collect money for an invoice, with the provider's answer. Amounts in minor units, instants in ms. */
export type Payment = {
  readonly id: string
  readonly kind: PaymentKind
  readonly status: PaymentStatus
  readonly amountMinor: number
  /** Absent where it is for this invoice alone; else `amountMinor` is the share of this one. */
  readonly joint?: Joint
  readonly createdAt: number
  readonly provider: string
  readonly providerAccount: string
  readonly providerPaymentId: string | null
  readonly providerSessionId: string | null
  /** Where the customer completes it: the provider's checkout, the bank's challenge, or the account to transfer to. */
  readonly url: string | null
  readonly urlExpiresAt: number | null
  readonly methodId: string | null
  readonly saveMethod: boolean
  readonly request: PaymentRequest
  /** It was shown to the customer as processing, so a failure must be mailed. */
  readonly wasProcessing: boolean
  readonly paidWith: PaidWith | null
  readonly failure: PaymentFailure | null
  readonly settledAt: number | null
  readonly receivedMinor: number
  /** The part allocated to this invoice; the rest of what was received is the customer's credit. */
  readonly allocatedMinor: number
  /** Numbered in the order in which payments succeed; absent where nothing was allocated, or before there were receipts. */
  readonly receiptNumber?: string
  readonly refunds: readonly PaymentRefund[]
  readonly disputes: readonly PaymentDispute[]
  readonly nextCheckAt: number | null
  readonly checks: number
}

/** What the provider collects with it, in minor units: the whole sum of a joint payment. */
export const chargedMinor = ({ amountMinor, joint }: Pick<Payment, 'amountMinor' | 'joint'>): number =>
  joint?.amountMinor ?? amountMinor

/** The id by which the provider knows it. */
export const idAtProvider = ({ id, joint }: Pick<Payment, 'id' | 'joint'>): string => joint?.paymentId ?? id

/** A joint payment is polled once, for the invoice whose payment the provider knows. */
export const isPolled = (payment: Pick<Payment, 'id' | 'joint'>): boolean => idAtProvider(payment) === payment.id

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

/** The customer chose to transfer the money at the provider's checkout. */
export const isTransfer = ({ paidWith }: Pick<Payment, 'paidWith'>): boolean =>
  paidWith !== null && isMethodType(paidWith.type) && methods[paidWith.type].transfer

/** Nothing of a transfer has arrived, so that it can still be canceled; once a part has, the payment is `processing`. */
export const isAwaitingTransfer = (payment: Pick<Payment, 'status' | 'paidWith'>): boolean =>
  payment.status === 'requires_action' && isTransfer(payment)

/** The customer's last try in an open payment failed, or the bank's challenge was left unanswered. */
export const isTroubled = (payment: Payment): boolean =>
  payment.status === 'open'
    ? payment.failure !== null
    : payment.status === 'requires_action' && payment.kind === 'checkout' && !isAwaitingTransfer(payment)

/** The payment that can still collect money; there is at most one per invoice. */
export const unsettledOf = (payments: readonly Payment[]): Payment | undefined =>
  payments.find((payment) => !isSettled(payment))
