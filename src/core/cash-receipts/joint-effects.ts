import { assert } from '../assert.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import type { Invoice } from '../invoices/invoice.ts'
import {
  type Allocation,
  type CashReceipt,
  type CashReceiptEvent,
  type Received,
  type Returned,
  returnKinds,
} from './cash-receipt.ts'
import { receiptEffects } from './effects.ts'

/** An invoice before and after events about its payment. */
type Changed = { readonly before: Invoice; readonly decided: readonly InvoiceEvent[]; readonly after: Invoice }

/**
 * What the events about one payment do to the receipt of its money, by invoice, oldest first: a joint payment has one
 * receipt, which is allocated to its invoices in that order.
 */
export function receiptEffectsOf(
  changed: readonly Changed[],
  receipt: CashReceipt | null,
  newId: string,
): CashReceiptEvent[] {
  const byInvoice = changed.map(({ before, decided, after }) => receiptEffects(before, decided, after, receipt, newId))
  const [first = [], ...others] = byInvoice
  if (others.length === 0) return first
  const effects = byInvoice.flat()
  const received = effects.filter((event) => event.type === 'cash_receipt.received')
  if (received.length > 0) return receivedTogether(received)
  const returned = effects.filter((event) => event.type === 'cash_receipt.returned')
  assert(returned.length === effects.length, 'the money of a joint payment has a receipt since it came')
  const parts = [...Map.groupBy(returned, ({ by, returnId }) => `${by} ${returnId}`).values()]
  return parts.map((same) => same.reduce(sum)).sort((one, other) => place(one) - place(other))
}

/** A dispute is opened, changed and won in this order, also where the first of the invoices has no part of the change. */
const place = ({ by }: Returned): number => Object.keys(returnKinds).indexOf(by)

function receivedTogether(shares: readonly Received[]): CashReceiptEvent[] {
  const [first] = shares
  assert(first?.attempt, 'a joint payment is an attempt')
  const total = (of: (share: Received) => number) => shares.reduce((sum, share) => sum + of(share), 0)
  return [
    {
      ...first,
      attempt: { ...first.attempt, invoiceId: null },
      receivedMinor: total(({ receivedMinor }) => receivedMinor),
      creditedMinor: total(({ creditedMinor }) => creditedMinor),
      allocation: null,
    },
    ...shares.flatMap(({ allocation }): CashReceiptEvent[] => (allocation ? [allocated(allocation)] : [])),
  ]
}

const allocated = (allocation: Allocation): CashReceiptEvent => ({ type: 'cash_receipt.allocated', allocation })

const sum = (one: Returned, other: Returned): Returned => ({
  ...one,
  amountMinor: one.amountMinor + other.amountMinor,
  fromCreditMinor: one.fromCreditMinor + other.fromCreditMinor,
})
