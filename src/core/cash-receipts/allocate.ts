import { assert } from '../assert.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import { byAge } from '../invoices/by-age.ts'
import { type Invoice, type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Allocated, type Allocation, type CashReceipt, unappliedMinor } from './cash-receipt.ts'

/** An invoice, and the id of the payment that will show the allocation in its history. */
export type AllocationTarget = { readonly invoice: IssuedInvoice; readonly paymentId: string }

export const allocationTo = (
  invoice: Invoice,
  paymentId: string,
  amountMinor: number,
  isWrittenOff = invoice.status === 'uncollectible',
): Allocation => ({ paymentId, invoiceId: invoice.id, amountMinor, settles: isWrittenOff ? 'bad_debt' : 'receivable' })

/** Allocates what is unapplied to invoices of the customer, oldest first, each up to what remains of it. */
export function allocateOldestFirst(receipt: CashReceipt, targets: readonly AllocationTarget[]): Allocated[] {
  let leftMinor = unappliedMinor(receipt)
  return targets
    .toSorted((one, other) => byAge(one.invoice, other.invoice))
    .flatMap(({ invoice, paymentId }): Allocated[] => {
      assert(
        invoice.customerId === receipt.customerId && invoice.currency === receipt.currency,
        'money is allocated to invoices of the same customer in the same currency',
      )
      const amountMinor = Math.min(leftMinor, isPayable(invoice) ? amountRemainingMinor(invoice) : 0)
      leftMinor -= amountMinor
      if (amountMinor === 0) return []
      return [{ type: 'cash_receipt.allocated', allocation: allocationTo(invoice, paymentId, amountMinor) }]
    })
}

/** Makes an allocation unapplied again. Refused if the receipt has none for this payment. */
export function reverseAllocation(receipt: CashReceipt, paymentId: string): Result<Allocated> {
  const allocation = receipt.allocations.find((one) => one.paymentId === paymentId)
  return allocation ? ok({ type: 'cash_receipt.allocation_reversed', allocation }) : refuse('payment_unknown')
}
