import type { Payment, PaymentDispute, PaymentRefund } from './payment.ts'

type Version1 = Omit<Payment, 'refunds' | 'disputes'> & {
  readonly refundedMinor: number
  readonly disputedMinor: number
  /** Refunds and disputes that were reported, as `refund:id`, `opened:id` and `closed:id`. */
  readonly adverse: readonly string[]
}

/**
 * A payment as version 1 kept it: sums, and the ids that they are of. Where there were several, which of them took what is not
 * known; the first then stands for all, and a report that names another amount is left to a person.
 */
export function withRefundsAndDisputes({ refundedMinor, disputedMinor, adverse, ...payment }: Version1): Payment {
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
