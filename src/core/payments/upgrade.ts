import type { Payment, PaymentDispute, PaymentRefund } from './payment.ts'

type Version1 = Omit<Payment, 'refunds' | 'disputes'> & {
  readonly refundedMinor: number
  readonly disputedMinor: number
  /** Reported refunds and disputes, as `refund:id`, `opened:id` and `closed:id`. */
  readonly adverse: readonly string[]
}

/**
 * Upgrades a version 1 payment, which stored sums and ids. With several refunds or disputes their split is unknown: the
 * first gets the whole sum, and a later report with another amount becomes a review item.
 */
export function withRefundsAndDisputes(stored: Version1 | Payment): Payment {
  // While a release is rolled out, the code before it adds payments of version 1 to rows that say version 2.
  if (!('adverse' in stored)) return stored
  const { refundedMinor, disputedMinor, adverse, ...payment } = stored
  const creditMinor = Math.min(refundedMinor, Math.max(0, payment.receivedMinor - payment.allocatedMinor))
  const refunds = idsIn(adverse, 'refund').map(
    (id, at): PaymentRefund =>
      at === 0
        ? { id, amountMinor: refundedMinor, fromCreditMinor: creditMinor, status: 'succeeded' }
        : { id, amountMinor: 0, fromCreditMinor: 0, status: 'succeeded' },
  )
  const closed = idsIn(adverse, 'closed')
  const disputes = idsIn(adverse, 'opened').map((id, at): PaymentDispute => {
    const amountMinor = at === 0 ? disputedMinor : 0
    const ended = amountMinor === 0 ? 'won' : 'lost'
    return { id, amountMinor, status: closed.includes(id) ? ended : 'open' }
  })
  const { nextCheckAt, checks, ...before } = payment
  return { ...before, refunds, disputes, nextCheckAt, checks }
}

const idsIn = (adverse: readonly string[], kind: string): string[] =>
  adverse.flatMap((one) => (one.startsWith(`${kind}:`) ? [one.slice(kind.length + 1)] : []))
