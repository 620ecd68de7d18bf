import { isAwaitingTransfer, type PaidWith, type PaymentStatus } from './payment.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Delays between polls of a payment whose outcome is not known yet; after the last one it becomes a review item. */
const waits: Readonly<Record<'unanswered' | 'customer' | 'transfer' | 'processing', readonly number[]>> = {
  unanswered: [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs, dayMs, dayMs, dayMs, dayMs],
  customer: [5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs, dayMs, 2 * dayMs],
  transfer: [hourMs, 6 * hourMs, ...Array<number>(14).fill(dayMs), ...Array<number>(10).fill(7 * dayMs)],
  processing: [hourMs, 6 * hourMs, ...Array<number>(30).fill(dayMs)],
}

/** When to poll the provider next, ms since 1970, by state and number of polls so far; null ends in a review item. */
export function nextCheckAt(
  status: PaymentStatus,
  checks: number,
  nowMs: number,
  paidWith: PaidWith | null = null,
): number | null {
  const wait = waits[waitingFor(status, paidWith)][checks]
  return wait === undefined ? null : nowMs + wait
}

function waitingFor(status: PaymentStatus, paidWith: PaidWith | null): keyof typeof waits {
  if (status === 'pending' || status === 'unknown') return 'unanswered'
  if (status === 'processing') return 'processing'
  return isAwaitingTransfer({ status, paidWith }) ? 'transfer' : 'customer'
}
