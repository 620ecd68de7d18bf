import type { ScheduledItem, ScheduledOperation } from './account-data.ts'
import { type Context, makeId } from './context.ts'

export function scheduleOperation(
  context: Context,
  at: number,
  operation: ScheduledOperation,
  on: string,
  reason: string | null = null,
): void {
  context.data.scheduled.push({ id: makeId(context, 'agenda', 12), at, operation: operation, objectId: on, reason })
}

/** Cancels everything that is scheduled for an object. */
export function cancelScheduled({ data }: Context, on: string): void {
  data.scheduled = data.scheduled.filter((item) => item.objectId !== on)
}

/** The earliest item that is due. */
export function nextDue({ data, nowMs }: Context): ScheduledItem | null {
  let next: ScheduledItem | null = null
  for (const item of data.scheduled) if (item.at <= nowMs && (next === null || item.at < next.at)) next = item
  return next
}

const dayMs = 86_400_000

/** The time so many bank days later, in ms; Saturdays and Sundays (UTC) do not count. */
export function bankDaysAfter(fromMs: number, days: number): number {
  let at = fromMs
  for (let left = days; left > 0; ) {
    at += dayMs
    const weekday = new Date(at).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}
