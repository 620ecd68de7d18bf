import type { Currency } from '../money/currencies.ts'
import { shape } from '../shape.ts'

/** A part of the money that pays an invoice. `paymentId` is the payment in the invoice's own history that shows it. */
export type Allocation = {
  readonly paymentId: string
  readonly invoiceId: string
  readonly amountMinor: number
  /** What it pays: what is owed, or what had been written off. */
  readonly settles: 'receivable' | 'bad_debt'
}

/** Money that went back, and has not come in again: a refund, or what a bank took for a dispute. */
export type MoneyReturned = {
  readonly kind: 'refund' | 'dispute'
  readonly id: string
  readonly amountMinor: number
  /** The part taken from the customer's credit. */
  readonly fromCreditMinor: number
}

/**
 * Where it arrived, what the provider calls it, and the attempt that collected it; null where there is none. The attempt of
 * a joint payment is of no invoice in particular.
 */
type Source = {
  readonly accountId: string
  readonly id: string
  readonly customerId: string
  readonly currency: Currency
  readonly provider: string
  readonly providerAccount: string
  readonly providerPaymentId: string | null
  readonly attempt: { readonly invoiceId: string | null; readonly paymentId: string } | null
  readonly receivedMinor: number
}

/** Money received from a customer: what it paid, what became credit, and what went back. Amounts in minor units. */
export type CashReceipt = Source & {
  readonly allocations: readonly Allocation[]
  /** The part that is the customer's credit: without refunds from it, but with what has been spent. */
  readonly creditedMinor: number
  readonly returns: readonly MoneyReturned[]
  readonly createdAt: number
  readonly version: number
}

type Opening = Source & { readonly allocation: Allocation | null; readonly creditedMinor: number }

/**
 * What an attempt collected is allocated to its invoice as it arrives; the rest is credit, or else unapplied. That of a joint
 * payment is unapplied until the next events of the same commit allocate it.
 */
export type Received = Opening & { readonly type: 'cash_receipt.received' }

/** Money that was booked before there were receipts, as it stands; it posts nothing. */
export type CarriedOver = Opening & {
  readonly type: 'cash_receipt.carried_over'
  readonly returns: readonly MoneyReturned[]
  readonly receivedAt: number
}

export type Allocated = {
  readonly type: 'cash_receipt.allocated' | 'cash_receipt.allocation_reversed'
  readonly allocation: Allocation
}

/** What money goes back by, and which of them undo an earlier one. */
export const returnKinds = {
  refund: 'refund',
  refund_failed: 'refund',
  dispute_opened: 'dispute',
  dispute_changed: 'dispute',
  dispute_won: 'dispute',
} as const

/** Money went back, or came in again: then the amounts are negative. */
export type Returned = {
  readonly type: 'cash_receipt.returned'
  readonly by: keyof typeof returnKinds
  readonly returnId: string
  readonly amountMinor: number
  readonly fromCreditMinor: number
}

export type CashReceiptEvent = Received | CarriedOver | Allocated | Returned

export const cashReceiptShape = shape<CashReceipt, CashReceiptEvent>()

/** What was received and is neither allocated nor credited, nor was returned from credit; minor units. */
export const unappliedMinor = ({ receivedMinor, allocations, creditedMinor, returns }: CashReceipt): number =>
  receivedMinor -
  allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0) -
  creditedMinor -
  returns.reduce((sum, { fromCreditMinor }) => sum + fromCreditMinor, 0)
