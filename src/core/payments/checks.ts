const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Waits between looks at a payment whose outcome is not known yet; after the last one a person is asked. */
const waits: Readonly<Record<'unheard' | 'customer' | 'processing', readonly number[]>> = {
  unheard: [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs, dayMs, dayMs, dayMs, dayMs],
  customer: [5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs, dayMs, 2 * dayMs],
  processing: [hourMs, 6 * hourMs, ...Array<number>(30).fill(dayMs)],
}

/** When to ask the provider next, ms since 1970, by what we are waiting for and how often we asked; null ends in a review item. */
export function nextCheckAt(status: string, checks: number, nowMs: number): number | null {
  const waiting =
    status === 'processing' ? 'processing' : status === 'pending' || status === 'unknown' ? 'unheard' : 'customer'
  const wait = waits[waiting][checks]
  return wait === undefined ? null : nowMs + wait
}
