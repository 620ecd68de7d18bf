const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Delays between polls of a payment whose outcome is not known yet; after the last one it becomes a review item. */
const waits: Readonly<Record<'unanswered' | 'customer' | 'processing', readonly number[]>> = {
  unanswered: [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs, dayMs, dayMs, dayMs, dayMs],
  customer: [5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs, dayMs, 2 * dayMs],
  processing: [hourMs, 6 * hourMs, ...Array<number>(30).fill(dayMs)],
}

/** When to poll the provider next, ms since 1970, by status and number of polls so far; null ends in a review item. */
export function nextCheckAt(status: string, checks: number, nowMs: number): number | null {
  const waiting =
    status === 'processing' ? 'processing' : status === 'pending' || status === 'unknown' ? 'unanswered' : 'customer'
  const wait = waits[waiting][checks]
  return wait === undefined ? null : nowMs + wait
}
